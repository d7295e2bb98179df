/**
 * One participant's network: its TCP through a proxy of its own, its WebRTC over UDP by the browser. Both have the same
 * figures at any moment, and neither has them twice.
 *
 * The address never changes: to the server it is the same machine before and after.
 */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import type { Network } from '../../model/network.js';
import type { Clock } from '../../shared/clock.js';
import type { HostFence } from './host-fence.js';
import { startTcpShaper, type TcpShaper } from './tcp-shaper.js';
import { shapeUdp, type UdpShaper } from './udp-shaper.js';

export interface NetworkParts {
  readonly first: Network;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** What is not shaped, one sentence: it goes into the recording. */
  readonly onUnshaped: (sentence: string) => void;
  /** Absent: any host may be asked. */
  readonly fence?: HostFence | undefined;
}

export class ParticipantNetwork {
  readonly #tcp: TcpShaper;
  readonly #parts: NetworkParts;
  #udp: UdpShaper | undefined;
  #inForce: Network;

  private constructor(tcp: TcpShaper, parts: NetworkParts) {
    this.#tcp = tcp;
    this.#parts = parts;
    this.#inForce = parts.first;
  }

  static async start(parts: NetworkParts): Promise<ParticipantNetwork> {
    const tcp = await startTcpShaper(parts);
    tcp.set(parts.first.spec);
    return new ParticipantNetwork(tcp, parts);
  }

  get inForce(): Network {
    return this.#inForce;
  }

  /** Of the context that is to take this network. Playwright adds loopback to what goes through the proxy. */
  get contextOptions(): Pick<BrowserContextOptions, 'proxy'> {
    return { proxy: { server: this.#tcp.server } };
  }

  /** To be called before the context's first page is opened. */
  attach(context: BrowserContext): void {
    const { onUnshaped } = this.#parts;
    this.#udp = shapeUdp(context, { first: this.#inForce.spec, onUnshaped });
  }

  /** Resolves when the page is shaped. */
  async ready(page: Page): Promise<void> {
    await this.#udp?.ready(page);
  }

  /** Resolves when it is in force for everything. */
  async set(network: Network): Promise<void> {
    this.#inForce = network;
    this.#tcp.set(network.spec);
    await this.#udp?.set(network.spec);
  }

  async close(): Promise<void> {
    await this.#udp?.close();
    await this.#tcp.close();
  }
}
