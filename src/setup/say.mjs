/** One line for people about what set-up does. On stderr: stdout belongs to the command that follows (`--json`). */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A sentence that tells what to type, and no stack: the end of set-up. */
export class SetUpError extends Error {}

/** Set-up that failed ends with 122, the environment cannot run it. Anything else is a bug of ours and keeps its stack. */
export function endWith(error) {
  const told = error instanceof SetUpError || error?.name === 'HarnessError';
  say(told ? [error.message, error.hint].filter(Boolean).join(' ') : String(error?.stack ?? error));
  process.exitCode = told ? 122 : 1;
}
