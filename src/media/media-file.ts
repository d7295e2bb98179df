/** Reads a file that a scenario names for a camera or microphone. */
import { readFile, stat } from 'node:fs/promises';
import { HarnessError, messageOf } from '../shared/errors.js';

/** It travels in the init script of every document of the participant, so it must stay small. */
const mostBytes = 2 * 1024 * 1024;

/** @throws HarnessError `bad_configuration` when it cannot be read or is too big; `hint` says how to get a smaller one. */
export async function readMediaFile(file: string, device: 'camera' | 'microphone', hint: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw unusable({ file, device, why: `it has ${size} bytes, more than ${mostBytes}`, hint });
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw unusable({ file, device, why: messageOf(cause), hint: 'Paths are relative to the working folder.' });
  }
}

export function unusable(found: {
  readonly file: string;
  readonly device: 'camera' | 'microphone';
  readonly why: string;
  readonly hint: string;
}): HarnessError {
  return new HarnessError('bad_configuration', `The file for the ${found.device} cannot be used: ${found.why}.`, {
    hint: found.hint,
    problems: [{ place: `media.${found.device}.file`, found: found.file, expected: found.hint }],
  });
}
