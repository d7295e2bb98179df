/**
 * Brings one participant from a link into the meeting, by the profile's stages: whatever state the page shows, do what the
 * profile says for it, until the state is `in_meeting` or one that ends the join, or the deadline has passed.
 *
 *     open ─► state ──► in_meeting / refused ─► result
 *              ▲  └───► a stage for it: do its steps (cut short when a state comes that decides) ─┐
 *              └──────────────── wait for another state ◄─────────────────────────────────────────┘
 */
import type { JoinState } from '../model/join-state.js';
import type { Outcome } from '../model/outcome.js';
import { abortReason } from '../shared/clock.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { clearTheWay } from './clear-the-way.js';
import { fitName } from './fit-name.js';
import { linkFor, variablesFromLink } from './link-for.js';
import { refusalOf } from './outcome-of.js';
import type { JoinStage, Step } from './profile.js';
import { runSteps, waitForState, type Acting } from './run-steps.js';
import { missingVariable, type Variables } from './template.js';

export interface JoinRequest extends Omit<Acting, 'variables'> {
  readonly link: string;
  /** `name`, and what the scenario gives besides: wins over what the link holds. */
  readonly variables: Variables & { readonly name: string };
  /**
   * Stamps `link_opened` and navigates, without waiting for more than the answer: `page.goto(address, { waitUntil: 'commit' })`.
   */
  open(address: string): Promise<{ status(): number } | null>;
}

export type JoinResult =
  | { readonly outcome: 'in_meeting'; readonly steps: readonly string[] }
  | Extract<Outcome, { readonly outcome: 'refused' | 'timed_out' | 'unreachable' }>;

/** A page that answers with an HTTP error may still say in words what is wrong. */
const errorPageMs = 2_000;

/**
 * Rejects with the signal's reason when it is aborted, and with HarnessError `participant` when the page is lost in another
 * way; every end that the platform is answerable for is a result.
 */
export async function joinMeeting(request: JoinRequest): Promise<JoinResult> {
  const { profile, link, deviceClass } = request;
  const name = fitName(profile, request.variables.name);
  const variables = { ...variablesFromLink(profile, link), link, ...given(request.variables), name };
  const acting: Acting = { ...request, variables };
  await clearTheWay(acting);
  await forgetLastPage(acting);
  const address = linkFor(profile, link, deviceClass, variables);
  const opened = request.rewrite?.(address) ?? address;
  let open = request.open.bind(request);
  for (const tries = new Map<JoinState, number>(); ;) {
    const result = (await openLink({ ...request, open }, opened)) ?? (await goThroughStates(acting));
    if (result.outcome !== 'refused' || !(await waitForRetry(acting, tries))) return result;
    // The join's clock started with the first time.
    open = (again) => acting.page.goto(again, { waitUntil: 'commit', timeout: Math.max(1, acting.deadline.left()) });
    await forgetLastPage(acting);
  }
}

/** @returns whether the link is to be opened again, after the wait that the profile wants. */
async function waitForRetry({ profile, observer, clock, deadline, signal }: Acting, tries: Map<JoinState, number>) {
  const { state } = observer;
  const retry = state === 'unknown' ? undefined : profile.retries?.[state];
  const before = tries.get(state) ?? 0;
  if (retry === undefined || before >= retry.times || deadline.left() <= retry.afterMs) return false;
  tries.set(state, before + 1);
  await clock.sleep(retry.afterMs, signal);
  return true;
}

async function goThroughStates(acting: Acting): Promise<JoinResult> {
  const { observer } = acting;
  const visits = new Map<JoinStage, number>();
  const stageFor = (state: JoinState): JoinStage | undefined =>
    acting.profile.actions.join.find(
      (stage) => [stage.when].flat().some((when) => when === state) && (visits.get(stage) ?? 0) < (stage.times ?? 1),
    );
  const steps: string[] = [];
  let failure: string | undefined;
  for (;;) {
    const { state } = observer;
    const end = endIn(acting, state, steps);
    if (end !== undefined) return end;
    const stage = stageFor(state);
    if (stage !== undefined) {
      visits.set(stage, (visits.get(stage) ?? 0) + 1);
      const missing = missingIn(stage.steps, acting.variables);
      if (missing === 'passcode') {
        return {
          outcome: 'refused',
          reason: 'bad_passcode',
          detail: 'The meeting asks for a passcode and none was given.',
        };
      }
      if (missing !== undefined) failure = `The profile needs {${missing}}: neither the link nor the scenario has it.`;
      else {
        const decides = (next: JoinState): boolean =>
          next !== state && (endIn(acting, next, steps) !== undefined || stageFor(next) !== undefined);
        try {
          await stepsUnless(stage.steps, acting, steps, decides);
          failure = undefined;
        } catch (error) {
          if (!(error instanceof HarnessError)) throw error;
          // One that was begun when the time was up says nothing.
          if (failure === undefined || acting.deadline.left() > 0) failure = error.message;
          continue;
        }
      }
    }
    const next = await waitForState(acting, (now) => now !== state, acting.deadline.left());
    if (next === undefined) {
      const detail = failure ?? unrecognised(acting, state, steps);
      return { outcome: 'timed_out', state: observer.state, ...(detail === undefined ? {} : { detail }) };
    }
  }
}

/** @returns `undefined` where the page is known and had to be waited for. */
function unrecognised({ profile }: Acting, state: JoinState, steps: readonly string[]): string | undefined {
  const acts = profile.actions.join.some(({ when }) => [when].flat().some((one) => one === state));
  if (state !== 'unknown' && !acts) return undefined;
  const last = steps.at(-1);
  return `no screen that the profile knows came${last === undefined ? '' : ` after: ${last}`}`;
}

/** Runs steps until they are done or a state comes that makes the rest of them pointless. */
async function stepsUnless(
  steps: readonly Step[],
  acting: Acting,
  done: string[],
  decides: (state: JoinState) => boolean,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([acting.signal, stop.signal]);
  const work = runSteps(steps, { ...acting, signal }, done);
  try {
    await Promise.race([work, acting.observer.until(decides, signal)]);
  } finally {
    stop.abort();
    work.catch(() => undefined);
  }
}

function endIn(acting: Acting, state: JoinState, steps: readonly string[]): JoinResult | undefined {
  if (state === 'in_meeting') return { outcome: 'in_meeting', steps };
  const reason = refusalOf(acting.profile, state);
  if (reason === undefined) return undefined;
  const { detail } = acting.observer;
  return { outcome: 'refused', reason, ...(detail === undefined ? {} : { detail }) };
}

/** A page that was in a meeting still proves it until it is left: its state must not pass for the next join's. */
async function forgetLastPage(acting: Acting): Promise<void> {
  if (acting.observer.state === 'unknown') return;
  await acting.page.goto('about:blank');
  await waitForState(acting, (state) => state === 'unknown', acting.deadline.left());
}

/** @returns the join's end when the link could not be opened. */
async function openLink(request: JoinRequest, address: string): Promise<JoinResult | undefined> {
  let status: number | undefined;
  try {
    status = (await request.open(address))?.status();
  } catch (error) {
    if (request.signal.aborted) throw abortReason(request.signal);
    const message = messageOf(error);
    // The page itself went elsewhere at once: to an app's scheme, or to another page.
    if (/ERR_ABORTED|interrupted by another navigation/.test(message)) return undefined;
    const network = /net::ERR_\w+/.exec(message)?.[0];
    if (network !== undefined) return { outcome: 'unreachable', detail: network };
    if (error instanceof Error && error.name === 'TimeoutError') return { outcome: 'unreachable', detail: 'no answer' };
    throw new HarnessError('participant', 'The page was lost while the link was opened.', { cause: error });
  }
  if (status === undefined || status < 400) return undefined;
  const known = await waitForState(
    request,
    (state) => state !== 'unknown',
    Math.min(errorPageMs, request.deadline.left()),
  );
  return known === undefined ? { outcome: 'unreachable', detail: `HTTP ${status}` } : undefined;
}

function missingIn(steps: readonly Step[], variables: Variables): string | undefined {
  const read = new Set<string>();
  for (const step of steps) {
    if ('read' in step) read.add(step.read);
    const template = 'value' in step ? step.value : 'goto' in step ? step.goto : '';
    const missing = missingVariable(template, variables);
    if (missing !== undefined && !read.has(missing)) return missing;
  }
  return undefined;
}

/** A variable that is there but undefined must not hide the link's own. */
function given(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
