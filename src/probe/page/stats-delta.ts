/**
 * What changed in getStats since it was last told. In: the stats objects of a peer connection. Out: stats id → fields
 * that changed; a field that is gone is `null`, and so is an object that is gone. Values are copied untouched.
 * `recording/restore-stats.ts` is its inverse.
 */
import { isCopied, publishedStats } from './published-stats.js';

type Fields = Record<string, unknown>;
export type PcDelta = Record<string, Readonly<Fields> | null>;

export interface StatsDelta {
  /** `full`: every field; else only those of the published list. */
  of(pc: string, objects: Iterable<Readonly<Fields>>, full: boolean): PcDelta;
  /** Everything of a peer connection that is closed, as gone. */
  closed(pc: string): PcDelta;
}

/** Codecs, certificates and pairs that were only tried wait for the next full line. */
function isPublished(object: Readonly<Fields>): boolean {
  const type = String(object.type);
  return type === 'candidate-pair' ? object.nominated === true : publishedStats[type] !== undefined;
}

export function createStatsDelta(stringify: (value: unknown) => string | undefined): StatsDelta {
  const told = new Map<string, Map<string, Fields>>();

  const same = (a: unknown, b: unknown): boolean =>
    a === b || (typeof a === 'object' && typeof b === 'object' && stringify(a) === stringify(b));

  const changes = (before: Fields, object: Readonly<Fields>, full: boolean): Fields | undefined => {
    const type = String(object.type);
    const names = full ? Object.keys({ ...before, ...object }) : (publishedStats[type] ?? []);
    let changed: Fields | undefined;
    const note = (name: string, value: unknown): void => {
      if (value === undefined) Reflect.deleteProperty(before, name);
      else before[name] = value;
      changed ??= {};
      changed[name] = value ?? null;
    };
    if (before.type === undefined) note('type', type);
    for (const name of names) {
      if (isCopied(name) && !same(before[name], object[name])) note(name, object[name]);
    }
    return changed;
  };

  return {
    of: (pc, objects, full) => {
      let objectsTold = told.get(pc);
      if (objectsTold === undefined) told.set(pc, (objectsTold = new Map<string, Fields>()));
      const delta: PcDelta = {};
      const present = new Set<string>();
      for (const object of objects) {
        const id = String(object.id);
        present.add(id);
        if (!full && !isPublished(object)) continue;
        let before = objectsTold.get(id);
        if (before === undefined) objectsTold.set(id, (before = {}));
        const changed = changes(before, object, full);
        if (changed !== undefined) delta[id] = changed;
      }
      for (const id of objectsTold.keys()) {
        if (present.has(id)) continue;
        objectsTold.delete(id);
        delta[id] = null;
      }
      return delta;
    },
    closed: (pc) => {
      const delta: PcDelta = {};
      for (const id of told.get(pc)?.keys() ?? []) delta[id] = null;
      told.delete(pc);
      return delta;
    },
  };
}
