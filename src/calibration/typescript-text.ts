/** Data → TypeScript, laid out as prettier would (120 columns, single quotes), so that formatting the file changes nothing. */

const columns = 120;

/**
 * @param value strings, numbers, booleans, expressions, lists and plain objects of them; keys without a value are left out
 * @param indent spaces before the line on which it begins
 * @param before characters on that line before it, and after it until the next place to break
 */
export function typescriptText(value: unknown, indent = 0, before = indent): string {
  const flat = flatText(value);
  if (flat !== undefined && before + flat.length + 1 <= columns) return flat;
  const inner = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) {
    const lines = value.map((entry) => `${inner}${typescriptText(entry, indent + 2)},\n`);
    return `[\n${lines.join('')}${end}]`;
  }
  if (isPlain(value)) {
    const lines = entriesOf(value).map(([key, entry]) => {
      const start = `${keyText(key)}: `;
      const text = typescriptText(entry, indent + 2, indent + 2 + start.length);
      // A text that does not fit beside its key stands below it.
      const below = typeof entry === 'string' && indent + 2 + start.length + text.length + 1 > columns;
      return below ? `${inner}${start.trimEnd()}\n${inner}  ${text},\n` : `${inner}${start}${text},\n`;
    });
    return `{\n${lines.join('')}${end}}`;
  }
  return flat ?? 'undefined';
}

/** On one line; `undefined` when it has to be broken whatever its length. */
function flatText(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) {
    if (isList(value)) return undefined;
    const entries = value.map((entry) => flatText(entry));
    return entries.includes(undefined) ? undefined : `[${entries.join(', ')}]`;
  }
  if (!isPlain(value)) return String(value);
  const entries = entriesOf(value).map(([key, entry]) => {
    const text = flatText(entry);
    return text === undefined ? undefined : `${keyText(key)}: ${text}`;
  });
  if (entries.length === 0) return '{}';
  return entries.includes(undefined) ? undefined : `{ ${entries.join(', ')} }`;
}

/** Prettier breaks a list of several objects, or of several lists, each with more than one entry. */
function isList(value: readonly unknown[]): boolean {
  if (value.length < 2) return false;
  const sizes = value.map((entry) =>
    Array.isArray(entry) ? entry.length : isPlain(entry) ? entriesOf(entry).length : 0,
  );
  const oneKind = value.every((entry) => Array.isArray(entry) === Array.isArray(value[0]));
  return oneKind && sizes.every((size) => size > 1);
}

function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  const [single, double] = ["'", '"'].map((quote) => text.split(quote).length - 1);
  // The quote that needs fewer escapes.
  return (single ?? 0) > (double ?? 0) ? `"${inner.replaceAll('"', '\\"')}"` : `'${inner.replaceAll("'", "\\'")}'`;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp) && !Array.isArray(value);
}
