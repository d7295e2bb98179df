/**
 * Errors of the harness itself. What happens to one participant is not an error but data in the recording.
 */

/** Closed set. The comment says what the runner does with it. */
export type ErrorCode =
  /** Options, scenario or configuration are wrong: nothing is started, exit 104. */
  | 'bad_configuration'
  /** The scenario file threw while it was loaded: nothing is started, exit 107. */
  | 'scenario_threw'
  /** No browser, no disk, a port taken, a browser too old: nothing more is started, exit 122. */
  | 'environment'
  /** A recording that cannot be read: the command ends, exit 104. */
  | 'bad_recording'
  /** The page under test or its browser failed in our hands: becomes that participant's outcome. */
  | 'participant'
  /** A bug of ours: reported with its stack, exit 1. */
  | 'internal';

/** One thing that is wrong with the input: where, what was found, what would be right. */
export interface Problem {
  /** `scenarios.phones.device`, `--within`, `ROLLCALL_HOLD`, `rollcall.config.json: seed`. */
  readonly place: string;
  /** What was found, quoted as far as it is short and no secret. */
  readonly found: string;
  /** What would be right. */
  readonly expected: string;
}

export class HarnessError extends Error {
  readonly code: ErrorCode;
  /** One sentence that tells a person what to do. */
  readonly hint?: string;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; cause?: unknown; problems?: readonly Problem[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HarnessError';
    this.code = code;
    this.problems = options.problems ?? [];
    if (options.hint !== undefined) this.hint = options.hint;
  }
}

/** The message of anything that was thrown, without its stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
