/** A canvas whose content is had as an I420 frame: what encoders take, so converting is paid once a drawn frame. */
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

  /** What is on the canvas, as a frame that the caller closes. */
  frame({ noisy }: { noisy: boolean }): VideoFrame {
    const [width, height] = [this.#width, this.#height];
    const { data } = this.context.getImageData(0, 0, width, height);
    return new VideoFrame(toI420(data, { width, height, noisy }), {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: 0,
      colorSpace: { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false },
    });
  }
}
