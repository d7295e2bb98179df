/**
 * What watching for states costs a page, by Chromium's own profiler: every sample whose stack has our script in it, layout that
 * we force included. The page has 5,000 nodes and changes ten times a second, as a meeting's page does.
 */
import type { CDPSession } from 'playwright';
import { ObservedJoin } from '../../src/platform/observe-join.js';
import { platformPageScript } from '../../src/platform/platform-page-script.js';
import { platformProfiles } from '../../src/platform/profiles/index.js';
import type { PlatformProfile, StateRule } from '../../src/platform/profile.js';
import { launchTestBrowser } from '../helpers/browser.js';
import { stubChannel } from '../helpers/channel-stub.js';
import { servePages } from '../helpers/page-server.js';
import { figure, type Figure } from './figure.js';

const nodes = 5_000;
const changesPerSecond = 10;
const heldSeconds = 20;
const samplingUs = 100;

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly scriptId: string; readonly functionName: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export async function stateDetection(): Promise<readonly Figure[]> {
  const browser = await launchTestBrowser();
  const pages = await servePages();
  try {
    const context = await browser.newContext();
    const observer = new ObservedJoin();
    await stubChannel(
      context,
      (line) => {
        observer.see(line);
      },
      [platformPageScript(longestProfile())],
    );
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: samplingUs });
    const joined = await profiled(session, async () => {
      await page.goto(`${pages.origin}/empty`);
      await page.evaluate(makePage, nodes);
      await reached(observer, 'prejoin');
      await page.evaluate(`document.body.className = 'in'; document.querySelector('#form').remove()`);
      await reached(observer, 'in_meeting');
    });
    await page.evaluate(changeForEver, changesPerSecond);
    const held = await profiled(session, () => page.waitForTimeout(heldSeconds * 1_000));
    // What the page writes to itself must not be taken for the meeting's end.
    if (observer.state !== 'in_meeting') throw new Error(`the page is in ${observer.state}`);
    return [
      figure(`main thread, one join, ${nodes} nodes`, joined, 'ms', 5),
      figure('main thread while in the meeting, share of a core', (held / heldSeconds / 1_000) * 100, '%', 0.1),
    ];
  } finally {
    await browser.close();
    await pages.stop();
  }
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

async function profiled(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  await session.send('Profiler.start');
  await work();
  const { profile } = (await session.send('Profiler.stop')) as { readonly profile: Profile };
  return ownMs(profile);
}

/** Milliseconds in which a function of the watching script was on the stack. */
function ownMs({ nodes: frames, samples, timeDeltas }: Profile): number {
  const byId = new Map(frames.map((frame) => [frame.id, frame]));
  const parents = new Map(frames.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const own = frames.find(({ callFrame }) => callFrame.functionName === 'look')?.callFrame.scriptId;
  const isOwn = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
      if (byId.get(at)?.callFrame.scriptId === own) return true;
    return false;
  };
  let us = 0;
  for (const [index, sample] of samples.entries()) if (isOwn(sample)) us += timeDeltas[index] ?? 0;
  if (own === undefined) throw new Error('the watching script is not in the profile');
  return us / 1_000;
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
