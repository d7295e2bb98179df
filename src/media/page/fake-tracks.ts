/**
 * Tracks of our devices: ordinary MediaStreamTracks of the browser (so that `enabled`, `stop`, senders and elements work
 * as ever) whose description and constraints are answered by us. Every track has a source of its own, clones too.
 */
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
  #lastId = 0;

  constructor(config: Pick<PageConfig, 'source' | 'workerScript'>) {
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
    return { track, started };
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
    if (record.device.kind === 'videoinput') {
      this.#host.send({ type: 'reformat', id: record.id, format: formatOf(record.settings) });
    }
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
    this.#starting.get(reply.id)?.(reply.type === 'failed' ? new Error(reply.message) : undefined);
    this.#starting.delete(reply.id);
  }
}

function formatOf(settings: Settings): VideoFormat {
  return {
    width: Number(settings.width),
    height: Number(settings.height),
    frameRate: Number(settings.frameRate),
  };
}
