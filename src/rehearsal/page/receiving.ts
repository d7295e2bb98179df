/** The connection on which this page receives. The server offers; every offer says whose stream is on which m-line. */
import { IceWatch } from './ice-watch.js';
import type { ForwardedTrack } from './protocol.js';
import type { Signalling } from './signalling.js';

export interface ReceivedTrack extends ForwardedTrack {
  readonly track: MediaStreamTrack;
}

export interface ReceivingOptions {
  readonly signalling: Signalling;
  readonly onState: () => void;
  readonly onTracks: (tracks: readonly ReceivedTrack[]) => void;
}

export class Receiving {
  readonly #options: ReceivingOptions;
  #connection: RTCPeerConnection | undefined;
  #ice: IceWatch | undefined;
  #work = Promise.resolve();

  constructor(options: ReceivingOptions) {
    this.#options = options;
  }

  /** Was connected and is not. */
  get troubled(): boolean {
    return this.#ice?.lost === true;
  }

  /** One offer after the other, in their order. */
  offer(id: number, sdp: string, tracks: readonly ForwardedTrack[]): void {
    this.#work = this.#work
      .then(() => this.#answer(id, sdp, tracks))
      .catch((error: unknown) => {
        console.error('offer failed', error);
      });
  }

  close(): void {
    this.#ice?.stop();
    this.#connection?.close();
  }

  async #answer(id: number, sdp: string, tracks: readonly ForwardedTrack[]): Promise<void> {
    this.#connection ??= this.#connect();
    const connection = this.#connection;
    await connection.setRemoteDescription({ type: 'offer', sdp });
    await connection.setLocalDescription(await connection.createAnswer());
    const answer = connection.localDescription?.sdp;
    if (answer !== undefined) this.#options.signalling.send({ type: 'answer', id, sdp: answer });
    const transceivers = connection.getTransceivers();
    this.#options.onTracks(
      tracks.flatMap((forwarded) => {
        const track = transceivers.find(({ mid }) => mid === forwarded.mid)?.receiver.track;
        return track === undefined ? [] : [{ ...forwarded, track }];
      }),
    );
  }

  #connect(): RTCPeerConnection {
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.#ice = new IceWatch(connection, this.#options.onState, () => {
      if (this.#options.signalling.open) this.#options.signalling.send({ type: 'restart_receiving' });
    });
    return connection;
  }
}
