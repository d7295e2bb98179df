/** A line of the user's source with a mark under the place where it went wrong. */
import path from 'node:path';
import { inert } from '../shared/redact.js';

/** `line` and `column` count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
}

/**
 *     phones.ts:12:9
 *     12 │   within: soon(),
 *        │           ^ soon is not defined
 */
export function codeFrame(place: Omit<SourcePlace, 'lineText'>, lineText: string, note: string | undefined): string {
  const indent = lineText.length - lineText.trimStart().length;
  const margin = ' '.repeat(String(place.line).length);
  const mark = ' '.repeat(Math.max(0, place.column - 1 - indent));
  return [
    `  ${shownPath(place.file)}:${place.line}:${place.column}`,
    `  ${place.line} │ ${inert(lineText.trim(), 160)}`,
    `  ${margin} │ ${mark}^${note === undefined ? '' : ` ${inert(note)}`}`,
  ].join('\n');
}

/** Relative to the working folder when it is below it. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return inert(relative.startsWith('..') ? path.resolve(file) : relative);
}
