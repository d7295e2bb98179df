/** `enumerateDevices`: objects of the browser's own classes, which answer for our devices. */
import { allowedHere } from './allowed-here.js';
import type { FakeDevices, InputDevice, OutputDevice } from './device.js';
import { overlayGetter, overlayMethod } from './overlay.js';

export function overlayDeviceList({ camera, microphone, speaker }: FakeDevices): void {
  const infos = new WeakMap<object, InputDevice | OutputDevice>();
  const infoOf = (device: InputDevice | OutputDevice): MediaDeviceInfo => {
    const prototype = device.kind === 'audiooutput' ? MediaDeviceInfo.prototype : InputDeviceInfo.prototype;
    const info = Object.create(prototype) as MediaDeviceInfo;
    infos.set(info, device);
    return info;
  };

  // Permission is given from the start, so labels are seen from the start.
  overlayMethod(MediaDevices.prototype, 'enumerateDevices', () => {
    const listed = [
      ...(microphone && allowedHere('microphone') ? [microphone] : []),
      ...(camera && allowedHere('camera') ? [camera] : []),
      ...(allowedHere('microphone') ? [speaker] : []),
    ];
    return Promise.resolve(listed.map(infoOf));
  });
  for (const name of ['deviceId', 'groupId', 'kind', 'label'] as const) {
    overlayGetter(MediaDeviceInfo.prototype, name, (self, native) => infos.get(self)?.[name] ?? native());
  }
  overlayMethod(MediaDeviceInfo.prototype, 'toJSON', (self, _args, native) => {
    const device = infos.get(self);
    if (device === undefined) return native();
    return { deviceId: device.deviceId, kind: device.kind, label: device.label, groupId: device.groupId };
  });
  overlayMethod(InputDeviceInfo.prototype, 'getCapabilities', (self, _args, native) => {
    const device = infos.get(self);
    return device === undefined || device.kind === 'audiooutput' ? native() : structuredClone(device.capabilities);
  });
}
