/** Turns what the probe saw into entries. A moment is the first of its kind in this document; later ones are not told. */
import type { MediaKind, MomentName } from '../../model/moment.js';
import type { PageEntry } from '../../model/page-channel.js';
import { now } from './natives.js';
import type { Outbox } from './outbox.js';

type Without<E> = E extends unknown ? Omit<E, 'at' | 'type'> : never;
/** Which kind of media and which remote track a moment is about. */
interface About {
  readonly kind?: MediaKind;
  readonly track?: string;
}
type StateFields = Without<Extract<PageEntry, { type: 'state' }>>;
type PacketsFields = Without<Extract<PageEntry, { type: 'packets' }>>;

export interface Reporter {
  /** @param at page time; now unless given. */
  moment(name: MomentName, about?: About, at?: number): void;
  /** Whether that moment was told already. */
  told(name: MomentName, about?: About): boolean;
  state(fields: StateFields): void;
  packets(fields: PacketsFields): void;
}

export function createReporter(outbox: Outbox): Reporter {
  const moments = new Set<string>();
  const key = (name: string, about: About = {}): string => `${name} ${about.kind ?? ''} ${about.track ?? ''}`;
  const tell = (fields: object, at: number): void => {
    outbox.urgent({ at, ...fields } as PageEntry);
  };
  return {
    moment: (name, about, at = now()) => {
      const once = key(name, about);
      if (moments.has(once)) return;
      moments.add(once);
      tell({ type: 'moment', name, ...about }, at);
    },
    told: (name, about) => moments.has(key(name, about)),
    state: (fields) => {
      tell({ type: 'state', ...fields }, now());
    },
    packets: (fields) => {
      tell({ type: 'packets', ...fields }, now());
    },
  };
}
