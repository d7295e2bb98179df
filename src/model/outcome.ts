/** How an iteration ends: the closed lists of design.md. */

/** Every iteration ends in exactly one of these. */
export const outcomes = [
  /** Joined, stayed for the hold, left when asked to. */
  'completed',
  /** The platform said no; `reason` says why. */
  'refused',
  /** Neither in nor refused within the join timeout; `state` says where it was stuck. */
  'timed_out',
  /** Was in, and left without having been asked to; `cause` says why. */
  'dropped',
  /** The link could not be opened: DNS, connection, HTTP status. */
  'unreachable',
  /** The scenario's own `exec` threw. */
  'script_failed',
  /** The generator broke: a browser that crashed or could not start. Never the platform's doing. */
  'generator_failed',
  /** The run was ended (Ctrl-C, abortOnFail, gracefulStop) before this iteration could end. */
  'interrupted',
] as const;
export type OutcomeName = (typeof outcomes)[number];

export const refusalReasons = [
  'bad_passcode',
  'full',
  'locked',
  'ended',
  'not_found',
  'not_started',
  'denied',
  'login_required',
  'rate_limited',
  'captcha',
  'bot_wall',
  'insiders_only',
  'unsupported_browser',
  'name_taken',
  'app_only',
  'region',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Causes that count in `drop_rate`. */
export const platformDropCauses = ['removed', 'ended', 'transport_failed', 'signalling_lost', 'unknown'] as const;
/** Causes shown beside `drop_rate` and never in it. */
const otherDropCauses = ['page_crashed', 'browser_crashed', 'injected'] as const;
export const dropCauses = [...platformDropCauses, ...otherDropCauses] as const;
export type DropCause = (typeof dropCauses)[number];

/** What a participant's life came to. Failure is data: it never ends the run. */
export type Outcome =
  | { readonly outcome: 'completed' }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason; readonly detail?: string }
  | { readonly outcome: 'timed_out'; readonly state: string; readonly detail?: string }
  | {
      readonly outcome: 'dropped';
      readonly cause: DropCause;
      /** Host time at which it began, when that was before the outcome: a drop is dated at its start, not when patience ran out. */
      readonly since?: number;
      readonly detail?: string;
    }
  | { readonly outcome: 'unreachable'; readonly detail?: string }
  | { readonly outcome: 'script_failed'; readonly detail?: string }
  | { readonly outcome: 'generator_failed'; readonly detail?: string }
  | { readonly outcome: 'interrupted'; readonly state?: string; readonly detail?: string };
