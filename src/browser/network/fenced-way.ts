/**
 * A participant whose network is this machine's own and whose pages may ask some hosts only. What they may ask does not touch the
 * proxy, so that nothing that is measured changes; it is there to say no to everything else.
 */
import type { BrowserContextOptions } from 'playwright';
import type { Clock } from '../../shared/clock.js';
import { bypassOf, type HostFence } from './host-fence.js';
import { startTcpShaper } from './tcp-shaper.js';

export interface FencedWay {
  readonly contextOptions: Pick<BrowserContextOptions, 'proxy'>;
  close(): Promise<void>;
}

export async function startFencedWay(fence: HostFence, clock: Clock): Promise<FencedWay> {
  // Never asked: nothing is lost where nothing is shaped.
  const shaper = await startTcpShaper({ clock, random: () => 0, fence });
  return {
    contextOptions: { proxy: { server: shaper.server, bypass: bypassOf(fence) } },
    close: () => shaper.close(),
  };
}
