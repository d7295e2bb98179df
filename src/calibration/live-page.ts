/**
 * The one participant of a calibration: opens the link, does what the profile says for a screen when it is told to, and not
 * before. Its page is prepared as a run prepares it.
 */
import type { Page } from 'playwright';
import type { JoinState } from '../model/join-state.js';
import type { IterationPlan } from '../participant/iteration-plan.js';
import { openPage } from '../participant/opened-page.js';
import { ParticipantBus } from '../participant/participant-bus.js';
import type { BrowserPool } from '../browser/browser-pool.js';
import { clearTheWay } from '../platform/clear-the-way.js';
import { findElement, type FoundElement } from '../platform/find-element.js';
import { fitName } from '../platform/fit-name.js';
import { linkFor, variablesFromLink } from '../platform/link-for.js';
import { ObservedJoin } from '../platform/observe-join.js';
import type { JoinStage, Locator, LocatorChoice, PlatformProfile } from '../platform/profile.js';
import { runSteps, type Acting } from '../platform/run-steps.js';
import { epochMs, type Clock } from '../shared/clock.js';
import { deadlineIn } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { redactUrls, scrubber, secretsOf } from '../shared/redact.js';
import { Teardown } from '../shared/teardown.js';
import type { Screen } from './calibration-schema.js';
import { describePage, elementAt, keyOf, photograph, type SeenScreen } from './look.js';
import { stagesFor } from './parts.js';
import { screenRedactor, type ScreenRedactor } from './redact-screen.js';

/** A person thinks, and fetches a colleague. */
const actingMs = 3_600_000;
const gotoTimeoutMs = 30_000;
const clickTimeoutMs = 5_000;
const leavingMs = 5_000;
/** A screen has come to rest when two looks in a row show the same. */
const restMs = 600;
const longestUnrestMs = 10_000;

export interface LivePageParts {
  /** The shipped one. */
  readonly profile: PlatformProfile;
  readonly plan: IterationPlan;
  readonly pool: BrowserPool;
  readonly browserVersion: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Acted {
  /** One entry a step. */
  readonly done: readonly string[];
  /** Why the last stage did not come to its end, for people. */
  readonly failure?: string;
}

export interface Look {
  readonly screen: Omit<Screen, 'number'>;
  readonly picture: Buffer | undefined;
}

interface Opened {
  readonly page: Page;
  readonly observer: ObservedJoin;
  readonly bus: ParticipantBus;
  readonly teardown: Teardown;
  /** What steps read off the page is kept for those after them. */
  readonly variables: Record<string, string | undefined>;
  /** How often each stage was done. */
  readonly visits: Map<JoinStage, number>;
}

export class LivePage {
  readonly #parts: LivePageParts;
  #open: Opened | undefined;
  readonly #redact: ScreenRedactor;

  constructor(parts: LivePageParts) {
    this.#parts = parts;
    const { profile, plan } = parts;
    const read = Object.values(variablesFromLink(profile, plan.link)).flatMap((value) => value ?? []);
    const secrets = [...secretsOf(plan.link), ...read, ...Object.values(plan.variables), plan.displayName];
    this.#redact = screenRedactor(scrubber(secrets));
  }

  /** Anew from the link, in a browser context of its own. @returns what went wrong, for people. */
  async open(profile: PlatformProfile): Promise<string | undefined> {
    await this.close();
    const { plan, pool, browserVersion, clock } = this.#parts;
    const teardown = new Teardown(clock);
    const observer = new ObservedJoin();
    const bus = new ParticipantBus(plan.participant, { emit: () => undefined });
    bus.listen((line) => {
      observer.see(line);
    });
    const { page } = await openPage({ plan, profile, pool, browserVersion, bus, clock, teardown }).catch(
      async (thrown: unknown) => {
        await teardown.unwind();
        throw thrown;
      },
    );
    const name = fitName(profile, plan.displayName);
    const variables = { ...variablesFromLink(profile, plan.link), link: plan.link, ...plan.variables, name };
    this.#open = { page, observer, teardown, bus, variables, visits: new Map() };
    const acting = this.#acting(profile);
    await clearTheWay(acting);
    const address = linkFor(profile, plan.link, acting.deviceClass, acting.variables);
    try {
      await page.goto(acting.rewrite?.(address) ?? address, { waitUntil: 'commit', timeout: gotoTimeoutMs });
    } catch (thrown) {
      return `The link could not be opened: ${this.#redact.text(firstLine(thrown))}`;
    }
    return undefined;
  }

  /** Until the page shows something else than this screen, or `ms` have passed. */
  async other(screen: Pick<Screen, 'frames' | 'opinion'>, ms: number): Promise<void> {
    const { clock, signal } = this.#parts;
    const { page, observer } = this.#mustBeOpen();
    const before = `${fingerprintOf(screen)}${screen.opinion.state}`;
    for (const end = deadlineIn(clock, ms); end.left() > 0;) {
      const seen = await describePage(page, this.#redact);
      if (`${fingerprintOf(seen)}${observer.state}` !== before) return;
      await clock.sleep(restMs, signal);
    }
  }

  /** When the page has come to rest, or will not. */
  async look(): Promise<Look> {
    const { clock } = this.#parts;
    const { page, observer } = this.#mustBeOpen();
    // Toolbars that hide themselves come back when the mouse moves.
    for (const x of [200, 240]) await page.mouse.move(x, 200).catch(() => undefined);
    const end = deadlineIn(clock, longestUnrestMs);
    let seen = await describePage(page, this.#redact);
    for (;;) {
      await clock.sleep(restMs, this.#parts.signal);
      const before = `${fingerprintOf(seen)}${observer.state}`;
      seen = await describePage(page, this.#redact);
      if (`${fingerprintOf(seen)}${observer.state}` === before || end.left() <= 0) break;
    }
    const picture = await photograph(page);
    const { viewport, frames, rules } = seen;
    const { state, detail } = observer;
    return {
      screen: {
        ...{ viewport, frames, takenAt: new Date(epochMs()).toISOString() },
        opinion: { state, ...(detail === undefined ? {} : { detail: this.#redact.text(detail) }), rules },
      },
      picture,
    };
  }

  /** What the profile finds now, by which of its ways. */
  async find(
    locator: Locator,
    elements: PlatformProfile['elements'],
  ): Promise<{ readonly key: string | undefined; readonly by: string } | undefined> {
    const found = await this.#find(locator, elements);
    return found && { key: await keyOf(found.element).catch(() => undefined), by: found.by };
  }

  /** Whether the engine finds this one visible element, and no other, in this way. */
  async findsOnly(choice: LocatorChoice, key: string): Promise<boolean> {
    const [first, second] = await Promise.all(
      [0, 1].map((more) => this.#find({ ...choice, nth: (choice.nth ?? 0) + more }, {})),
    );
    const isAlone = choice.nth !== undefined || second === undefined;
    return first !== undefined && isAlone && (await keyOf(first.element).catch(() => undefined)) === key;
  }

  elementAt(x: number, y: number): Promise<string | undefined> {
    return elementAt(this.#mustBeOpen().page, x, y);
  }

  /**
   * What the engine would do in this state: the first of the profile's stages for it that was not done yet, and the next where
   * one fails. When all were done, the first again: a person wants it so.
   */
  async act(profile: PlatformProfile, state: JoinState): Promise<Acted> {
    const { visits } = this.#mustBeOpen();
    const stages = stagesFor(profile, state);
    const left = stages.filter((stage) => (visits.get(stage) ?? 0) < (stage.times ?? 1));
    const done: string[] = [];
    let failure: string | undefined;
    for (const stage of left.length > 0 ? left : stages) {
      visits.set(stage, (visits.get(stage) ?? 0) + 1);
      failure = await this.#failureOf(stage, profile, done);
      if (failure === undefined) return { done };
    }
    return failure === undefined ? { done } : { done, failure };
  }

  async #failureOf({ steps }: JoinStage, profile: PlatformProfile, done: string[]): Promise<string | undefined> {
    const acting = this.#acting(profile);
    if (
      acting.variables.passcode === undefined &&
      steps.some((step) => 'value' in step && step.value.includes('{passcode}'))
    ) {
      return 'The meeting asks for a passcode and none was given: set ROLLCALL_PASSCODE.';
    }
    try {
      await runSteps(steps, acting, done);
      return undefined;
    } catch (thrown) {
      if (this.#parts.signal.aborted) throw thrown;
      return this.#redact.text(firstLine(thrown));
    }
  }

  /** @returns what went wrong, for people. */
  async press(choice: LocatorChoice): Promise<string | undefined> {
    return this.#try(choice, ({ element }) => element.click({ timeout: clickTimeoutMs }));
  }

  async typeName(choice: LocatorChoice): Promise<string | undefined> {
    const { name = '' } = this.#mustBeOpen().variables;
    return this.#try(choice, ({ element }) => element.pressSequentially(name, { timeout: clickTimeoutMs }));
  }

  /** Out of the meeting as a person would go, where the profile knows how; closing the page ends it anyway. */
  async leave(profile: PlatformProfile): Promise<void> {
    const { leave } = profile.actions;
    if (this.#open !== undefined && leave !== undefined) {
      await runSteps(leave, { ...this.#acting(profile), deadline: deadlineIn(this.#parts.clock, leavingMs) }, []).catch(
        () => undefined,
      );
    }
    await this.close();
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.teardown.unwind();
  }

  async #try(choice: LocatorChoice, work: (found: FoundElement) => Promise<void>): Promise<string | undefined> {
    try {
      const found = await this.#find(choice, {});
      if (found === undefined) return 'It is not there any more.';
      await work(found);
      return undefined;
    } catch (thrown) {
      return this.#redact.text(firstLine(thrown));
    }
  }

  #find(locator: Locator, elements: PlatformProfile['elements']): Promise<FoundElement | undefined> {
    const { clock } = this.#parts;
    return findElement(this.#mustBeOpen().page, locator, { timeoutMs: 0, visible: true, clock, elements });
  }

  #acting(profile: PlatformProfile): Acting {
    const { plan, clock, signal } = this.#parts;
    const { page, observer, bus, variables } = this.#mustBeOpen();
    return {
      ...{
        page,
        profile,
        variables,
        observer,
        clock,
        signal,
        participant: bus.participant,
        sink: bus,
        media: plan.media,
      },
      deadline: deadlineIn(clock, actingMs),
      deviceClass: plan.tags.device_class,
      rewrite: plan.rewrite,
    };
  }

  #mustBeOpen(): Opened {
    if (this.#open === undefined) throw new HarnessError('internal', 'The page of a calibration is not open.');
    return this.#open;
  }
}

/** What a person would call the same screen: what it says and what can be pressed. */
export function fingerprintOf({ frames }: Pick<SeenScreen, 'frames'>): string {
  return JSON.stringify(
    frames.map(({ frame, address, elements, lines }) => [
      frame,
      address,
      elements.map(({ tag, role, name, text, disabled }) => [tag, role, name, text, disabled]),
      lines.filter((line) => !/\d:\d\d/.test(line)),
    ]),
  );
}

function firstLine(thrown: unknown): string {
  return redactUrls(messageOf(thrown).split('\n')[0] ?? '');
}
