/** A canvas that is read as I420: what encoders take, so converting is paid once a drawn picture. */
import { toI420 } from './to-i420.js';

export class I420Canvas {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    // Read back after every drawing: a canvas in graphics memory would be slower.
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: false });
    if (context === null) throw new Error('There is no 2d canvas.');
    this.context = context;
    this.#width = width;
    this.#height = height;
  }

  read({ noisy }: { noisy: boolean }): Uint8ClampedArray<ArrayBuffer> {
    const [width, height] = [this.#width, this.#height];
    return toI420(this.context.getImageData(0, 0, width, height).data, { width, height, noisy });
  }
}
