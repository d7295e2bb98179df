/** Camera and microphone: asked for only when they are on, and given back when they are off. */
import type { MediaKind } from './protocol.js';

/** A tile in a gallery; a camera that can only do less gives less. */
const cameraConstraints: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 15, max: 30 },
};

export class Devices {
  readonly #tracks = new Map<MediaKind, MediaStreamTrack>();
  readonly #pending = new Map<MediaKind, Promise<boolean>>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The live track, while it is on. */
  track(kind: MediaKind): MediaStreamTrack | undefined {
    const track = this.#tracks.get(kind);
    return track?.enabled === true && track.readyState === 'live' ? track : undefined;
  }

  /** On, or on its way: what a button shows, so that nobody presses it again for a device that takes its time. */
  wanted(kind: MediaKind): boolean {
    return this.#pending.has(kind) || this.track(kind) !== undefined;
  }

  /** Kinds that this device has at all; who has no camera is not asked about one. */
  async present(): Promise<readonly MediaKind[]> {
    try {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const has = (kind: MediaDeviceKind): boolean => devices.some((device) => device.kind === kind);
      return [...(has('audioinput') ? ['audio' as const] : []), ...(has('videoinput') ? ['video' as const] : [])];
    } catch {
      return [];
    }
  }

  /** @returns whether it is on now. */
  async switchOn(kind: MediaKind): Promise<boolean> {
    const muted = this.#tracks.get(kind);
    if (muted?.readyState === 'live') {
      muted.enabled = true;
      this.#onChange();
      return true;
    }
    let pending = this.#pending.get(kind);
    if (pending === undefined) {
      pending = this.#acquire(kind).finally(() => this.#pending.delete(kind));
      this.#pending.set(kind, pending);
    }
    return pending;
  }

  /** A camera's light goes out; a microphone is only muted, so that it is back without delay. */
  switchOff(kind: MediaKind): void {
    const track = this.#tracks.get(kind);
    if (kind === 'audio' && track !== undefined) track.enabled = false;
    else this.#release(kind);
    this.#onChange();
  }

  releaseAll(): void {
    this.#release('audio');
    this.#release('video');
  }

  async #acquire(kind: MediaKind): Promise<boolean> {
    try {
      const constraints = kind === 'video' ? { video: cameraConstraints } : { audio: true };
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      const [track] = stream.getTracks();
      if (track === undefined) return false;
      this.#release(kind);
      this.#tracks.set(kind, track);
      track.addEventListener('ended', this.#onChange);
      this.#onChange();
      return true;
    } catch {
      return false;
    }
  }

  #release(kind: MediaKind): void {
    const track = this.#tracks.get(kind);
    track?.removeEventListener('ended', this.#onChange);
    track?.stop();
    this.#tracks.delete(kind);
  }
}
