/**
 * `navigator.mediaDevices.getUserMedia` and its two forerunners. Fails as the browser's own does: TypeError when nothing
 * is asked for, NotAllowedError, NotFoundError, OverconstrainedError, NotReadableError.
 */
import { allowedHere } from './allowed-here.js';
import { selectSettings } from './constraints.js';
import type { FakeDevices, InputDevice } from './device.js';
import type { FakeTracks, OpenedTrack } from './fake-tracks.js';
import { overlayMethod } from './overlay.js';

export function overlayGetUserMedia(devices: FakeDevices, tracks: FakeTracks): void {
  overlayMethod(MediaDevices.prototype, 'getUserMedia', async (_self, [asked], native) => {
    const { audio, video } = (asked ?? {}) as MediaStreamConstraints;
    const kinds = [
      { feature: 'microphone', device: devices.microphone, wish: audio },
      { feature: 'camera', device: devices.camera, wish: video },
    ] as const;
    const wanted = kinds.filter(({ wish }) => isWanted(wish));
    if (wanted.length === 0) return await native();
    if (!wanted.every(({ feature }) => allowedHere(feature))) {
      throw new DOMException('Permission denied', 'NotAllowedError');
    }
    return await openAll(
      wanted.map(({ device, wish }) => choose(device, wish)),
      tracks,
    );
  });

  for (const name of ['getUserMedia', 'webkitGetUserMedia']) {
    overlayMethod(Navigator.prototype, name, (self, [asked, onStream, onError]) => {
      void (self as Navigator).mediaDevices
        .getUserMedia(asked as MediaStreamConstraints)
        .then(onStream as (stream: MediaStream) => void, onError as (error: unknown) => void);
    });
  }
}

interface Choice {
  readonly device: InputDevice;
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  readonly constraints: object;
}

function choose(device: InputDevice | undefined, wish: unknown): Choice {
  if (device === undefined) throw new DOMException('Requested device not found', 'NotFoundError');
  const constraints = typeof wish === 'object' && wish !== null ? structuredClone(wish) : {};
  const selection = selectSettings(device.capabilities, device.defaults, constraints);
  if ('failedConstraint' in selection) throw new OverconstrainedError(selection.failedConstraint, '');
  return { device, settings: selection.settings, constraints };
}

async function openAll(choices: readonly Choice[], tracks: FakeTracks): Promise<MediaStream> {
  const opened: OpenedTrack[] = choices.map((choice) => tracks.open(choice));
  try {
    await Promise.all(opened.map(({ started }) => started));
  } catch (cause) {
    for (const { track } of opened) track.stop();
    throw new DOMException(`Could not start the device: ${String(cause)}`, 'NotReadableError');
  }
  return new MediaStream(opened.map(({ track }) => track));
}

/** As WebIDL reads `boolean or MediaTrackConstraints`: only undefined and what is falsy without being null is no wish. */
function isWanted(wish: unknown): boolean {
  return wish === null || Boolean(wish);
}
