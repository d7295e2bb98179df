/**
 * Pictures are drawn once and shown again and again, to and fro, so that a camera costs next to nothing after its first
 * seconds. The noise of a sensor is drawn into each, so the encoder still finds every frame different from the last.
 */
import type { VideoFormat } from '../video-format.js';
import { I420Canvas } from './i420-canvas.js';
import { loopLength, toAndFro } from './loop-order.js';
import type { Paint, Painter } from './painter.js';

export interface FrameLoop {
  /** The `count`-th frame, now; the caller closes it. */
  frame(count: number): VideoFrame;
  close(): void;
}

export interface FrameLoops {
  /** Tracks of one format share one loop. Rejects when the picture cannot be decoded. */
  open(format: VideoFormat): Promise<FrameLoop>;
}

export function frameLoops(painter: Painter): FrameLoops {
  const kept = new Map<string, { users: number; readonly frame: Promise<FrameLoop['frame']> }>();
  return {
    open: async (format) => {
      const key = `${format.width}x${format.height}@${format.frameRate}`;
      const entry = kept.get(key) ?? { users: 0, frame: painter(format).then((paint) => drawnLoop(format, paint)) };
      kept.set(key, entry);
      entry.users += 1;
      const close = (): void => {
        entry.users -= 1;
        if (entry.users === 0) kept.delete(key);
      };
      try {
        return { frame: await entry.frame, close };
      } catch (error) {
        close();
        throw error;
      }
    },
  };
}

/** Draws each picture when it is first shown: drawing all at once would be felt in the middle of a join. */
function drawnLoop(format: VideoFormat, paint: Paint): FrameLoop['frame'] {
  const { width, height, frameRate } = format;
  const length = paint.moves ? loopLength(format) : 1;
  const pictures: (Uint8ClampedArray<ArrayBuffer> | undefined)[] = Array.from({ length }, () => undefined);
  let canvas: I420Canvas | undefined;
  return (count) => {
    const position = toAndFro(count, length);
    let picture = pictures[position];
    if (picture === undefined) {
      canvas ??= new I420Canvas(width, height);
      paint.draw(canvas.context, position / frameRate);
      picture = canvas.read({ noisy: paint.moves });
      pictures[position] = picture;
      if (!pictures.includes(undefined)) canvas = undefined;
    }
    // A kept VideoFrame, copied with a new time stamp, would save copying the pixels, but Chromium's tracks then see the
    // old time stamp and senders give all frames one RTP time.
    return new VideoFrame(picture, {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round(performance.now() * 1000),
      colorSpace: { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false },
    });
  };
}
