/** The connection on which this page sends. It offers; it exists once there is something to send. */
import { IceWatch } from './ice-watch.js';
import type { MediaKind } from './protocol.js';
import type { Signalling } from './signalling.js';

/** 320x180 at 15 frames a second gets 150 kbit/s, larger pictures as much a pixel, up to the most that a tile is worth. */
const bitsPerPixel = 150_000 / (320 * 180 * 15);
const mostBitsPerSecond = 400_000;

export interface SendingOptions {
  readonly signalling: Signalling;
  readonly codec: 'vp8' | 'h264';
  readonly onState: () => void;
}

export class Sending {
  readonly #options: SendingOptions;
  readonly #transceivers = new Map<MediaKind, RTCRtpTransceiver>();
  #connection: RTCPeerConnection | undefined;
  #ice: IceWatch | undefined;
  /** The offer that waits for its answer. */
  #offered = 0;
  #unanswered = false;

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  /** Was connected and is not. */
  get troubled(): boolean {
    return this.#ice?.lost === true;
  }

  async send(tracks: Readonly<Record<MediaKind, MediaStreamTrack | undefined>>): Promise<void> {
    let renegotiate = false;
    for (const kind of ['audio', 'video'] as const) {
      const track = tracks[kind];
      const transceiver = this.#transceivers.get(kind);
      if (transceiver !== undefined) await transceiver.sender.replaceTrack(track ?? null);
      else if (track !== undefined) {
        this.#transceivers.set(kind, this.#addTransceiver(track));
        renegotiate = true;
      }
    }
    if (renegotiate) await this.#offer();
  }

  async published(id: number, sdp: string): Promise<void> {
    if (id !== this.#offered || this.#connection?.signalingState !== 'have-local-offer') return;
    this.#unanswered = false;
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** The socket is back: what was lost with the old one is said again. */
  async resume(): Promise<void> {
    if (this.#unanswered) await this.#offer();
  }

  close(): void {
    this.#ice?.stop();
    this.#connection?.close();
  }

  #addTransceiver(track: MediaStreamTrack): RTCRtpTransceiver {
    this.#connection ??= this.#connect();
    const { width = 640, height = 360, frameRate = 15 } = track.getSettings();
    const maxBitrate = Math.min(mostBitsPerSecond, Math.round(width * height * frameRate * bitsPerPixel));
    const transceiver = this.#connection.addTransceiver(track, {
      direction: 'sendonly',
      streams: [new MediaStream([track])],
      ...(track.kind === 'video' ? { sendEncodings: [{ maxBitrate, maxFramerate: frameRate }] } : {}),
    });
    if (track.kind === 'video') this.#preferCodec(transceiver);
    return transceiver;
  }

  #preferCodec(transceiver: RTCRtpTransceiver): void {
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    const preferred = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === `video/${this.#options.codec}`);
    if (preferred.length > 0) {
      transceiver.setCodecPreferences([...preferred, ...codecs.filter((codec) => !preferred.includes(codec))]);
    }
  }

  #connect(): RTCPeerConnection {
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.#ice = new IceWatch(connection, this.#options.onState, () => {
      if (!this.#options.signalling.open) return;
      connection.restartIce();
      void this.#offer();
    });
    return connection;
  }

  async #offer(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return;
    // Counted before it is made: an answer to the one before that comes meanwhile must not be taken for one to this.
    this.#offered += 1;
    const id = this.#offered;
    this.#unanswered = true;
    await connection.setLocalDescription(await connection.createOffer());
    const { sdp } = connection.localDescription ?? {};
    if (sdp !== undefined) this.#options.signalling.send({ type: 'publish', id, sdp });
  }
}
