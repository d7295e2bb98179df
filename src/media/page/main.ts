/** The page's fake devices, or, run by a worker, what makes their frames and sound. */
import { deviceStateKey, untouched, type DeviceState } from '../../model/device-state.js';
import type { PageConfig, WorkerConfig } from './config.js';
import { fakeDevices } from './device.js';
import { overlayDeviceList } from './device-list.js';
import { FakeTracks } from './fake-tracks.js';
import { overlayGetUserMedia } from './get-user-media.js';
import { overlayPermissions } from './permissions.js';
import { serveAsWorker } from './worker.js';

export default function main(config: PageConfig | WorkerConfig): void {
  if (config.role === 'worker') {
    serveAsWorker();
    return;
  }
  // Pages without a secure context have no devices, real or fake.
  if (!('mediaDevices' in navigator)) return;
  let state = untouched;
  const devices = fakeDevices(config, () => state);
  const tracks = new FakeTracks(config, () => state);
  Object.defineProperty(globalThis, deviceStateKey, {
    value: (next: DeviceState) => {
      state = next;
      tracks.adapt();
    },
  });
  tracks.overlay();
  overlayGetUserMedia(devices, tracks);
  overlayDeviceList(devices);
  overlayPermissions();
}
