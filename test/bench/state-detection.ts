/**
 * What watching for states costs a page that has 5,000 nodes and changes ten times a second, as a meeting's page does.
 *
 * Cost is what calls into our script take of the main thread's processor time: what we make the browser do (layout, style, searches) is in
 * it, whoever might have paid for it later, and so are compilation of what is called for the first time and garbage. Not in it are the
 * script's own compilation, and what the stand-in for the probe's channel takes to tell the host, by an evaluation for each word
 * (`probe-cost` has the real one). That we force no layout of our own is counted beside it: layouts and style passes of a join with
 * the script against one without.
 *
 * In the meeting a page changes what no rule asks about (tiles, levels) or, in the harder case, a text beside the buttons by which
 * the meeting is known. Lateness is the moment reported for a state against the page's own clock when it made the state true.
 */
import type { Browser, CDPSession, Page } from 'playwright';
import type { Line } from '../../src/model/line.js';
import { ObservedJoin } from '../../src/platform/observe-join.js';
import { platformPageScript } from '../../src/platform/platform-page-script.js';
import { platformProfiles } from '../../src/platform/profiles/index.js';
import type { PlatformProfile, StateRule } from '../../src/platform/profile.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { stubChannel } from '../helpers/channel-stub.js';
import { servePages } from '../helpers/page-server.js';
import { figure, type Figure } from './figure.js';
import { mainThreadMs } from './main-thread-time.js';

const nodes = 5_000;
const changesPerSecond = 10;
const heldSeconds = 20;
const joins = 9;
/** Out of the meeting and in again. */
const turns = 8;
/** Frames and what follows them. */
const settleMs = 300;

/** Its `sourceURL`. */
const script = 'rollcall-watching';

export async function stateDetection(): Promise<readonly Figure[]> {
  const browser = await launchTestBrowser();
  const pages = await servePages();
  const address = `${pages.origin}/empty`;
  try {
    const joinMs: number[] = [];
    const extraPasses: number[] = [];
    for (let turn = 0; turn < joins; turn += 1) {
      const unwatched = await open(browser, address, { watched: false });
      const passes = await passesIn(unwatched, () => join(unwatched));
      await unwatched.close();
      const one = await open(browser, address, { watched: true });
      extraPasses.push((await passesIn(one, () => join(one))) - passes);
      await one.close();
      const timed = await open(browser, address, { watched: true });
      joinMs.push(await costOf(timed, () => join(timed)));
      await timed.close();
    }
    const shares: number[] = [];
    const latenesses: number[] = [];
    for (const near of [false, true]) {
      const one = await open(browser, address, { watched: true });
      await join(one);
      await one.page.evaluate(near ? changeNearButtons : changeForEver, changesPerSecond);
      const ms = await costOf(one, () => one.page.waitForTimeout(heldSeconds * 1_000));
      // What the page writes to itself must not be taken for the meeting's end.
      if (one.observer.state !== 'in_meeting') throw new Error(`the page is in ${one.observer.state}`);
      shares.push((ms / heldSeconds / 1_000) * 100);
      if (near) latenesses.push(...(await latenessesOf(one)));
      await one.close();
    }
    return [
      figure(`main thread, one join, ${nodes} nodes, median of ${joins}`, median(joinMs), 'ms', 5),
      figure('layouts and style passes of a join, more than without', median(extraPasses), '', 0),
      figure('main thread while in the meeting, share of a core', shares[0] ?? NaN, '%', 0.1),
      figure('the same while a text beside its buttons changes', shares[1] ?? NaN, '%', 0.1),
      figure('a state is dated late, at most', Math.max(...latenesses), 'ms', 30),
    ];
  } finally {
    await browser.close();
    await pages.stop();
  }
}

interface Opened {
  readonly page: Page;
  readonly session: CDPSession;
  readonly observer: ObservedJoin;
  readonly lines: readonly Line[];
  readonly watched: boolean;
  readonly close: () => Promise<void>;
}

async function open(browser: Browser, address: string, { watched }: { readonly watched: boolean }): Promise<Opened> {
  const context = await browser.newContext();
  const observer = new ObservedJoin();
  const lines: Line[] = [];
  const seen = (line: Line): void => {
    lines.push(line);
    observer.see(line);
  };
  await stubChannel(context, seen, watched ? [platformPageScript(longestProfile()), `//# sourceURL=${script}`] : []);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(address);
  return { page, session, observer, lines, watched, close: () => context.close() };
}

/** From an empty document into the meeting. */
async function join({ page, observer, watched }: Opened): Promise<void> {
  await page.evaluate(makePage, nodes);
  if (watched) await reached(observer, 'prejoin');
  await page.waitForTimeout(settleMs);
  await page.evaluate(`document.body.className = 'in'; document.querySelector('#form').remove()`);
  if (watched) await reached(observer, 'in_meeting');
  await page.waitForTimeout(settleMs);
}

/** Leaves the meeting and enters it again, amid all that changes, and asks each time when. */
async function latenessesOf({ page, observer, lines }: Opened): Promise<readonly number[]> {
  const late: number[] = [];
  for (let turn = 0; turn < turns; turn += 1)
    for (const [name, state] of [
      ['', 'unknown'],
      ['in', 'in_meeting'],
    ] as const) {
      const before = lines.length;
      await page.evaluate(
        `document.body.className = '${name}'; __rollcall.report({ type: 'evidence', kind: 'note', text: 'truth' })`,
      );
      await reached(observer, state);
      const fresh = lines.slice(before);
      const truth = fresh.find((line) => line.type === 'evidence');
      const told = fresh.find((line) => line.type === 'state' && line.of === 'join' && line.value === state);
      if (truth !== undefined && told !== undefined) late.push(told.t - truth.t);
    }
  return late;
}

/** All the rules of the shipped profile that has most of them, on states of this page. */
function longestProfile(): PlatformProfile {
  const rulesOf = ({ states }: PlatformProfile): number => Object.values(states).flat().length;
  const longest = [...platformProfiles].sort((a, b) => rulesOf(b) - rulesOf(a))[0];
  const own: Readonly<Record<'prejoin' | 'in_meeting', StateRule>> = {
    prejoin: { all: [{ css: '#form' }, { role: 'button', name: 'Join' }] },
    in_meeting: { all: [{ css: 'body.in .toolbar button' }, { role: 'button', name: { exact: 'Leave' } }] },
  };
  if (longest === undefined) throw new Error('no profile is shipped');
  return { ...longest, states: { ...longest.states, ...own } };
}

function costOf({ session }: Opened, work: () => Promise<unknown>): Promise<number> {
  return mainThreadMs(session, script, 'tellHost', work);
}

/** Layouts and style passes of the page. */
async function passesIn({ session }: Opened, work: () => Promise<unknown>): Promise<number> {
  await session.send('Performance.enable');
  const count = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const passes = metrics.filter(({ name }) => name === 'LayoutCount' || name === 'RecalcStyleCount');
    return passes.reduce((sum, { value }) => sum + value, 0);
  };
  const before = await count();
  await work();
  return (await count()) - before;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function reached(observer: ObservedJoin, state: string): Promise<void> {
  await observer.until((now) => now === state, AbortSignal.timeout(30_000));
}

/** Runs in the page. */
function makePage(count: number): void {
  const rows = Array.from({ length: count / 5 }, (_, row) => {
    return `<div class="row r${row % 7}"><span class="name">Guest ${row}</span><b>said</b><i>hello ${row}</i><a href="#">more</a></div>`;
  });
  document.body.innerHTML = `<form id="form"><input placeholder="Your name"><button>Join</button></form>
    <main>${rows.join('')}</main><footer class="toolbar"><button>Leave</button></footer>`;
}

/** Runs in the page. */
function changeForEver(perSecond: number): void {
  const rows = [...document.querySelectorAll('.row')];
  let turn = 0;
  setInterval(() => {
    const row = rows[turn % rows.length];
    turn += 1;
    row?.classList.toggle('speaking');
    row?.append(Object.assign(document.createElement('i'), { textContent: `level ${turn}` }));
    if (row !== undefined && row.children.length > 6) row.lastElementChild?.remove();
  }, 1_000 / perSecond);
}

/** Runs in the page. */
function changeNearButtons(perSecond: number): void {
  const clock = document.createElement('time');
  document.querySelector('.toolbar')?.append(clock);
  let turn = 0;
  setInterval(() => {
    turn += 1;
    clock.textContent = `00:${turn}`;
  }, 1_000 / perSecond);
}
