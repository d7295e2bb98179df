/** One line of text → a line of a recording, or what is wrong with it. Writer and reader share it: live is replay. */
import type { Line } from '../model/line.js';
import { inert } from '../shared/redact.js';
import { isStatsLine, lineSchema } from './schema.js';

export type ParsedLine =
  | { readonly line: Line }
  /** `json: false`: not even that, as a line that was cut off. */
  | { readonly line: undefined; readonly problem: string; readonly json: boolean };

export function parseLine(text: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line: undefined, problem: 'not a JSON object', json: false };
  }
  if (isStatsLine(value)) return { line: value };
  const checked = lineSchema.safeParse(value);
  if (!checked.success) return { line: undefined, problem: problemOf(checked.error.issues[0]), json: true };
  // Not the checked copy, so that fields that a later version added stay.
  return { line: value as Line };
}

function problemOf(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  const place = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'unknown shape';
  return inert(place === '' ? message : `${place}: ${message}`, 200);
}
