/**
 * One iteration from the first line to the last: `scheduled` … `outcome`. Whatever happens to this participant becomes
 * its outcome; nothing is thrown.
 */
import path from 'node:path';
import type { BrowserPool } from '../browser/browser-pool.js';
import { processorRates } from '../browser/phone/slow-processor.js';
import type { EventSink } from '../model/event-sink.js';
import type { Outcome } from '../model/outcome.js';
import type { Participant } from '../model/participant.js';
import { hostMs } from '../model/time.js';
import { ObservedJoin } from '../platform/observe-join.js';
import type { PlatformProfile } from '../platform/profile.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { messageOf } from '../shared/errors.js';
import { inert, scrubber, secretsOf } from '../shared/redact.js';
import type { Semaphore } from '../shared/semaphore.js';
import { Teardown } from '../shared/teardown.js';
import { actPhoneStep } from './act-phone-step.js';
import { Connection } from './connection.js';
import { ConsoleTail } from './console-tail.js';
import { Ended } from './ended.js';
import type { EvidenceKeeper } from './evidence-keeper.js';
import type { IterationPlan } from './iteration-plan.js';
import { MeetingDoor } from './meeting-door.js';
import { openPage, type OpenedPage } from './opened-page.js';
import { ParticipantBus } from './participant-bus.js';
import { Person } from './person.js';
import { Phone } from './phone.js';
import { PresenceWatch } from './presence-watch.js';
import { ProcessorWindow } from './processor-window.js';
import { runTimedSteps } from './timed-steps.js';
import type { UsableWatch } from './usable-watch.js';

/** What all participants of a run share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly sink: EventSink;
  readonly pool: BrowserPool;
  readonly browserVersion: string;
  readonly profile: PlatformProfile;
  readonly usable: UsableWatch;
  readonly evidence: EvidenceKeeper;
  /** For those whose processor is slowed while they join. */
  readonly slowedPlaces: Semaphore;
  /** The results' folder, for traces. */
  readonly folder: string;
}

/** What pages have not sent yet is asked for before the context is closed. */
const flushTimeoutMs = 2_000;
/** What a timed step still does to the page when the iteration ends is undone; a page that hangs is not waited for. */
const stepsTimeoutMs = 5_000;

export async function liveIteration(plan: IterationPlan, around: Surroundings): Promise<void> {
  const { clock } = around;
  const bus = new ParticipantBus(plan.participant, around.sink);
  const teardown = new Teardown(clock);
  const scrub = scrubber([...secretsOf(plan.link), ...Object.values(plan.variables)]);
  announce(plan, around);
  let outcome: Outcome;
  try {
    outcome = await live(plan, around, { bus, teardown, scrub });
  } catch (thrown) {
    // Everything of the platform's is an outcome already: what is left broke in our hands.
    outcome = plan.stop.aborted
      ? { outcome: 'interrupted' }
      : { outcome: 'generator_failed', detail: inert(scrub(messageOf(thrown))) };
  }
  bus.emit({ t: hostMs(clock.now()), p: plan.participant, type: 'outcome', ...withoutSecrets(outcome, scrub) });
  await teardown.unwind();
}

interface LifeParts {
  readonly bus: ParticipantBus;
  readonly teardown: Teardown;
  readonly scrub: (text: string) => string;
}

async function live(plan: IterationPlan, around: Surroundings, { bus, teardown, scrub }: LifeParts): Promise<Outcome> {
  const { clock, profile } = around;
  const processor = await processorWindow(plan, around, { bus, teardown });
  const startedAt = hostMs(clock.now());
  bus.emit({ t: startedAt, p: plan.participant, type: 'moment', name: 'started' });
  plan.stop.throwIfAborted();
  const presence = new PresenceWatch(bus, clock);
  teardown.add('presence watch', () => {
    presence.close();
  });
  const observer = new ObservedJoin();
  teardown.add(
    'observer',
    bus.listen((line) => {
      observer.see(line);
    }),
  );
  const opened = await openPage({
    plan,
    profile,
    pool: around.pool,
    browserVersion: around.browserVersion,
    bus,
    clock,
    teardown,
  });
  const tail = new ConsoleTail(scrub);
  tail.attach(opened.page);
  if (plan.trace) await opened.context.tracing.start({ screenshots: true, snapshots: true });

  const { page, devices } = opened;
  const door = new MeetingDoor({
    ...{ plan, profile, page, bus, observer, clock },
    ...(processor !== undefined && { beforeOpening: () => processor.open(page) }),
  });
  const over = new AbortController();
  const signal = AbortSignal.any([plan.stop, over.signal]);
  const phone = new Phone({ page, device: plan.device, devices, clock, signal });
  const connection = new Connection({ network: opened.network, clock, signal: plan.stop });
  const person = new Person({
    ...{ plan, page, door, phone, connection, processor, bus, presence, usable: around.usable, clock },
  });
  const timing = { bus, clock, startedAt, usable: around.usable, signal };
  const steps = Promise.all([
    runTimedSteps({
      ...{ ...timing, steps: plan.steps },
      act: (step) => actPhoneStep(person, step, () => clock.sleep(step.for_ms ?? 0, signal)),
      nameOf: ({ action }) => action,
    }),
    runTimedSteps({
      // The first is in force already.
      ...{ ...timing, steps: plan.networks.slice(1) },
      act: ({ network }) => person.changeNetwork(network),
      nameOf: ({ network }) => `the network ${network.name}`,
    }),
  ]);
  const outcome = await carryOut(plan, person);
  over.abort();
  await raceDeadline(clock, steps, deadlineIn(clock, stepsTimeoutMs));
  await opened.probe.flush(deadlineIn(clock, flushTimeoutMs));
  if (outcome.outcome !== 'completed' && outcome.outcome !== 'interrupted') {
    const cameUp = outcome.outcome !== 'unreachable' && outcome.outcome !== 'generator_failed';
    const ended = { participant: bus.participant, page, tail, scrub, opened: cameUp };
    for (const line of await around.evidence.keep(ended)) bus.emit(line);
  }
  if (plan.trace) await keepTrace(plan, around, bus, opened);
  return outcome;
}

async function carryOut(plan: IterationPlan, person: Person): Promise<Outcome> {
  try {
    await (plan.exec ?? everydayLife)(person);
    if (person.inMeeting) await person.leave();
  } catch (thrown) {
    if (person.outcome !== undefined) {
      if (person.outcome.outcome === 'interrupted' && !plan.abandon.aborted) await person.goPolitely();
      return person.outcome;
    }
    if (thrown instanceof Ended) return thrown.outcome;
    if (plan.stop.aborted) return { outcome: 'interrupted' };
    // The shipped life throws nothing of its own: what it could not do broke in our hands.
    const outcome = plan.exec === undefined ? 'generator_failed' : 'script_failed';
    return { outcome, detail: messageOf(thrown) };
  }
  return person.outcome ?? { outcome: 'completed' };
}

async function everydayLife(participant: Participant): Promise<void> {
  await participant.join();
  await participant.hold();
  await participant.leave();
}

/**
 * A slowed participant that only joins and stays starts when there is a place for it, so that the wait is what it is: a late
 * start. What an `exec` does first is its own affair; it waits when it joins.
 */
async function processorWindow(
  { processor, exec, stop }: IterationPlan,
  { clock, slowedPlaces: places }: Surroundings,
  { bus, teardown }: Pick<LifeParts, 'bus' | 'teardown'>,
): Promise<ProcessorWindow | undefined> {
  if (processor === undefined || processorRates[processor] === 1) return undefined;
  const window = new ProcessorWindow({ processor, places, bus, clock });
  teardown.add('processor', () => window.close());
  if (exec === undefined) await window.reserve(stop);
  return window;
}

/** The first line of an iteration: who this is. */
function announce(plan: IterationPlan, { sink }: Surroundings): void {
  const { participant: p, scheduled: t, tags, vu, iteration, meeting, media } = plan;
  const who = { tags, vu, iteration, meeting, device: plan.device.name, media, display_name: plan.displayName };
  sink.emit({ t, p, type: 'moment', name: 'scheduled', ...who });
}

async function keepTrace(
  plan: IterationPlan,
  { clock, folder }: Surroundings,
  bus: ParticipantBus,
  { context }: OpenedPage,
): Promise<void> {
  const file = path.posix.join('evidence', `${plan.participant.replaceAll(/[^\w.-]/g, '_')}.trace.zip`);
  try {
    await context.tracing.stop({ path: path.join(folder, file) });
    bus.emit({ t: hostMs(clock.now()), p: bus.participant, type: 'evidence', kind: 'trace', file });
  } catch (thrown) {
    bus.emit({
      t: hostMs(clock.now()),
      p: bus.participant,
      type: 'evidence',
      kind: 'note',
      text: `no trace: ${messageOf(thrown)}`,
    });
  }
}

function withoutSecrets(outcome: Outcome, scrub: (text: string) => string): Outcome {
  return 'detail' in outcome ? { ...outcome, detail: inert(scrub(outcome.detail)) } : outcome;
}
