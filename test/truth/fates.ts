/**
 * What is made to happen to participants of the row `drops`: planned leaves, some of them after a break that passed, and drops
 * of every cause. Each is made by a knob of the meeting, a crash, or what somebody else does in the page; never by the probe.
 */
import type { Browser } from 'playwright';
import type { DropCause } from '../../src/model/outcome.js';
import type { Participant } from '../../src/model/participant.js';
import type { Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { TruthLine } from '../../src/rehearsal/truth-log.js';

export interface Fate {
  readonly name: string;
  /** How many of the full row's trials. */
  readonly trials: number;
  /** What it is in truth; absent: a planned leave. */
  readonly cause?: DropCause;
  /** From usable on. Rejects when the participant is dropped. */
  readonly act: (participant: Participant, meeting: Rehearsal) => Promise<void>;
  /** The line of the meeting's own log which shows that it happened; absent where only the row can know. */
  readonly proof?: (line: TruthLine) => boolean;
}

/** Longer than the patience of 30 s with a break, and the time to see that it is over. */
const longerThanPatience = '45s';
const sooner = '12s';
/** It happens when the last of them has joined. */
const untilAllAreIn = '90s';

const left = (line: TruthLine): boolean => line.type === 'left' && line.cause === 'asked';
const removed = (line: TruthLine): boolean => line.type === 'removed';
const cut = (line: TruthLine): boolean => line.type === 'control' && line.action === 'cut';

/** One after the other, each participant for itself. */
export const ownFates: readonly Fate[] = [
  { name: 'leaves', trials: 24, act: (participant) => holdAndLeave(participant, '1s'), proof: left },
  {
    name: 'leaves after a short cut of its media',
    trials: 12,
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: true, signalling: false, ms: 3_000 });
      await holdAndLeave(participant, '14s');
    },
    proof: left,
  },
  {
    name: 'leaves after a short cut of its signalling',
    trials: 12,
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: false, signalling: true, ms: 3_000 });
      await holdAndLeave(participant, '10s');
    },
    proof: left,
  },
  {
    name: 'removed',
    trials: 40,
    cause: 'removed',
    act: async (participant, meeting) => {
      await meeting.control('remove', { participant: participant.name });
      await participant.hold(sooner);
    },
    proof: removed,
  },
  {
    name: 'media cut for good',
    trials: 20,
    cause: 'transport_failed',
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: true, signalling: false });
      await participant.hold('60s');
    },
    proof: cut,
  },
  {
    name: 'media cut, and still so at the planned leave',
    trials: 16,
    cause: 'transport_failed',
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: true, signalling: false });
      await holdAndLeave(participant, '15s');
    },
    proof: cut,
  },
  {
    name: 'signalling cut for good',
    trials: 18,
    cause: 'signalling_lost',
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: false, signalling: true });
      await participant.hold(longerThanPatience);
    },
    proof: cut,
  },
  {
    name: 'signalling cut, and still so at the planned leave',
    trials: 10,
    cause: 'signalling_lost',
    act: async (participant, meeting) => {
      await meeting.control('cut', { participant: participant.name, media: false, signalling: true });
      await holdAndLeave(participant, '6s');
    },
    proof: cut,
  },
  {
    name: 'page crashes',
    trials: 30,
    cause: 'page_crashed',
    act: async (participant) => {
      void participant.page.goto('chrome://crash').catch(() => undefined);
      await participant.hold(sooner);
    },
  },
  {
    name: 'somebody else presses Leave',
    trials: 10,
    cause: 'unknown',
    act: async (participant) => {
      await participant.page.click('#leave');
      await participant.hold(sooner);
    },
    proof: left,
  },
  {
    name: 'the page shows what no rule knows',
    trials: 6,
    cause: 'unknown',
    act: async (participant) => {
      await participant.page.evaluate('document.documentElement.dataset.screen = "elsewhere"');
      await participant.hold(longerThanPatience);
    },
  },
  {
    name: 'the page closes itself',
    trials: 6,
    cause: 'unknown',
    act: async (participant) => {
      await participant.page.close();
      await participant.hold(sooner);
    },
  },
];

/** What befalls everybody who is in at once. */
export const commonFates: readonly Fate[] = [
  {
    name: 'the meeting is ended',
    trials: 24,
    cause: 'ended',
    act: (participant) => participant.hold(untilAllAreIn),
    proof: (line) => line.type === 'ended',
  },
  {
    name: 'the browser is killed',
    trials: 24,
    cause: 'browser_crashed',
    act: (participant) => participant.hold(untilAllAreIn),
  },
];

async function holdAndLeave(participant: Participant, duration: string): Promise<void> {
  await participant.hold(duration);
  await participant.leave();
}

/** Ends the browser of a page as a crash does. */
export async function killBrowserOf({ page }: Participant): Promise<void> {
  const browser: Browser | null = page.context().browser();
  if (browser?.isConnected() !== true) return;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('A browser does not say which process it is.');
  process.kill(pid, 'SIGKILL');
}
