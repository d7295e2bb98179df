/**
 * One side of a connection to a client: ICE-lite, DTLS and SRTP of werift on a UDP port of the loopback interface, without
 * its RTCPeerConnection, whose stats, timers and copies cost more than the forwarding itself.
 *
 * In: the client's ICE and DTLS parameters. Out: RTP and RTCP packets, decrypted, and the moments of the handshake.
 */
import {
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  type Message,
  type RtcpPacket,
  type RtpHeader,
  type RtpPacket,
} from 'werift';
import { HarnessError } from '../../shared/errors.js';
import type { LocalTransport, RemoteTransport } from './sdp.js';

const loopback = '127.0.0.1';
/** RFC 7714 and RFC 5764: AES-GCM first, one pass of the cipher instead of two. */
const srtpProfiles: ConstructorParameters<typeof RTCDtlsTransport>[3] = [7, 1];

export interface TransportEvents {
  onIceConnected(): void;
  onDtlsConnected(): void;
  onRtp(packet: RtpPacket): void;
  onRtcp(packet: RtcpPacket): void;
}

export class MediaTransport {
  readonly #ice: RTCIceTransport;
  readonly #dtls: RTCDtlsTransport;
  /** While true no packet gets through, in either direction: a pulled cable. */
  #cut = false;
  #started = false;
  /** One after the other: each may wait for ports. */
  #accepting: Promise<void> = Promise.resolve();

  private constructor(events: TransportEvents, certificate: Awaited<ReturnType<typeof makeCertificate>>) {
    const gatherer = new RTCIceGatherer({
      iceLite: true,
      useIpv4: true,
      useIpv6: false,
      useTcp: false,
      interfaceAddresses: { udp4: loopback },
      additionalHostAddresses: [loopback],
      filterStunResponse: (check, address) => !this.#cut && this.#admits(check, address[1]),
    });
    this.#ice = new RTCIceTransport(gatherer);
    this.#dtls = new RTCDtlsTransport({}, this.#ice, certificate, srtpProfiles);
    // The client's handshake starts at once when this end waits for it; werift's own would pause for 100 ms first.
    this.#dtls.role = 'server';
    this.#ice.onStateChange.subscribe((state) => {
      if (state === 'connected') events.onIceConnected();
    });
    this.#dtls.onStateChange.subscribe((state) => {
      if (state === 'connected') events.onDtlsConnected();
    });
    this.#dtls.onRtp.subscribe((packet) => {
      if (!this.#cut) events.onRtp(packet);
    });
    this.#dtls.onRtcp.subscribe((packet) => {
      if (!this.#cut) events.onRtcp(packet);
    });
  }

  /** Its UDP port is open when this resolves. */
  static async open(events: TransportEvents): Promise<MediaTransport> {
    const transport = new MediaTransport(events, await makeCertificate());
    await transport.#ice.gather();
    return transport;
  }

  get local(): LocalTransport {
    const { usernameFragment, password } = this.#ice.localParameters;
    const candidate = this.#ice.localCandidates.find(({ ip }) => ip === loopback);
    const fingerprint = this.#dtls.localParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
    if (candidate === undefined || fingerprint === undefined) {
      throw new HarnessError('environment', 'No UDP port could be opened on 127.0.0.1 for media.');
    }
    return { usernameFragment, password, fingerprint: fingerprint.value, port: candidate.port };
  }

  get connected(): boolean {
    return this.#dtls.state === 'connected';
  }

  set cut(cut: boolean) {
    this.#cut = cut;
  }

  /** First call: connects. Later ones: nothing, or an ICE restart when the client's credentials are new. */
  accept(remote: RemoteTransport): Promise<void> {
    const accepted = this.#accepting.then(() => this.#accept(remote));
    this.#accepting = accepted.catch(() => undefined);
    return accepted;
  }

  async #accept(remote: RemoteTransport): Promise<void> {
    const { connection } = this.#ice;
    const known = connection.remoteUsername === remote.usernameFragment;
    if (this.#started && known) return;
    // Cleared by an own restart(); otherwise the client restarted, and this end answers with new credentials too.
    if (this.#started && connection.remoteUsername !== '') await this.restart();
    const { usernameFragment, password, fingerprint } = remote;
    this.#ice.setRemoteParams(new RTCIceParameters({ usernameFragment, password, iceLite: false }));
    this.#dtls.setRemoteParams(
      new RTCDtlsParameters([new RTCDtlsFingerprint(fingerprint.algorithm, fingerprint.value)], 'client'),
    );
    const first = !this.#started;
    this.#started = true;
    // Neither is awaited: an answer must leave before the client can connect. A client that never does stays unconnected.
    this.#ice
      .start()
      .then(
        () => (first ? this.#dtls.start() : undefined),
        () => undefined,
      )
      .catch(() => undefined);
  }

  /**
   * Whether werift may answer a check, and which pair it takes. werift also answers credentials of before a restart, and keeps the first
   * pair that is nominated for good: a late word from the client's old port would win, and media go where nobody listens any more.
   */
  #admits(check: Message, port: number): boolean {
    const { connection } = this.#ice;
    const [usernameFragment] = String(check.getAttributeValue('USERNAME')).split(':');
    if (usernameFragment !== connection.localUsername) return false;
    const nominates = check.attributesKeys.includes('USE-CANDIDATE');
    if (nominates && connection.nominated?.remoteAddr[1] !== port) connection.resetNominatedPair();
    // A client may take a second to nominate what works already, and calls itself connected meanwhile. Other SFUs send at once, too.
    else if (!nominates && connection.nominated === undefined) check.setAttribute('USE-CANDIDATE', null);
    return true;
  }

  /** New ICE credentials; what was connected is silent until the client has used them. */
  async restart(): Promise<void> {
    this.#ice.restart();
    await this.#ice.gather();
  }

  /** @returns whether it left: not while cut, unconnected, or between an ICE restart and the client's first word after it. */
  sendRtp(payload: Buffer, header: RtpHeader): boolean {
    if (this.#cut || !this.connected || this.#ice.connection.nominated === undefined) return false;
    void this.#dtls.sendRtp(payload, header);
    return true;
  }

  sendRtcp(packets: RtcpPacket[]): void {
    if (!this.#cut && this.connected) void this.#dtls.sendRtcp(packets).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#dtls.stop().catch(() => undefined);
  }
}

/** werift keeps one for the process. Making it takes some 10 ms, better spent before the first join. */
export function makeCertificate(): ReturnType<typeof RTCDtlsTransport.SetupCertificate> {
  return RTCDtlsTransport.SetupCertificate();
}
