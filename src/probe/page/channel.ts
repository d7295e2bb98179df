/**
 * The PageChannel of this document (model/page-channel.ts), and what the host asks of the page beside it.
 *
 * Other scripts of ours report moments, states and notes through it; so could the page, if it looked. It is therefore
 * bounded, and what only the probe can know (stats, packets) is not taken from it.
 */
import type { PageChannel, PageEntry } from '../../model/page-channel.js';
import { now, quiet } from './natives.js';
import type { Outbox } from './outbox.js';

/** A busy platform profile reports a few states a second; a page gone wild must not flood the recording. */
const burst = 200;
const perSecond = 20;

/** What `Runtime.evaluate` of the host side calls. */
export interface HostChannel extends PageChannel {
  now(): number;
  /** Sends what is pending, the present stats included; resolves when it has left. */
  flush(): Promise<void>;
}

export interface ChannelParts {
  readonly outbox: Outbox;
  readonly flush: () => Promise<void>;
  readonly connections: Pick<PageChannel, 'connections' | 'onConnection'>;
}

export function createChannel(document: string, { outbox, flush, connections }: ChannelParts): HostChannel {
  let tokens = burst;
  let filledAt = now();
  const allowed = (): boolean => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1_000) * perSecond);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  const report = quiet((entry: PageEntry) => {
    const welcome = entry.type === 'moment' || entry.type === 'state' || entry.type === 'evidence';
    if (!welcome || !allowed()) {
      outbox.lost();
      return;
    }
    outbox.urgent(typeof entry.at === 'number' ? entry : ({ ...(entry as object), at: now() } as PageEntry));
  });
  return Object.freeze({ document, report, now, flush, ...connections });
}
