/**
 * What a phone does to its camera and microphone beside what the page asks of them. The host tells every document of the
 * participant, whole, by calling `globalThis[deviceStateKey](state)`; a document that was told nothing has `untouched` devices.
 */
export const deviceStateKey = '__rollcallDevices';

export interface DeviceState {
  /** Its tracks are `muted` and deliver nothing. */
  readonly cameraMuted: boolean;
  /** Its tracks are `muted` and deliver nothing. */
  readonly microphoneMuted: boolean;
  /** The camera takes smaller pictures. */
  readonly saver: boolean;
}

export const untouched: DeviceState = { cameraMuted: false, microphoneMuted: false, saver: false };
