/** A page's entry, its times on the page's clock → the recording's line, on the host's. */
import type { Line } from '../model/line.js';
import type { PageEntry } from '../model/page-channel.js';
import { pageMs } from '../model/time.js';
import { roundMs, toHost, type DocumentClock } from './document-clock.js';

export function entryLine(entry: PageEntry, participant: string, clock: DocumentClock): Line {
  const { at, ...fields } = entry;
  const line = { t: toHost(clock, at), p: participant, ...fields };
  const uncertainty = { uncertainty_ms: roundMs(clock.uncertainty) };
  if (entry.type === 'moment') return { ...line, ...uncertainty };
  if (entry.type === 'packets') {
    return { ...line, last_packet: toHost(clock, pageMs(entry.last_packet)) } as Line;
  }
  if (entry.type === 'state' && entry.of === 'document' && entry.value === 'new') {
    return { ...line, time_origin: roundMs(clock.offset), ...uncertainty } as Line;
  }
  return line;
}
