/**
 * What happened, in words: to one participant (`meet_event`), and to the run within a second (marks on its curves in `meet_run`).
 *
 * Texts are made of names that are ours or the scenario's; what a page said stays in the recording.
 */
import type { ActionLine, Line, OutcomeLine } from '../../model/line.js';

/** What a scenario does to a participant that a curve may show. */
const injectedActions: readonly string[] = [
  ...['offline', 'switchNetwork', 'network', 'dataSaver'],
  ...['appSwitch', 'incomingCall', 'rotate', 'rejoin'],
];

const momentTexts: Readonly<Record<string, string>> = {
  link_opened: 'the link is opened',
  page_ready: 'the page is ready',
  join_pressed: 'Join is pressed',
  peer_connection_created: 'the first peer connection is made',
  in_meeting: 'the page proves to be in',
};

/** @returns `undefined` for what is not worth telling */
function textOf(line: Line): string | undefined {
  switch (line.type) {
    case 'moment':
      return momentTexts[line.name];
    case 'action': {
      return `${actionText(line)} ${line.phase === 'begin' ? 'begins' : 'ends'}`;
    }
    case 'state':
      if (line.of === 'join') return `page: ${line.value}`;
      if (line.of === 'connection') return `connection ${line.id}: ${line.value}`;
      if (line.of === 'socket') return `signalling ${line.id}: ${line.value}`;
      return line.of === 'page' ? `page ${line.value}` : undefined;
    case 'outcome':
      return outcomeText(line);
    default:
      return undefined;
  }
}

/** `offline`, `network 4g-edge` */
function actionText({ name, network }: ActionLine): string {
  return network === undefined || network.name === name ? name : `${name} ${network.name}`;
}

function outcomeText(line: OutcomeLine): string {
  const reason = reasonOf(line);
  return reason === undefined ? line.outcome : `${line.outcome}: ${reason}`;
}

export function reasonOf(line: OutcomeLine): string | undefined {
  switch (line.outcome) {
    case 'refused':
      return line.reason;
    case 'dropped':
      return line.cause;
    case 'timed_out':
      return line.state;
    default:
      return undefined;
  }
}

interface Happening {
  /** The recording's, whole ms. */
  readonly t: number;
  readonly text: string;
}

/** Of one participant. No two come at the same millisecond: they would be one point. */
export class Happenings {
  #waiting: Happening[] = [];
  #lastT = -Infinity;

  step(line: Line): void {
    const text = textOf(line);
    if (text !== undefined) this.add(line.t, text);
  }

  add(t: number, text: string): void {
    this.#waiting.push({ t: Math.round(t), text });
  }

  /** Since it was last asked, by time. What a page tells late is told after what is told already. */
  take(): readonly Happening[] {
    if (this.#waiting.length === 0) return [];
    const waiting = this.#waiting.toSorted((a, b) => a.t - b.t);
    this.#waiting = [];
    return waiting.map(({ t, text }) => {
      this.#lastT = Math.max(t, this.#lastT + 1);
      return { t: this.#lastT, text };
    });
  }
}

interface Mark {
  readonly event: 'injected' | 'failed';
  /** `offline: 3, network 4g-edge: 2` */
  readonly text: string;
  readonly concerned: number;
}

/** Of the run: what its scenario did, and who failed, within a second. */
export class Marks {
  readonly #counts = { injected: new Map<string, number>(), failed: new Map<string, number>() };

  step(line: Line): void {
    if (line.type === 'action' && line.phase === 'begin' && injectedActions.includes(line.name)) {
      this.#count('injected', actionText(line));
    } else if (line.type === 'outcome' && line.outcome !== 'completed' && line.outcome !== 'interrupted') {
      this.#count('failed', outcomeText(line));
    }
  }

  take(): readonly Mark[] {
    return (['injected', 'failed'] as const).flatMap((event) => {
      const counts = this.#counts[event];
      if (counts.size === 0) return [];
      const entries = [...counts];
      counts.clear();
      return {
        event,
        text: entries.map(([text, count]) => `${text} (${count})`).join(', '),
        concerned: entries.reduce((sum, [, count]) => sum + count, 0),
      };
    });
  }

  #count(event: Mark['event'], text: string): void {
    const counts = this.#counts[event];
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
}
