/** One participant with its platform page code and nothing else: what the platform's integration tests act with. */
import type { Browser, Page } from 'playwright';
import type { Line } from '../../src/model/line.js';
import type { JoinRequest } from '../../src/platform/join-meeting.js';
import { hearPage } from '../../src/platform/hear-page.js';
import { ObservedJoin } from '../../src/platform/observe-join.js';
import { platformPageScript } from '../../src/platform/platform-page-script.js';
import type { PlatformProfile } from '../../src/platform/profile.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { stubChannel } from './channel-stub.js';

export interface Guest extends JoinRequest {
  /** Everything reported so far. */
  readonly lines: readonly Line[];
  readonly observer: ObservedJoin;
}

export async function newGuest(
  browser: Browser,
  profile: PlatformProfile,
  options: Partial<Omit<JoinRequest, 'observer'>> & { readonly link: string },
): Promise<Guest> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const observer = new ObservedJoin();
  const lines: Line[] = [];
  const seen = (line: Line): void => {
    lines.push(line);
    observer.see(line);
  };
  await stubChannel(context, seen, [platformPageScript(profile)]);
  const page: Page = await context.newPage();
  hearPage(page, profile);
  const clock = monotonicClock();
  return {
    page,
    profile,
    observer,
    participant: 'test-1',
    sink: { emit: seen },
    clock,
    deadline: deadlineIn(clock, 30_000),
    signal: new AbortController().signal,
    deviceClass: 'desktop',
    media: { camera: 'talking-head', microphone: 'speech' },
    variables: { name: 'Ada' },
    open: (address) => page.goto(address, { waitUntil: 'commit' }),
    lines,
    ...options,
  };
}

export function momentsOf({ lines }: Guest): readonly string[] {
  return lines.flatMap((line) => (line.type === 'moment' ? [line.name] : []));
}

export function statesOf({ lines }: Guest): readonly string[] {
  return lines.flatMap((line) => (line.type === 'state' && line.of === 'join' ? [line.value] : []));
}
