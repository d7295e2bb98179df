import { describe, expect, it } from 'vitest';
import { mediaFor } from '../../../src/scenario/media-for.js';

const media = { camera: 'talking-head', microphone: 'speech', width: 320, height: 180, frameRate: 15 } as const;

describe('mediaFor', () => {
  it('gives camera and microphone to the first VUs only', () => {
    const options = { media, cameras: 1, microphones: 2 };
    expect([1, 2, 3].map((vu) => mediaFor(options, vu))).toMatchObject([
      { camera: 'talking-head', microphone: 'speech' },
      { camera: false, microphone: 'speech' },
      { camera: false, microphone: false },
    ]);
  });

  it('gives them to all unless told otherwise', () => {
    expect(mediaFor({ media }, 99)).toEqual(media);
  });
});
