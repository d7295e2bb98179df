/** Reads the pictures that the report shows and makes them part of it, as far as they fit. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunCourse } from './report-data.js';

/** Base64 adds a third: with the rest of the report the file stays under 2 MB. */
const maxTotalBytes = 900_000;
const maxEachBytes = 250_000;
const maxCount = 24;

/**
 * @param folder the recording's.
 * @returns `EvidenceLine.file` → `data:` URI. What is missing, too big or no picture is left out.
 */
export async function embedScreenshots(folder: string, course: RunCourse): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let total = 0;
  for (const lines of course.evidence.values()) {
    const file = lines.find(({ kind }) => kind === 'screenshot')?.file;
    if (file === undefined || found.size >= maxCount) continue;
    const bytes = await readInside(folder, file);
    const type = bytes === undefined ? undefined : pictureType(bytes);
    if (bytes === undefined || type === undefined) continue;
    if (total + bytes.length > maxTotalBytes) continue;
    total += bytes.length;
    found.set(file, `data:image/${type};base64,${bytes.toString('base64')}`);
  }
  return found;
}

/** A recording may come from a stranger: its paths must not reach out of its folder. @returns nothing when too big. */
async function readInside(folder: string, file: string): Promise<Buffer | undefined> {
  const inside = path.relative(folder, path.resolve(folder, file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  const whole = path.join(folder, inside);
  try {
    const { size } = await stat(whole);
    return size <= maxEachBytes ? await readFile(whole) : undefined;
  } catch {
    return undefined;
  }
}

function pictureType(bytes: Buffer): 'png' | 'jpeg' | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  return undefined;
}
