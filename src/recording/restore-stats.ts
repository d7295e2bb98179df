/**
 * Puts back what stats lines leave out. In: the stats lines of a recording, in order. Out: for each, the full stats objects
 * as they were then.
 *
 * A line tells only what changed in its document: a field that is not there is as before, a field that is `null` is gone (W3C
 * stats have no null), an object that is `null` is gone. `full` lines have looked at every field, the others at the
 * published list (`probe/page/published-stats.ts`): between full lines the rest is as old as the last one. `timestamp` is
 * left out: it is the line's `t`.
 */
import type { StatsLine, StatsObject } from '../model/line.js';
import type { HostMs } from '../model/time.js';

/** Stats id → object, `id` and `type` included. */
type PcStats = ReadonlyMap<string, StatsObject>;

export interface RestoredStats {
  readonly t: HostMs;
  readonly p: string;
  readonly document: string;
  /** Every field is as of this line. */
  readonly full: boolean;
  /**
   * By peer connection. The maps are the restorer's own and hold until its next line of the same document; the objects
   * in them never change, and one that did not change is the same as before.
   */
  readonly pcs: ReadonlyMap<string, PcStats>;
}

export interface StatsRestorer {
  restore: (line: StatsLine) => RestoredStats;
  /** Lets go of a participant's documents, or of one: its `gone` line or the outcome was read. */
  forget: (participant: string, document?: string) => void;
}

/** State grows with the documents that report at once, not with time. */
export function statsRestorer(): StatsRestorer {
  const participants = new Map<string, Map<string, Map<string, Map<string, StatsObject>>>>();
  return {
    restore: (line) => {
      const { t, p, document, full } = line;
      const pcs = child(child(participants, p), document);
      for (const [pc, objects] of Object.entries(line.pcs)) {
        const stats = child(pcs, pc);
        for (const [id, changes] of Object.entries(objects)) {
          if (changes === null) stats.delete(id);
          else stats.set(id, withChanges(stats.get(id) ?? { id }, changes));
        }
        if (stats.size === 0) pcs.delete(pc);
      }
      return { t, p, document, full, pcs };
    },
    forget: (participant, document) => {
      if (document === undefined) participants.delete(participant);
      else participants.get(participant)?.delete(document);
    },
  };
}

function withChanges(before: StatsObject, changes: StatsObject): StatsObject {
  const after: Record<string, unknown> = { ...before };
  for (const [field, value] of Object.entries(changes)) {
    if (value === null) Reflect.deleteProperty(after, field);
    else after[field] = value;
  }
  return after;
}

function child<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map<K, V>()));
  return found;
}
