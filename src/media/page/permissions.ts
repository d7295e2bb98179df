/** `permissions.query` says granted for camera and microphone, whatever the browser was told, where this frame may use them. */
import { allowedHere } from './allowed-here.js';
import { overlayMethod } from './overlay.js';

export function overlayPermissions(): void {
  overlayMethod(Permissions.prototype, 'query', async (_self, [descriptor], native) => {
    const status = (await native()) as PermissionStatus;
    const name = (descriptor as { readonly name?: unknown }).name;
    const ours = (name === 'camera' || name === 'microphone') && allowedHere(name);
    if (ours && status.state !== 'granted') {
      Object.defineProperty(status, 'state', { value: 'granted', configurable: true });
    }
    return status;
  });
}
