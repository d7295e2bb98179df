/** One camera track: takes the frames of its size in turn and delivers them at its rate until the track ends. */
import type { VideoFormat } from '../video-format.js';
import { deliver } from './deliver.js';
import type { FrameLoop, FrameLoops } from './frame-loop.js';
import type { Hold } from './hold.js';
import { Pace } from './pace.js';

/** A timer may be late by that; a frame later than that is lost, as a camera's is. */
const longestBacklogMs = 50;

export class CameraSource {
  #format: VideoFormat;
  readonly #loops: FrameLoops;
  readonly #hold: Hold;

  constructor(format: VideoFormat, { loops, hold }: { loops: FrameLoops; hold: Hold }) {
    this.#format = format;
    this.#loops = loops;
    this.#hold = hold;
  }

  /** Takes effect with the next frame. */
  reformat(format: VideoFormat): void {
    this.#format = format;
  }

  async run(sink: WritableStream<VideoFrame>, started: () => void): Promise<void> {
    const writer = sink.getWriter();
    const pace = new Pace(longestBacklogMs);
    let format = this.#format;
    let loop: FrameLoop | undefined;
    try {
      loop = await this.#loops.open(format);
      for (let count = 0; ; count += 1) {
        if (this.#hold.on) {
          // A page that opens the camera meanwhile gets a muted track, not a promise.
          if (count === 0) started();
          await this.#hold.over(writer.closed);
        }
        if (format !== this.#format) {
          format = this.#format;
          loop.close();
          loop = undefined;
          loop = await this.#loops.open(format);
        }
        if (!(await deliver(writer, loop.frame(count)))) return;
        if (count === 0) started();
        await pace.next(1000 / format.frameRate);
      }
    } finally {
      loop?.close();
    }
  }
}
