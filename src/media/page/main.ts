/** The page's fake devices, or, run by a worker, what makes their frames and sound. */
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
  const devices = fakeDevices(config);
  const tracks = new FakeTracks(config);
  tracks.overlay();
  overlayGetUserMedia(devices, tracks);
  overlayDeviceList(devices);
  overlayPermissions();
}
