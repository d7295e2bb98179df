/** What was found, for a problem's sentence: short, inert in a terminal, and without anything that a link keeps secret. */
import { inert } from '../shared/redact.js';

export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return value === '' ? 'an empty text' : `'${inert(withoutSecrets(value), 60)}'`;
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
      return inert(`${value}n`, 30);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
      return 'an object';
  }
}

/** Anything that may be meant as a link loses its query, its fragment and its user. */
function withoutSecrets(text: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\/|[?#]/i.test(text)) return text;
  return text.replace(/\/\/[^/?#]*@/, '//…@').replace(/[?#].*$/s, (rest) => `${rest.slice(0, 1)}…`);
}

/** Where something stands, as one would write it: `scenarios.phones.stages[0].target`, `thresholds["drop_rate{…}"]`. */
export function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => {
    if (typeof part === 'number') return `[${part}]`;
    const name = String(part);
    return /^[\w$-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(inert(withoutSecrets(name), 60))}]`;
  });
  return inert(parts.join('').replace(/^\./, ''), 160);
}
