/** What a person reads when a command cannot do its work: a sentence, all problems, what to do. Never a stack, but for our own bugs. */
import { exitCodes } from '../metrics/exit-codes.js';
import { HarnessError, type ErrorCode, type Problem } from '../shared/errors.js';
import { inert } from '../shared/redact.js';

const codes: Readonly<Record<ErrorCode, number>> = {
  bad_configuration: exitCodes.bad_configuration.code,
  bad_recording: exitCodes.bad_configuration.code,
  scenario_threw: exitCodes.scenario_threw.code,
  environment: exitCodes.environment.code,
  participant: exitCodes.environment.code,
  internal: 1,
};

/** @returns the exit code. */
export function tellFailure(thrown: unknown): number {
  if (!(thrown instanceof HarnessError) || thrown.code === 'internal') {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    process.stderr.write(`This is a bug of Rollcall, please report it:\n${text}\n`);
    return 1;
  }
  process.stderr.write(`${failureText(thrown)}\n`);
  return codes[thrown.code];
}

export function failureText({ message, problems, hint }: HarnessError): string {
  return [message, ...problems.map(problemText), ...(hint === undefined ? [] : [hint])].join('\n');
}

function problemText({ place, found, expected }: Problem): string {
  return `  ${inert(place)}: found ${inert(found)}; expected ${inert(expected, 1_000)}`;
}
