/** The list of exit codes, for `--help`. */
import { exitCodes } from '../metrics/exit-codes.js';

export function exitCodesHelp(): string {
  return Object.values(exitCodes)
    .toSorted((a, b) => a.code - b.code)
    .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
    .join('\n');
}
