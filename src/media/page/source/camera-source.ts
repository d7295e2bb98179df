/** One camera track: takes the frames of its size in turn and delivers them at its rate until the track ends. */
import type { VideoFormat } from '../video-format.js';
import { deliver } from './deliver.js';
import type { FrameLoop, FrameLoops } from './frame-loop.js';
import { Pace } from './pace.js';

/** A timer may be late by that; a frame later than that is lost, as a camera's is. */
const longestBacklogMs = 50;

export class CameraSource {
  #format: VideoFormat;
  readonly #loops: FrameLoops;

  constructor(format: VideoFormat, loops: FrameLoops) {
    this.#format = format;
    this.#loops = loops;
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
