/** Carries out the steps of a profile on a page, one after the other. */
import type { Locator as Found, Page } from 'playwright';
import type { DeviceClass, MediaChoice } from '../model/device.js';
import type { EventSink } from '../model/event-sink.js';
import type { JoinObserver } from '../model/observer.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline, type Deadline } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { redactUrls } from '../shared/redact.js';
import { describeLocator, findElement } from './find-element.js';
import type { PagePlatform } from './page/config.js';
import { pageHandle } from './platform-page-script.js';
import type { Locator, PlatformProfile, Readout, Step, ToggleTarget } from './profile.js';
import { fillTemplate, missingVariable } from './template.js';

/** One participant in one page: what every action of a profile needs. */
export interface Acting {
  readonly page: Page;
  readonly profile: PlatformProfile;
  readonly observer: JoinObserver;
  /** `p` of the lines. */
  readonly participant: string;
  readonly sink: EventSink;
  /** The run's clock: its zero is that of the recording's `t`. */
  readonly clock: Clock;
  readonly deadline: Deadline;
  /** Aborted when the participant is to stop at once; then what was begun rejects with its reason. */
  readonly signal: AbortSignal;
  readonly deviceClass: DeviceClass;
  readonly media: Pick<MediaChoice, 'camera' | 'microphone'>;
  /** What templates may use: `name`, `passcode`, `link` and the profile's own. Steps may read more of them off the page. */
  readonly variables: Record<string, string | undefined>;
  /** The address that is opened in place of this one: vendors' pages may be led to replicas. */
  readonly rewrite?: (address: string) => string;
  /** Told of each step that is done, with the locator that matched. */
  readonly onStep?: (said: string) => void;
}

const stepTimeoutMs = 10_000;
const readEveryMs = 100;

/**
 * @param done What was done, one entry a step, with the locator that matched; written before each action, since a click may
 * bring the next state before it returns.
 * @throws HarnessError `participant`, naming the step, when a step that is not optional could not be done in time.
 */
export async function runSteps(steps: readonly Step[], acting: Acting, done: string[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    acting.signal.throwIfAborted();
    if (step.only !== undefined && step.only !== acting.deviceClass) continue;
    try {
      await runStep(step, acting, (said) => {
        done.push(said);
        acting.onStep?.(said);
      });
    } catch (error) {
      acting.signal.throwIfAborted();
      throw new HarnessError('participant', `step ${index + 1} (${nameOf(step)}): ${shortened(error)}`, {
        cause: error,
      });
    }
  }
}

type Say = (said: string) => void;

async function runStep(step: Step, acting: Acting, say: Say): Promise<void> {
  if ('waitFor' in step) {
    const wanted = typeof step.waitFor === 'string' ? [step.waitFor] : step.waitFor;
    const state = await waitForState(acting, (now) => wanted.some((one) => one === now), timeoutOf(step, acting));
    if (state === undefined && step.optional !== true) throw new Error('the state did not come in time');
    if (state !== undefined) say(`waited for ${state}`);
    return;
  }
  if ('goto' in step) {
    say('goto');
    const missing = missingVariable(step.goto, acting.variables);
    if (missing !== undefined) throw new Error(`{${missing}} is not known`);
    const address = filled(step.goto, acting);
    await acting.page.goto(acting.rewrite?.(address) ?? address, {
      waitUntil: 'commit',
      timeout: patience(acting, stepTimeoutMs),
    });
    return;
  }
  if ('read' in step) {
    await readVariable(step, acting, say);
    return;
  }
  if ('press' in step && step.at === undefined) {
    if (step.joins === true) await stampJoinPress(acting, acting.page.locator('css=html'), 'keydown');
    say(nameOf(step));
    await acting.page.keyboard.press(step.press);
    return;
  }
  await actOnElement(step, acting, say);
}

/** The page may still be coming: asked until there is something, as long as an element would be waited for. */
async function readVariable(step: Extract<Step, { readonly read: string }>, acting: Acting, say: Say): Promise<void> {
  if (acting.variables[step.read] !== undefined) return;
  const { clock, page, signal } = acting;
  const end = deadlineIn(clock, timeoutOf(step, acting));
  for (;;) {
    const value = await page.evaluate(step.script).catch(() => undefined);
    if (typeof value === 'string' && value !== '') {
      acting.variables[step.read] = value;
      say(nameOf(step));
      return;
    }
    if (end.left() <= 0) break;
    await clock.sleep(Math.min(readEveryMs, end.left()), signal);
  }
  if (step.optional !== true) throw new Error('the page does not say');
}

type ElementStep = Exclude<
  Step,
  { readonly waitFor: unknown } | { readonly goto: unknown } | { readonly read: unknown }
>;

async function actOnElement(step: ElementStep, acting: Acting, say: Say): Promise<void> {
  const timeoutMs = timeoutOf(step, acting);
  const found = await findElement(acting.page, locatorOf(step) ?? 'html', {
    timeoutMs,
    visible: !('domClick' in step),
    clock: acting.clock,
    elements: acting.profile.elements,
  });
  if (found === undefined) {
    if (step.optional === true) return;
    throw new Error(`not found within ${Math.round(timeoutMs)} ms`);
  }
  const { element, by } = found;
  const timeout = patience(acting, stepTimeoutMs);
  if ('toggle' in step) {
    const wanted = isWanted(step.to, acting);
    const differs = (await isOn(element, step.isOn, timeout)) !== wanted;
    say(differs ? nameOf(step, by) : `${nameOf(step, by)} was ${wanted ? 'on' : 'off'}`);
    if (differs) await element.click({ timeout });
    return;
  }
  say(nameOf(step, by));
  if (step.joins === true) await stampJoinPress(acting, element, 'press' in step ? 'keydown' : 'click');
  if ('click' in step) await element.click({ timeout });
  else if ('domClick' in step) await element.evaluate(clickInPage, undefined, { timeout });
  else if ('fill' in step) await element.fill(filled(step.value, acting), { timeout });
  else if ('type' in step) {
    await element.fill('', { timeout });
    await element.pressSequentially(filled(step.value, acting), { timeout });
  } else if ('press' in step) await element.press(step.press, { timeout });
  else await element.check({ timeout });
}

/**
 * `join_pressed` is stamped in the page, by the event itself, which is after all of Playwright's checks and before the
 * page's own handlers; its error is that of the page's clock. Without the page code it is stamped here, which is too early
 * by those checks (some 10–50 ms, more on a busy machine).
 */
async function stampJoinPress(acting: Acting, element: Found, event: 'click' | 'keydown'): Promise<void> {
  const armed = await element
    .evaluate(armInPage, { handle: pageHandle, event }, { timeout: patience(acting, stepTimeoutMs) })
    .catch(() => false);
  if (armed) return;
  const { clock, participant, sink } = acting;
  sink.emit({ t: hostMs(clock.now()), p: participant, type: 'moment', name: 'join_pressed' });
}

/** Runs in the page. */
function armInPage(_: unknown, { handle, event }: { handle: string; event: 'click' | 'keydown' }): boolean {
  const offered = (globalThis as Record<string, unknown>)[handle] as PagePlatform | undefined;
  offered?.armJoinPress(event);
  return offered !== undefined;
}

/** Runs in the page. */
function clickInPage(element: unknown): void {
  (element as { click(): void }).click();
}

async function isOn(element: Found, { attribute, is }: Readout, timeout: number): Promise<boolean> {
  const shown =
    attribute === undefined ? await element.innerText({ timeout }) : await element.getAttribute(attribute, { timeout });
  const value = (shown ?? '').trim();
  return typeof is === 'string' ? value === is : is.test(value);
}

function isWanted(to: ToggleTarget, { media }: Acting): boolean {
  return to === 'on' || (to !== 'off' && media[to] !== false);
}

/** @returns the state, or `undefined` when it did not come in time. */
export async function waitForState(
  { observer, clock, signal }: Pick<Acting, 'observer' | 'clock' | 'signal'>,
  wanted: Parameters<JoinObserver['until']>[0],
  ms: number,
): Promise<JoinObserver['state'] | undefined> {
  const stop = new AbortController();
  try {
    const raced = await raceDeadline(
      clock,
      observer.until(wanted, AbortSignal.any([signal, stop.signal])),
      deadlineIn(clock, ms),
    );
    return raced.timedOut ? undefined : raced.value;
  } finally {
    stop.abort();
  }
}

function timeoutOf(step: Step, acting: Acting): number {
  const asked = step.timeoutMs ?? (step.optional === true ? 0 : stepTimeoutMs);
  return Math.min(asked, acting.deadline.left());
}

/** To Playwright 0 means for ever. */
function patience(acting: Acting, ms: number): number {
  return Math.max(1, Math.min(ms, acting.deadline.left()));
}

function filled(template: string, acting: Acting): string {
  return fillTemplate(template, acting.variables);
}

/** Where a step acts; `undefined`: nowhere, or wherever the focus is. */
export function locatorOf(step: Step): Locator | undefined {
  if ('waitFor' in step || 'goto' in step || 'read' in step) return undefined;
  if ('click' in step) return step.click;
  if ('domClick' in step) return step.domClick;
  if ('fill' in step) return step.fill;
  if ('type' in step) return step.type;
  if ('check' in step) return step.check;
  if ('toggle' in step) return step.toggle;
  return step.at;
}

/** `click css #join`. What is filled in is never named: it may be a passcode. */
function nameOf(step: Step, by?: string): string {
  if ('waitFor' in step) return `wait for ${String(step.waitFor)}`;
  if ('goto' in step) return 'goto';
  if ('read' in step) return `read ${step.read}`;
  const where = by ?? describeLocator(locatorOf(step) ?? 'html');
  if ('press' in step) return step.at === undefined ? `press ${step.press}` : `press ${step.press} in ${where}`;
  const action = (['click', 'domClick', 'fill', 'type', 'check', 'toggle'] as const).find((key) => key in step) ?? '';
  return `${action} ${where}`;
}

/** Playwright's first line: the call log below it repeats what was filled in. What it says of an obstacle is taken out of it. */
function shortened(error: unknown): string {
  const message = messageOf(error);
  const first = (message.split('\n')[0] ?? '').replace(
    /^\w+\.\w+: Timeout ([\d.]+)ms exceeded\.?$/,
    (_, ms: string) => `could not be done within ${Math.round(Number(ms))} ms`,
  );
  const obstacle = obstacleIn(message);
  return redactUrls(obstacle === undefined ? first : `${first}; over it lies ${obstacle}`);
}

/** Of the last `<p>News</p> from <div role="dialog">…</div> subtree intercepts pointer events` the outer element, without what it holds. */
function obstacleIn(message: string): string | undefined {
  const last = message.split('\n').findLast((line) => line.includes(' intercepts pointer events'));
  const around = last?.split(' from ').at(-1) ?? '';
  return /<[^<>]+>/.exec(around)?.[0].replace(/ value="[^"]*"/g, '');
}
