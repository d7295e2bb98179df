/**
 * Where everybody is while a run goes on. In: the recording's lines, and who became usable, as they happen. Out: a state
 * that `progress-view.ts` draws. Memory grows with participants.
 */
import type { DeviceClass } from '../model/device.js';
import type { Line } from '../model/line.js';
import { words } from './format.js';
import { badEnd } from './outcome-words.js';

/** What was planned, as far as it is known before the run. */
export interface ProgressPlan {
  readonly runName: string;
  readonly platform: string;
  /** Iterations. */
  readonly planned?: number;
  /** Milliseconds until everybody should have left. */
  readonly expectedMs?: number;
  readonly targetMs: number;
}

export type Whereabouts = 'waiting' | 'joining' | 'lobby' | 'in' | 'left' | 'failed' | 'interrupted';

export interface News {
  readonly t: number;
  readonly text: string;
}

export interface Progress {
  readonly plan: ProgressPlan;
  readonly people: Map<string, Person>;
  /** Milliseconds, in the order in which they became usable. */
  readonly joinTimes: Record<DeviceClass, number[]>;
  droppedIterations: number;
  /** What went wrong, the latest last; `newsCount` counts also what is not kept. */
  news: News[];
  newsCount: number;
}

interface Person {
  where: Whereabouts;
  readonly deviceClass: DeviceClass;
  openedAt?: number;
}

const keptNews = 20;

export function newProgress(plan: ProgressPlan): Progress {
  return {
    plan,
    people: new Map(),
    joinTimes: { mobile: [], desktop: [] },
    droppedIterations: 0,
    news: [],
    newsCount: 0,
  };
}

/** Changes the progress. */
export function stepProgress(progress: Progress, line: Line): void {
  switch (line.type) {
    case 'moment':
      if (line.name === 'scheduled') {
        progress.people.set(line.p, { where: 'waiting', deviceClass: line.tags.device_class });
      } else if (line.name === 'dropped_iteration') progress.droppedIterations++;
      else onMoment(progress, line.p, line.name, line.t);
      return;
    case 'state':
      onState(progress, line);
      return;
    case 'action':
      if (line.p === undefined && line.phase === 'begin') addNews(progress, line.t, words(line.name), line.detail);
      else if (line.error !== undefined) addNews(progress, line.t, `${line.p ?? ''} ${line.name} failed`, line.error);
      return;
    case 'outcome': {
      const person = progress.people.get(line.p);
      const bad = badEnd(line);
      if (person !== undefined) {
        person.where = bad !== undefined ? 'failed' : line.outcome === 'completed' ? 'left' : 'interrupted';
      }
      if (bad !== undefined) addNews(progress, line.t, `${line.p} ${bad}`, 'detail' in line ? line.detail : undefined);
      return;
    }
    case 'header':
    case 'stats':
    case 'packets':
    case 'health':
    case 'evidence':
    case 'end':
      return;
  }
}

/** What metrics derived: this participant became usable at `t`. */
export function stepUsable(progress: Progress, { p, t }: { readonly p: string; readonly t: number }): void {
  const person = progress.people.get(p);
  if (person?.openedAt === undefined) return;
  if (person.where === 'joining' || person.where === 'lobby') person.where = 'in';
  progress.joinTimes[person.deviceClass].push(t - person.openedAt);
  // A rejoin is timed from its own opening, and is no join of this count.
  delete person.openedAt;
}

function onMoment(progress: Progress, p: string, name: string, t: number): void {
  const person = progress.people.get(p);
  if (person === undefined) return;
  if (name === 'link_opened') {
    if (person.where === 'waiting') person.openedAt = t;
    person.where = 'joining';
  } else if (name === 'in_meeting') person.where = 'in';
}

function onState(progress: Progress, line: Extract<Line, { type: 'state' }>): void {
  const person = progress.people.get(line.p);
  if (person === undefined) return;
  if (line.of === 'page' && line.value !== 'closed') addNews(progress, line.t, `${line.p} ${words(line.value)}`);
  if (line.of !== 'join') return;
  if (line.value === 'lobby' && person.where === 'joining') person.where = 'lobby';
  else if (person.where === 'lobby' && line.value !== 'lobby') person.where = 'joining';
  if (line.value === 'reconnecting') addNews(progress, line.t, `${line.p} is reconnecting`);
}

function addNews(progress: Progress, t: number, what: string, detail?: string): void {
  progress.newsCount++;
  progress.news.push({ t, text: detail === undefined || detail === '' ? what : `${what} (${detail})` });
  if (progress.news.length > keptNews) progress.news.shift();
}
