/**
 * What `--meeting` and `meeting:` were given → the text that says which meeting: itself, a file's (`@invitation.txt`, or the
 * bare path of a file that is there), or standard input's (`-`).
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../shared/errors.js';
import type { Placed } from './layers.js';

export interface TextSources {
  /** What paths are relative to. */
  readonly folder: string;
  /** Everything that standard input has; the same however often it is asked for. */
  readonly stdin: () => string;
}

/** Invitations have one or two thousand characters; a mail with its thread and pictures may be a file of this size. */
const mostBytes = 1_000_000;
const longestPath = 1_000;

export function meetingText(
  { value, place }: Placed<string>,
  { folder, stdin }: TextSources,
): { readonly text: string } | { readonly problem: Problem } {
  const given = value.trim();
  if (given === '-') return { text: stdin() };
  const isNamed = given.startsWith('@');
  if (!isNamed && (given.length > longestPath || /[\n\0]|:\/\//.test(given))) return { text: value };
  const file = path.resolve(folder, isNamed ? given.slice(1).trim() : given);
  const size = sizeOf(file);
  if (size === undefined) {
    if (!isNamed) return { text: value };
    const found = `${path.basename(file)}, which is no file`;
    return { problem: { place, found, expected: '@ and the path of a file that holds the invitation' } };
  }
  if (size > mostBytes) {
    const found = `${path.basename(file)}, which has ${size} bytes`;
    return { problem: { place, found, expected: `a text of at most ${mostBytes} bytes` } };
  }
  return { text: readFileSync(file, 'utf8') };
}

/** @returns `undefined` when it is no file that can be read. */
function sizeOf(file: string): number | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}
