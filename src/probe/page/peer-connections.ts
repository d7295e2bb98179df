/** Every RTCPeerConnection of this document: when it was made, its states, its remote tracks, when the page closed it. */
import { apply, listen, quiet } from './natives.js';
import { redefine, replaceGlobal } from './replace-global.js';
import { watchTrack, type RemoteTrack } from './remote-tracks.js';
import type { PacketStream } from './packet-judge.js';
import type { Reporter } from './reporter.js';

export interface Observed {
  /** Unique within the participant: `<document>.<n>`. */
  readonly id: string;
  readonly pc: RTCPeerConnection;
  /** By `MediaStreamTrack.id`, which stats call `trackIdentifier`. */
  readonly tracks: Map<string, RemoteTrack>;
  /** By stats id of the `inbound-rtp`. */
  readonly streams: Map<string, PacketStream>;
  /** Page time at which negotiation or transport last moved: media may begin to flow. */
  movedAt: number;
  /** Page time of the sampler's last read, and whether it is under way. */
  readAt: number;
  reading: boolean;
}

export interface PcListener {
  opened(observed: Observed): void;
  /** A state was reported, or may be soon: the next stats line is a full one. */
  moved(observed: Observed): void;
  closed(observed: Observed): void;
}

export function watchPeerConnections(document: string, report: Reporter, listener: PcListener): void {
  if (typeof RTCPeerConnection !== 'function') return;
  const native = RTCPeerConnection;
  const known = new WeakMap<RTCPeerConnection, Observed>();
  let count = 0;

  replaceGlobal(['RTCPeerConnection', 'webkitRTCPeerConnection'], native, (pc) => {
    count += 1;
    const observed: Observed = {
      id: `${document}.${count}`,
      pc,
      tracks: new Map(),
      streams: new Map(),
      movedAt: 0,
      readAt: 0,
      reading: false,
    };
    known.set(pc, observed);
    report.moment('peer_connection_created');
    watchStates(observed, report, () => {
      listener.moved(observed);
    });
    listener.opened(observed);
  });

  const closed = quiet((pc: RTCPeerConnection) => {
    const observed = known.get(pc);
    if (observed === undefined) return;
    known.delete(pc);
    report.state({ of: 'connection', id: observed.id, value: 'closed' });
    listener.closed(observed);
  });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own object below
  const nativeClose = native.prototype.close;
  redefine(
    native.prototype,
    'close',
    new Proxy(nativeClose, {
      apply: (target, self: RTCPeerConnection, args) => {
        apply(target, self, args);
        closed(self);
      },
    }),
  );
}

function watchStates(observed: Observed, report: Reporter, moved: () => void): void {
  const { id, pc } = observed;
  const transports = new Set<RTCDtlsTransport>();
  const inUse = (): (RTCDtlsTransport | null | undefined)[] =>
    [...pc.getSenders(), ...pc.getReceivers(), pc.sctp].map((owner) => owner?.transport);

  const dtls = (transport: RTCDtlsTransport): void => {
    // Bundling closes the transports that it makes superfluous: nothing happened to the connection.
    if (transport.state === 'closed' && !inUse().includes(transport)) return;
    report.state({ of: 'dtls', id, value: transport.state });
    if (transport.state === 'connected') report.moment('dtls_connected');
    moved();
  };
  // A transport exists from the first applied description on, and a renegotiation may bring another.
  const findTransports = (): void => {
    for (const transport of inUse()) {
      if (transport === null || transport === undefined || transports.has(transport)) continue;
      transports.add(transport);
      listen(transport, 'statechange', () => {
        dtls(transport);
      });
      if (transport.state !== 'new') dtls(transport);
    }
  };

  listen(pc, 'signalingstatechange', () => {
    report.state({ of: 'signaling', id, value: pc.signalingState });
    moved();
    findTransports();
  });
  listen(pc, 'icegatheringstatechange', () => {
    report.state({ of: 'ice_gathering', id, value: pc.iceGatheringState });
    findTransports();
  });
  listen(pc, 'iceconnectionstatechange', () => {
    findTransports();
    report.state({ of: 'ice', id, value: pc.iceConnectionState });
    if (pc.iceConnectionState === 'connected' || pc.iceConnectionState === 'completed') report.moment('ice_connected');
    moved();
  });
  listen(pc, 'connectionstatechange', () => {
    findTransports();
    report.state({ of: 'connection', id, value: pc.connectionState });
    moved();
  });
  listen(pc, 'track', (event) => {
    const { receiver } = event as RTCTrackEvent;
    if (observed.tracks.has(receiver.track.id)) return;
    observed.tracks.set(receiver.track.id, watchTrack(receiver, report, moved));
  });
}
