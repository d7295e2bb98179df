/**
 * One participant's life, as a scenario's `exec` sees it: join, hold, leave, and what goes on in between.
 *
 *     join ──► usable ──► hold ──► leave ──► completed
 *      │ refused, timed out,  │ removed, transport lost, crash
 *      │ unreachable          ▼
 *      ▼                    dropped
 *     ended (the outcome is kept even if `exec` swallows the error)
 */
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright';
import { networkWished } from '../browser/network/figures.js';
import { offlineNetwork } from '../browser/network/networks.js';
import type { ActionLine } from '../model/line.js';
import type { Network } from '../model/network.js';
import type { Outcome } from '../model/outcome.js';
import type { Duration, NetworkFigures, Participant } from '../model/participant.js';
import type { PhoneStep } from '../model/phone.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn } from '../shared/deadline.js';
import { parseDuration } from '../shared/duration.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import type { Connection } from './connection.js';
import { crashBeforeJoin, outcomeOfDrop, outcomeOfEarlyDrop } from './drop-outcomes.js';
import { Ended } from './ended.js';
import type { IterationPlan } from './iteration-plan.js';
import type { MeetingDoor } from './meeting-door.js';
import type { ParticipantBus } from './participant-bus.js';
import type { Phone } from './phone.js';
import type { PresenceWatch } from './presence-watch.js';
import type { ProcessorWindow } from './processor-window.js';
import type { UsableWatch } from './usable-watch.js';

export interface PersonParts {
  readonly plan: IterationPlan;
  readonly page: Page;
  readonly door: MeetingDoor;
  readonly phone: Phone;
  readonly connection: Connection;
  /** Absent: it is as quick as this machine. */
  readonly processor: ProcessorWindow | undefined;
  readonly bus: ParticipantBus;
  readonly presence: PresenceWatch;
  readonly usable: UsableWatch;
  readonly clock: Clock;
}

export class Person implements Participant {
  readonly page: Page;
  readonly #parts: PersonParts;
  #visits = 0;
  #usableAt: number | undefined;
  #outcome: Outcome | undefined;

  constructor(parts: PersonParts) {
    this.#parts = parts;
    this.page = parts.page;
  }

  get name(): string {
    return this.#parts.plan.displayName;
  }
  get scenario(): string {
    return this.#parts.plan.tags.scenario;
  }
  get vu(): number {
    return this.#parts.plan.vu;
  }
  get iteration(): number {
    return this.#parts.plan.iteration;
  }
  get env(): Readonly<Record<string, string>> {
    return this.#parts.plan.env;
  }
  get signal(): AbortSignal {
    return this.#parts.plan.stop;
  }

  /** Set as soon as this life is over, whoever caught the error that said so. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  get inMeeting(): boolean {
    return this.#usableAt !== undefined && this.#outcome === undefined;
  }

  async join(): Promise<void> {
    if (this.#visits > 0)
      throw new HarnessError('participant', 'join() was called twice', { hint: 'Use rejoin() to come again.' });
    await this.#visit('join');
  }

  async rejoin(): Promise<void> {
    if (this.#outcome !== undefined) throw new Ended(this.#outcome);
    if (this.inMeeting) await this.leave();
    await this.#visit('rejoin');
  }

  async hold(duration?: Duration): Promise<void> {
    const usableAt = this.#mustBeIn('hold');
    const { plan, clock, presence } = this.#parts;
    const holdMs = duration === undefined ? plan.holdMs - (clock.now() - usableAt) : durationOf('hold', duration);
    await this.#action('hold', async () => {
      const over = new AbortController();
      const signal = AbortSignal.any([over.signal, plan.stop]);
      try {
        const drop = await Promise.race([
          presence.untilDrop(signal),
          clock.sleep(holdMs, signal).then(() => undefined),
        ]);
        if (drop !== undefined) this.#end(outcomeOfDrop(drop));
      } catch (thrown) {
        if (plan.stop.aborted) this.#end({ outcome: 'interrupted', state: 'in_meeting' });
        throw thrown;
      } finally {
        over.abort();
      }
    });
  }

  async leave(): Promise<void> {
    this.#mustBeIn('leave');
    const drop = this.#parts.presence.drop(true);
    if (drop !== undefined) this.#end(outcomeOfDrop(drop));
    await this.#action('leave', async () => {
      this.#usableAt = undefined;
      const { clock, door, plan } = this.#parts;
      await door.leave(deadlineIn(clock, plan.leaveTimeoutMs), plan.abandon);
    }).catch((thrown: unknown) => {
      this.#stuckLeaving(thrown);
    });
  }

  /** It stayed as long as it was to: whoever does not find the way out closes the page, which is done in any case. */
  #stuckLeaving(thrown: unknown): void {
    if (!(thrown instanceof HarnessError) || thrown.code !== 'participant') throw thrown;
    const { presence } = this.#parts;
    const crash = presence.crashed ? presence.drop(true) : undefined;
    if (crash !== undefined) this.#end(outcomeOfDrop(crash));
  }

  /** After an interruption: leaves if it can, quietly. */
  async goPolitely(): Promise<void> {
    const { clock, door, plan } = this.#parts;
    if (door.state !== 'in_meeting') return;
    await this.#action('leave', () => door.leave(deadlineIn(clock, plan.leaveTimeoutMs), plan.abandon)).catch(
      () => undefined,
    );
  }

  mute(): Promise<void> {
    return this.#toggle('mute');
  }
  unmute(): Promise<void> {
    return this.#toggle('unmute');
  }
  cameraOn(): Promise<void> {
    return this.#toggle('cameraOn');
  }
  cameraOff(): Promise<void> {
    return this.#toggle('cameraOff');
  }

  async network(wish: string | NetworkFigures): Promise<void> {
    await this.changeNetwork(networkWished(wish));
  }

  /** Also what timed steps do. */
  async changeNetwork(network: Network): Promise<void> {
    await this.#action('network', () => this.#parts.connection.change(network), {
      begin: { network },
      end: { network },
    });
  }

  async offline(duration: Duration): Promise<void> {
    const ms = parseDuration(duration);
    if (ms === undefined) throw new TypeError(`offline('${String(duration)}'): not a duration such as '5s'`);
    const { connection } = this.#parts;
    const before = connection.inForce;
    await this.#cut('offline', before, () => connection.cut(ms, before));
  }

  async switchNetwork(from: string | NetworkFigures, to: string | NetworkFigures): Promise<void> {
    const { connection } = this.#parts;
    const [first, second] = [networkWished(from), networkWished(to)];
    if (!isDeepStrictEqual(connection.inForce.spec, first.spec)) await this.changeNetwork(first);
    await this.#cut('switchNetwork', second, () => connection.handOver(second));
  }

  async #cut(name: 'offline' | 'switchNetwork', after: Network, work: () => Promise<void>): Promise<void> {
    try {
      const detail = 'the address did not change';
      await this.#action(name, work, { begin: { network: offlineNetwork }, end: { network: after, detail } });
    } catch (thrown) {
      if (this.#parts.plan.stop.aborted && this.inMeeting) this.#end({ outcome: 'interrupted', state: 'in_meeting' });
      throw thrown;
    }
  }

  rotate(): Promise<void> {
    return this.#toPhone('rotate', (phone) => phone.rotate());
  }
  appSwitch(duration: Duration, { frozen = false }: { readonly frozen?: boolean } = {}): Promise<void> {
    const forMs = durationOf('appSwitch', duration);
    return this.#toPhone('appSwitch', (phone) => phone.appSwitch(forMs, { frozen }), frozen ? 'frozen' : undefined);
  }
  incomingCall(duration: Duration): Promise<void> {
    const forMs = durationOf('incomingCall', duration);
    return this.#toPhone('incomingCall', (phone) => phone.incomingCall(forMs));
  }
  dataSaver(on: boolean): Promise<void> {
    return this.#toPhone('dataSaver', (phone) => phone.dataSaver(on), on ? 'on' : 'off');
  }

  async #visit(name: 'join' | 'rejoin'): Promise<void> {
    const { plan, bus, clock, door, presence, usable } = this.#parts;
    this.#visits += 1;
    presence.reset();
    await this.#parts.processor?.reserve(plan.stop);
    const work = async (): Promise<void> => {
      const timeout = new AbortController();
      const deadline = deadlineIn(clock, plan.joinTimeoutMs);
      const signal = AbortSignal.any([timeout.signal, plan.stop]);
      try {
        const refused = await door.join(deadline, plan.stop);
        if (refused !== undefined) this.#end(presence.crashed ? crashBeforeJoin : refused);
        void clock.sleep(deadline.left(), timeout.signal).then(
          () => {
            timeout.abort();
          },
          () => undefined,
        );
        const first = await Promise.race([usable.until(bus.participant, signal), presence.untilDrop(signal)]);
        if (typeof first === 'number') this.#usableAt = first;
        else this.#end(outcomeOfEarlyDrop(first));
      } catch (thrown) {
        if (this.#outcome !== undefined) throw thrown;
        if (presence.crashed) this.#end(crashBeforeJoin);
        if (plan.stop.aborted) this.#end({ outcome: 'interrupted', state: door.state });
        if (timeout.signal.aborted) this.#end({ outcome: 'timed_out', state: door.state, detail: 'no usable media' });
        throw thrown;
      } finally {
        timeout.abort();
        await this.#parts.processor?.close();
      }
    };
    await this.#action(name, work, { atEnd: () => (door.steps.length === 0 ? {} : { steps: door.steps }) });
  }

  async #toggle(name: 'mute' | 'unmute' | 'cameraOn' | 'cameraOff'): Promise<void> {
    this.#mustBeIn(name);
    await this.#action(name, () => this.#parts.door.act(name, this.#parts.plan.stop));
  }

  /** Phones ring, turn and vanish in pockets whether they are in a meeting or not. */
  async #toPhone(name: PhoneStep['action'], work: (phone: Phone) => Promise<void>, detail?: string): Promise<void> {
    if (this.#outcome !== undefined) throw new Ended(this.#outcome);
    const more = detail === undefined ? {} : { detail };
    await this.#action(name, () => work(this.#parts.phone), { begin: more, end: more });
  }

  #mustBeIn(what: string): number {
    if (this.#outcome !== undefined) throw new Ended(this.#outcome);
    if (this.#usableAt === undefined) {
      throw new HarnessError('participant', `${what}() needs a participant that is in the meeting`, {
        hint: 'Call join() first.',
      });
    }
    return this.#usableAt;
  }

  /** Records what is done from begin to end, and how it ended. */
  async #action(
    name: string,
    work: () => Promise<void>,
    more: Partial<Record<ActionLine['phase'], Pick<ActionLine, 'network' | 'detail'>>> & {
      /** What is known only then, however it ended. */
      readonly atEnd?: () => Pick<ActionLine, 'steps'>;
    } = {},
  ): Promise<void> {
    const line = (phase: ActionLine['phase'], rest: Omit<ActionLine, 't' | 'type' | 'name' | 'phase'> = {}): void => {
      const { bus } = this.#parts;
      bus.emit({ t: this.#now(), p: bus.participant, type: 'action', name, phase, ...rest });
    };
    line('begin', more.begin);
    try {
      await work();
      line('end', { ...more.end, ...more.atEnd?.() });
    } catch (thrown) {
      line('end', { error: messageOf(thrown), ...more.atEnd?.() });
      throw thrown;
    }
  }

  #now(): ReturnType<typeof hostMs> {
    return hostMs(this.#parts.clock.now());
  }

  #end(outcome: Outcome): never {
    this.#endUnless(outcome);
    throw new Ended(this.#outcome ?? outcome);
  }

  /** The first ending counts. */
  #endUnless(outcome: Outcome): void {
    this.#outcome ??= outcome;
    this.#usableAt = undefined;
  }
}

/** @throws TypeError */
function durationOf(method: string, duration: Duration): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new TypeError(`${method}('${String(duration)}'): not a duration such as '30s'`);
  return ms;
}
