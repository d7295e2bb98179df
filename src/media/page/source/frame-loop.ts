/**
 * Frames are drawn once and shown again and again, to and fro, so that a camera costs next to nothing after its first
 * seconds: handing out a kept frame copies no pixel. The noise of a sensor is drawn into each, so the encoder still finds
 * every frame different from the last.
 */
import type { VideoFormat } from '../source-message.js';
import { I420Canvas } from './i420-canvas.js';
import { loopLength, toAndFro } from './loop-order.js';
import type { Paint, Painter } from './painter.js';

export interface FrameLoop {
  /** The frame to show as the `count`-th. It stays the loop's: hand out a copy (`new VideoFrame(frame, …)`). */
  frame(count: number): VideoFrame;
  close(): void;
}

export interface FrameLoops {
  /** Tracks of one format share one loop. Rejects when the picture cannot be decoded. */
  open(format: VideoFormat): Promise<FrameLoop>;
}

export function frameLoops(painter: Painter): FrameLoops {
  const kept = new Map<string, { users: number; readonly loop: Promise<FrameLoop> }>();
  return {
    open: async (format) => {
      const key = `${format.width}x${format.height}@${format.frameRate}`;
      const entry = kept.get(key) ?? { users: 0, loop: painter(format).then((paint) => drawnLoop(format, paint)) };
      kept.set(key, entry);
      entry.users += 1;
      const leave = (): boolean => {
        entry.users -= 1;
        return entry.users === 0 && kept.delete(key);
      };
      try {
        const loop = await entry.loop;
        return {
          frame: (count) => loop.frame(count),
          close: () => {
            if (leave()) loop.close();
          },
        };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

/** Draws each frame when it is first shown: drawing all at once would be felt in the middle of a join. */
function drawnLoop(format: VideoFormat, paint: Paint): FrameLoop {
  const length = paint.moves ? loopLength(format) : 1;
  const frames: (VideoFrame | undefined)[] = Array.from({ length }, () => undefined);
  let canvas: I420Canvas | undefined;
  return {
    frame: (count) => {
      const position = toAndFro(count, length);
      let frame = frames[position];
      if (frame === undefined) {
        canvas ??= new I420Canvas(format.width, format.height);
        paint.draw(canvas.context, position / format.frameRate);
        frame = canvas.frame({ noisy: paint.moves });
        frames[position] = frame;
        if (!frames.includes(undefined)) canvas = undefined;
      }
      return frame;
    },
    close: () => {
      for (const frame of frames) frame?.close();
    },
  };
}
