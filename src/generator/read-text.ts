import { readFileSync } from 'node:fs';

/** A file of the system as text; `undefined` where there is none, as on other systems than Linux. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads a file and parses it, when there is one. */
export function readParsed<T>(file: string, parse: (text: string) => T | undefined): T | undefined {
  const text = readText(file);
  return text === undefined ? undefined : parse(text);
}
