/** Which samples a metric's selector means: `join_time_ms{device_class:mobile,scenario:phones}`. */
import type { Tags } from '../model/tags.js';

export interface Selector {
  readonly metric: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Unless the selector names them: a verdict is on first joins by participants at full fidelity (design.md). */
const unlessNamed = { role: 'full', visit: 'first' } as const;

/**
 * As k6 writes it: metric, then tags in braces, `name:value` with commas between; spaces around each count for nothing.
 * @returns `undefined` when it is not of that form, or names a tag twice.
 */
export function parseSelector(text: string): Selector | undefined {
  const [, metric, braces = ''] = /^\s*([^\s{}]+)\s*(?:\{([^{}]*)\})?\s*$/.exec(text) ?? [];
  if (metric === undefined) return undefined;
  const tags = new Map<string, string>();
  for (const part of braces.trim() === '' ? [] : braces.split(',')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(0, colon)).trim();
    const value = part.slice(colon + 1).trim();
    if (name === '' || value === '' || tags.has(name)) return undefined;
    tags.set(name, value);
  }
  return { metric, tags: Object.fromEntries(tags) };
}

/** A test of tags, made once for many samples. */
export function selecting(tags: Selector['tags']): (of: Tags) => boolean {
  const wanted = Object.entries({ ...unlessNamed, ...tags });
  return (of) => wanted.every(([name, value]) => of[name] === value);
}

/** Whether a verdict counts it unless told otherwise. */
export const isMeasured = selecting({});
