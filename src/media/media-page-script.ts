/**
 * A participant's fake camera and microphone as an init script.
 *
 * In:  what the participant sends, who it is, and the run's seed.
 * Out: the script's text, for every document of the participant's context. Nothing is kept on disk.
 */
import { createHash } from 'node:crypto';
import type { MediaChoice } from '../model/device.js';
import { pageScript } from '../shared/package-root.js';
import { seededRandom } from '../shared/random.js';
import { initialsOf } from './initials.js';
import type { PageConfig, SourceConfig, WorkerConfig } from './page/config.js';
import { readPicture } from './picture-file.js';
import { readSound } from './sound-file.js';

/** What WebRTC's Opus works with: nothing needs to be resampled. */
const defaultSampleRate = 48_000;

/**
 * @param options.participant anything that tells participants apart; its initials are shown in the picture.
 * @throws HarnessError `bad_configuration` when a file cannot be used.
 */
export async function mediaPageScript(
  choice: MediaChoice,
  options: { participant: string; seed: number },
): Promise<string> {
  const { camera, microphone, width, height, frameRate } = choice;
  const picture = typeof camera === 'object' ? await readPicture(camera.file) : undefined;
  const sound = typeof microphone === 'object' ? await readSound(microphone.file) : undefined;
  const random = seededRandom(options.seed, `media:${options.participant}`);
  const sampleRate = sound?.sampleRate ?? defaultSampleRate;
  const source: SourceConfig = {
    seed: Math.floor(random() * 0x1_0000_0000),
    initials: initialsOf(options.participant),
    camera:
      picture === undefined ? (camera === 'still' ? 'still' : 'talking-head') : { picture: picture.toString('base64') },
    microphone:
      sound === undefined ? (microphone === 'speech' ? 'speech' : 'silence') : { samples: base64Of(sound.samples) },
    sampleRate,
  };
  const id = (of: string): string =>
    createHash('sha256').update(`${options.seed} ${options.participant} ${of}`).digest('hex');
  const headset = id('headset');
  const worker: WorkerConfig = { role: 'worker' };
  const config: PageConfig = {
    role: 'page',
    ...(camera !== false && {
      camera: { label: 'Rollcall camera', deviceId: id('camera'), groupId: id('webcam'), width, height, frameRate },
    }),
    ...(microphone !== false && {
      microphone: { label: 'Rollcall microphone', deviceId: id('microphone'), groupId: headset, sampleRate },
    }),
    speaker: { label: 'Rollcall speaker', deviceId: 'default', groupId: headset },
    source,
    workerScript: pageScript('media', worker),
  };
  return pageScript('media', config);
}

/** Little endian, as every machine we run on is. */
function base64Of(samples: Int16Array): string {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64');
}
