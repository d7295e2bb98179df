/** What is in front of the camera: the drawn person, or the user's picture. */
import type { SourceConfig } from '../config.js';
import { seededRandom } from '../random.js';
import type { VideoFormat } from '../video-format.js';
import { bytesOfBase64 } from './base64.js';
import { drawHead, lookOf } from './draw-head.js';

export interface Paint {
  /** Whether a later moment looks different, and whether the sensor's noise shows. */
  readonly moves: boolean;
  draw(context: OffscreenCanvasRenderingContext2D, seconds: number): void;
}

/** Rejects when the picture cannot be decoded. */
export type Painter = (format: VideoFormat) => Promise<Paint>;

export function painterFor(config: SourceConfig): Painter {
  const { camera } = config;
  if (typeof camera === 'object') return picturePainter(camera.picture);
  const look = lookOf(seededRandom(config.seed), config.initials);
  return ({ width, height }) =>
    Promise.resolve({
      moves: camera === 'talking-head',
      draw: (context, seconds) => {
        drawHead(context, { look, seconds, width, height });
      },
    });
}

/** The picture fills the frame; what does not fit is cut off evenly at both sides. */
function picturePainter(base64: string): Painter {
  let decoded: Promise<ImageBitmap> | undefined;
  return async ({ width, height }) => {
    decoded ??= createImageBitmap(new Blob([bytesOfBase64(base64)]));
    const picture = await decoded;
    const scale = Math.max(width / picture.width, height / picture.height);
    const [drawnWidth, drawnHeight] = [picture.width * scale, picture.height * scale];
    return {
      moves: false,
      draw: (context) => {
        context.drawImage(picture, (width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight);
      },
    };
  };
}
