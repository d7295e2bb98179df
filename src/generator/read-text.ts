import { readdirSync, readFileSync } from 'node:fs';

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

/** The numbers among a folder's names, as of processes in `/proc`; none where it is gone, or another user's. */
export function numbersIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const number = Number(name);
      return Number.isInteger(number) ? [number] : [];
    });
  } catch {
    return [];
  }
}
