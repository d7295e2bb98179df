/** The meetings of one replica: their knobs, who may come in, and what each person is told. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type {
  JoinAnswer,
  JoinRequest,
  MeetingKnobs,
  PageConfig,
  ReplicaEvent,
  Wall,
} from '../fixtures/platforms/shared/knobs.js';
import type { ReplicaPlatform } from '../fixtures/platforms/shared/platform.js';
import type { Rehearsal } from '../../src/rehearsal/start-rehearsal.js';

interface Meeting {
  readonly code: string;
  readonly number: string;
  /** Of the built-in meeting. */
  readonly room: string;
  readonly knobs: MeetingKnobs;
  /** When Join was pressed, epoch ms. */
  readonly joins: number[];
  /** Wrong passcodes in a row, by visitor. */
  readonly wrong: Map<string, number>;
  over: boolean;
}

interface Ticket {
  readonly id: string;
  readonly meeting: Meeting;
  readonly name: string;
  readonly visit: string;
  where: 'lobby' | 'in' | 'gone';
  stream?: ServerResponse;
  /** What was said before the page listened. */
  readonly unheard: ReplicaEvent['type'][];
}

const passcodeTries = 3;
const stateSchema = z.object({
  rooms: z.array(z.object({ participants: z.array(z.object({ id: z.string(), visit: z.string() })) })),
});

export class ReplicaMeetings {
  readonly #platform: ReplicaPlatform;
  readonly #rehearsal: Rehearsal;
  readonly #defaults: MeetingKnobs;
  readonly #meetings = new Map<string, Meeting>();
  readonly #tickets = new Map<string, Ticket>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #rooms = 0;

  constructor(platform: ReplicaPlatform, rehearsal: Rehearsal, defaults: MeetingKnobs) {
    this.#platform = platform;
    this.#rehearsal = rehearsal;
    this.#defaults = defaults;
  }

  set(code: string, knobs: MeetingKnobs): Meeting {
    this.#rooms += 1;
    const all = { ...this.#defaults, ...knobs };
    const meeting: Meeting = {
      code,
      number: all.number ?? numberFor(code, this.#platform.numberLength),
      room: `${this.#platform.name}-${this.#rooms}`,
      knobs: all,
      joins: [],
      wrong: new Map(),
      over: false,
    };
    this.#meetings.set(code, meeting);
    return meeting;
  }

  /** As an address names it; made when there is none. */
  byCode(code: string): Meeting {
    return this.#find(code) ?? this.set(code, {});
  }

  config(page: string, code: string | undefined): PageConfig {
    const meeting = code === undefined ? undefined : this.byCode(code);
    const { passcode, ...knobs } = meeting?.knobs ?? this.#defaults;
    return {
      platform: this.#platform.name,
      page,
      ...(meeting === undefined ? {} : { code: meeting.code, number: meeting.number }),
      subject: knobs.subject ?? 'Replica meeting',
      needsPasscode: passcode !== undefined,
      knobs: meeting?.over === true ? { ...knobs, wall: 'ended' } : knobs,
    };
  }

  async join(request: JoinRequest, visitor: string): Promise<JoinAnswer> {
    const meeting = this.#find(request.meeting);
    await this.#wait(meeting?.knobs.joinDelayMs ?? 0);
    if (meeting === undefined) return { wall: 'not_found' };
    const wall = this.#wallOf(meeting, request);
    if (wall !== undefined) return { wall };
    const passcode = this.#passcode(meeting, request.passcode, visitor);
    if (passcode !== undefined) return passcode;
    const visit = await this.#newVisit(meeting.room);
    const lobby = meeting.knobs.lobby !== undefined;
    const ticket: Ticket = {
      id: randomUUID(),
      meeting,
      name: request.name,
      visit,
      where: lobby ? 'lobby' : 'in',
      unheard: [],
    };
    this.#tickets.set(ticket.id, ticket);
    return { ticket: ticket.id, visit, codec: 'vp8', lobby };
  }

  /** The event stream of one person; it ends with the page. */
  listen(id: string, stream: ServerResponse): void {
    const ticket = this.#tickets.get(id);
    if (ticket === undefined || ticket.where === 'gone') {
      // 204: do not ask again.
      stream.writeHead(204).end();
      return;
    }
    stream.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    ticket.stream = stream;
    for (const type of ticket.unheard.splice(0)) send(ticket, type);
    stream.on('close', () => {
      if (ticket.stream === stream) ticket.where = 'gone';
    });
    const { lobby } = ticket.meeting.knobs;
    if (ticket.where === 'in') this.#admit(ticket);
    else if (typeof lobby === 'number') {
      this.#later(lobby, () => {
        this.#admit(ticket);
      });
    }
  }

  people(code: string, where: 'lobby' | 'in'): readonly string[] {
    return this.#present(code)
      .filter((ticket) => ticket.where === where)
      .map(({ name }) => name);
  }

  admit(code: string, name?: string): void {
    for (const ticket of this.#present(code, name)) if (ticket.where === 'lobby') this.#admit(ticket);
  }

  tell(code: string, type: ReplicaEvent['type'], name?: string): void {
    for (const ticket of this.#present(code, name)) send(ticket, type);
  }

  end(code: string): void {
    this.byCode(code).over = true;
    this.tell(code, 'ended');
  }

  /** Ids in the built-in meeting. */
  async participants(code: string, name?: string): Promise<readonly string[]> {
    const { controlUrl, token } = this.#rehearsal;
    const response = await fetch(`${controlUrl}state`, { headers: { Authorization: `Bearer ${token}` } });
    const everybody = stateSchema.parse(await response.json()).rooms.flatMap(({ participants }) => participants);
    const visits = this.#present(code, name).map(({ visit }) => visit);
    return everybody.filter(({ visit }) => visits.includes(visit)).map(({ id }) => id);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { stream } of this.#tickets.values()) stream?.end();
  }

  #find(codeOrNumber: string): Meeting | undefined {
    const digits = codeOrNumber.replace(/[\s-]/g, '');
    return this.#meetings.get(codeOrNumber) ?? [...this.#meetings.values()].findLast(({ number }) => number === digits);
  }

  #present(code: string, name?: string): readonly Ticket[] {
    const meeting = this.byCode(code);
    return [...this.#tickets.values()].filter(
      (ticket) => ticket.meeting === meeting && ticket.where !== 'gone' && (name === undefined || ticket.name === name),
    );
  }

  #wallOf(meeting: Meeting, { passcode }: JoinRequest): Wall | undefined {
    const { wall, capacity, rateLimit } = meeting.knobs;
    if (meeting.over) return 'ended';
    if (wall !== undefined) return wall;
    if (capacity !== undefined && this.#present(meeting.code).length >= capacity) return 'full';
    if (rateLimit === undefined || passcode !== undefined) return undefined;
    const now = Date.now();
    meeting.joins.push(now);
    const recent = meeting.joins.filter((at) => now - at < rateLimit.withinMs).length;
    return recent > rateLimit.joins ? 'rate_limited' : undefined;
  }

  #passcode(meeting: Meeting, given: string | undefined, visitor: string): JoinAnswer | undefined {
    const wanted = meeting.knobs.passcode;
    if (wanted === undefined || given === wanted) return undefined;
    if (given === undefined) return { passcode: 'needed' };
    const wrong = (meeting.wrong.get(visitor) ?? 0) + 1;
    meeting.wrong.set(visitor, wrong);
    return wrong < passcodeTries ? { passcode: 'wrong' } : { wall: 'bad_passcode' };
  }

  #admit(ticket: Ticket): void {
    if (ticket.where === 'gone') return;
    ticket.where = 'in';
    send(ticket, 'admitted');
    const { end } = ticket.meeting.knobs;
    if (end === undefined) return;
    this.#later(end.afterMs, () => {
      send(ticket, end.as);
    });
  }

  /** The built-in meeting gives one out with each of its pages. */
  async #newVisit(room: string): Promise<string> {
    const response = await fetch(`${this.#rehearsal.origin}/m/${room}`);
    const visit = /"visit":"([\w-]+)"/.exec(await response.text())?.[1];
    if (visit === undefined) throw new Error('the built-in meeting gave out no visit');
    return visit;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#later(ms, resolve);
    });
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

function send({ stream, unheard }: Ticket, type: ReplicaEvent['type']): void {
  if (stream === undefined) unheard.push(type);
  else stream.write(`data: ${JSON.stringify({ type } satisfies ReplicaEvent)}\n\n`);
}

/** Digits that look like a meeting number and are always the same for the same code. */
function numberFor(code: string, length: number): string {
  if (/^\d+$/.test(code)) return code;
  let hash = 7n;
  for (const letter of code) hash = (hash * 131n + BigInt(letter.codePointAt(0) ?? 0)) % 9_007_199_254_740_881n;
  return `1${String(hash).padStart(16, '0')}`.slice(-length).replace(/^0/, '9');
}
