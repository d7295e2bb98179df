/** How many frames are kept for a size and rate, and in which order they are shown. */
import type { VideoFormat } from '../video-format.js';

/** Memory of one loop. 640x480 at 20 Hz has 34 frames in it: 3.3 s until it repeats. */
const mostBytes = 16_000_000;
/** A longer loop costs memory, and to the eye it is no less of a loop. */
const mostSeconds = 3;

/** At least 4, so that to and fro is more than a flicker. */
export function loopLength({ width, height, frameRate }: VideoFormat): number {
  const affordable = Math.floor(mostBytes / (width * height * 1.5));
  return Math.max(4, Math.min(affordable, Math.ceil(mostSeconds * frameRate)));
}

/** Of `length` frames, which is shown as the `count`-th: 0 1 2 3 2 1 0 1 … */
export function toAndFro(count: number, length: number): number {
  const period = Math.max(1, 2 * length - 2);
  const position = count % period;
  return position < length ? position : period - position;
}
