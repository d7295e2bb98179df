/** What one VU of a scenario sends: the first ones have the camera and the microphone, the others come without. */
import type { MediaChoice } from '../model/device.js';
import type { ScenarioOptions } from '../model/run-options.js';

/** @param vu 1-based. */
export function mediaFor(
  { media, cameras = Infinity, microphones = Infinity }: Pick<ScenarioOptions, 'media' | 'cameras' | 'microphones'>,
  vu: number,
): MediaChoice {
  return {
    ...media,
    camera: vu <= cameras ? media.camera : false,
    microphone: vu <= microphones ? media.microphone : false,
  };
}
