/**
 * Tracks of our devices: ordinary MediaStreamTracks of the browser (so that `enabled`, `stop`, senders and elements work
 * as ever) whose description and constraints are answered by us. Every track has a source of its own, clones too.
 */
import { untouched, type DeviceState } from '../../model/device-state.js';
import type { PageConfig } from './config.js';
import { selectSettings, type Settings } from './constraints.js';
import type { InputDevice } from './device.js';
import { overlayGetter, overlayMethod } from './overlay.js';
import { SourceHost } from './source-host.js';
import type { SourceReply } from './source-message.js';
import { trackFromStream } from './track-generator.js';
import type { VideoFormat } from './video-format.js';

interface TrackRecord {
  readonly id: number;
  readonly device: InputDevice;
  settings: Settings;
  constraints: object;
}

export interface OpenedTrack {
  readonly track: MediaStreamTrack;
  /** Resolves with the first frame or sound; rejects when the source failed. */
  readonly started: Promise<void>;
}

export class FakeTracks {
  readonly #records = new WeakMap<object, TrackRecord>();
  /** By track: what to call when its source started, or did not. */
  readonly #starting = new Map<number, (error?: Error) => void>();
  readonly #host: SourceHost;
  readonly #now: () => DeviceState;
  /** What tracks were last told. */
  #told = untouched;
  /** Live ones, by number. A page that lets go of one need not keep it for us. */
  readonly #live = new Map<number, WeakRef<MediaStreamTrack>>();
  #lastId = 0;

  /** @param now what the phone does to its devices, asked for each time; `adapt` says that it has changed. */
  constructor(config: Pick<PageConfig, 'source' | 'workerScript'>, now: () => DeviceState) {
    this.#now = now;
    this.#host = new SourceHost(config, (reply) => {
      this.#settle(reply);
    });
  }

  open({ device, settings, constraints }: Omit<TrackRecord, 'id'>): OpenedTrack {
    const id = (this.#lastId += 1);
    const started = new Promise<void>((resolve, reject) => {
      this.#starting.set(id, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
    // Nobody waits for a clone's start.
    started.catch(() => undefined);
    let track: MediaStreamTrack;
    if (device.kind === 'videoinput') {
      const made = trackFromStream<VideoFrame>('video');
      track = made.track;
      this.#host.send({ type: 'start_video', id, format: formatOf(settings), sink: made.sink });
    } else {
      const made = trackFromStream<AudioData>('audio');
      track = made.track;
      this.#host.send({ type: 'start_audio', id, sink: made.sink });
    }
    this.#records.set(track, { id, device, settings, constraints });
    this.#live.set(id, new WeakRef(track));
    return { track, started };
  }

  /** The phone did something to its devices: all their tracks show it, and then say so. */
  adapt(): void {
    const [before, now] = [this.#told, this.#now()];
    this.#told = now;
    this.#host.hold({ camera: now.cameraMuted, microphone: now.microphoneMuted });
    const live = [...this.#live.values()].flatMap((kept) => {
      const track = kept.deref();
      const record = track && this.#records.get(track);
      return track?.readyState === 'live' && record !== undefined ? [{ track, record }] : [];
    });
    if (before.saver !== now.saver) for (const { record } of live) this.#refit(record);
    for (const { track, record } of live) {
      const muted = isMuted(record.device, now);
      if (muted !== isMuted(record.device, before)) track.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
    }
  }

  /** Puts our answers in front of the browser's, for our tracks alone. */
  overlay(): void {
    const prototype = MediaStreamTrack.prototype;
    const answer = (name: string, ours: (record: TrackRecord) => unknown): void => {
      overlayMethod(prototype, name, (self, _args, native) => {
        const record = this.#records.get(self);
        return record === undefined ? native() : ours(record);
      });
    };
    answer('getCapabilities', (record) => structuredClone(record.device.capabilities));
    answer('getSettings', (record) => ({ ...record.settings }));
    answer('getConstraints', (record) => structuredClone(record.constraints));
    overlayGetter(prototype, 'label', (self, native) => {
      return this.#records.get(self)?.device.label ?? native();
    });
    overlayGetter(prototype, 'muted', (self, native) => {
      const record = this.#records.get(self);
      return (record !== undefined && isMuted(record.device, this.#now())) || native();
    });
    overlayMethod(prototype, 'applyConstraints', async (self, [asked], native) => {
      const record = this.#records.get(self);
      if (record === undefined) await native();
      else this.#apply(record, asked);
    });
    overlayMethod(prototype, 'clone', (self, _args, native) => {
      const record = this.#records.get(self);
      return record === undefined ? native() : this.#clone(self as MediaStreamTrack, { record, native });
    });
    overlayMethod(MediaStream.prototype, 'clone', (self, _args, native) => {
      const tracks = (self as MediaStream).getTracks();
      if (!tracks.some((track) => this.#records.has(track))) return native();
      return new MediaStream(tracks.map((track) => track.clone()));
    });
  }

  #apply(record: TrackRecord, asked: unknown): void {
    const constraints = typeof asked === 'object' && asked !== null ? structuredClone(asked) : {};
    const selection = selectSettings(record.device.capabilities, record.device.defaults, constraints);
    if ('failedConstraint' in selection) throw new OverconstrainedError(selection.failedConstraint, '');
    record.constraints = constraints;
    record.settings = selection.settings;
    this.#reformat(record);
  }

  /** What the page asked for, as far as the device can now; what it insists on and cannot have is let go. */
  #refit(record: TrackRecord): void {
    const { capabilities, defaults } = record.device;
    const selection = selectSettings(capabilities, defaults, record.constraints);
    record.settings = 'failedConstraint' in selection ? defaults : selection.settings;
    this.#reformat(record);
  }

  #reformat({ id, device, settings }: TrackRecord): void {
    if (device.kind === 'videoinput') this.#host.send({ type: 'reformat', id, format: formatOf(settings) });
  }

  #clone(original: MediaStreamTrack, { record, native }: { record: TrackRecord; native: () => unknown }): unknown {
    if (original.readyState === 'ended') {
      const ended = native() as MediaStreamTrack;
      this.#records.set(ended, { ...record });
      return ended;
    }
    const { track } = this.open(record);
    track.enabled = original.enabled;
    track.contentHint = original.contentHint;
    return track;
  }

  #settle(reply: SourceReply): void {
    if (reply.type === 'ready') return;
    if (reply.type === 'ended' || reply.type === 'failed') this.#live.delete(reply.id);
    this.#starting.get(reply.id)?.(reply.type === 'failed' ? new Error(reply.message) : undefined);
    this.#starting.delete(reply.id);
  }
}

function isMuted({ kind }: InputDevice, { cameraMuted, microphoneMuted }: DeviceState): boolean {
  return kind === 'videoinput' ? cameraMuted : microphoneMuted;
}

function formatOf(settings: Settings): VideoFormat {
  return {
    width: Number(settings.width),
    height: Number(settings.height),
    frameRate: Number(settings.frameRate),
  };
}
