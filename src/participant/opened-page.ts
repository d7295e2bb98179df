/**
 * A participant's page, ready to open the link: context of its own, probe, media and platform code in every frame.
 * All of this is done before the join clock starts.
 */
import type { BrowserContext, Page } from 'playwright';
import type { BrowserPool } from '../browser/browser-pool.js';
import { contextOptionsFor } from '../browser/context-options.js';
import { startFencedWay, type FencedWay } from '../browser/network/fenced-way.js';
import type { HostFence } from '../browser/network/host-fence.js';
import { ParticipantNetwork } from '../browser/network/participant-network.js';
import { DeviceControl } from '../media/device-control.js';
import { mediaPageScript } from '../media/media-page-script.js';
import { keptFromNote } from '../model/network.js';
import { hostMs } from '../model/time.js';
import { hearPage } from '../platform/hear-page.js';
import { platformPageScript } from '../platform/platform-page-script.js';
import type { PlatformProfile } from '../platform/profile.js';
import { attachProbe, type Probe } from '../probe/attach-probe.js';
import { probePageScript } from '../probe/probe-page-script.js';
import type { Clock } from '../shared/clock.js';
import { seededRandom } from '../shared/random.js';
import { inert } from '../shared/redact.js';
import type { Teardown } from '../shared/teardown.js';
import type { IterationPlan } from './iteration-plan.js';
import type { ParticipantBus } from './participant-bus.js';

export interface OpenedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly probe: Probe;
  /** `undefined`: this machine's own. */
  readonly network: ParticipantNetwork | undefined;
  readonly devices: DeviceControl;
}

export interface OpenPageParts {
  readonly plan: IterationPlan;
  readonly profile: PlatformProfile;
  readonly pool: BrowserPool;
  readonly browserVersion: string;
  readonly bus: ParticipantBus;
  readonly clock: Clock;
  readonly teardown: Teardown;
}

const deathNoticeMs = 500;

/** @throws HarnessError when the browser has no room, died or does not answer. */
export async function openPage({
  plan,
  profile,
  pool,
  browserVersion,
  bus,
  clock,
  teardown,
}: OpenPageParts): Promise<OpenedPage> {
  const { device, media, timezone, storageState } = plan;
  const network = await layNetwork(plan, bus, clock);
  const way = network ?? (await fencedWay(plan, bus, clock));
  if (way !== undefined) teardown.add('network', () => way.close());
  const seat = await pool.newContext(
    { audioSenders: media.microphone === false ? 0 : 1 },
    {
      ...contextOptionsFor({
        device,
        locale: profile.context?.locale ?? plan.locale,
        ...(timezone === undefined ? {} : { timezone }),
        browserVersion,
      }),
      ...(storageState === undefined ? {} : { storageState }),
      ...way?.contextOptions,
    },
  );
  teardown.add('browser context', () => seat.release());
  const pageEnds = (value: 'crashed' | 'closed' | 'browser_crashed', at = clock.now()): void => {
    bus.emit({ t: hostMs(at), p: bus.participant, type: 'state', of: 'page', value });
  };
  seat.onCrash(() => {
    pageEnds('browser_crashed');
  });
  const { context } = seat;
  const extra = profile.context?.permissions ?? [];
  if (extra.length > 0) await context.grantPermissions(['camera', 'microphone', ...extra]);
  const probe = await attachProbe(context, { participant: plan.participant, sink: bus, clock });
  teardown.add('probe', () => probe.dispose());
  // One script, since Playwright promises no order among several: the others need the probe's channel.
  const scripts = [
    probePageScript(profile.signalling === undefined ? {} : { signalling: { url: profile.signalling.url.source } }),
    await mediaPageScript(media, { participant: plan.displayName, seed: plan.seed }),
    platformPageScript(profile),
  ];
  await context.addInitScript({ content: scripts.join('\n') });
  network?.attach(context);
  const devices = new DeviceControl(context, clock);
  const page = await context.newPage();
  hearPage(page, profile);
  await Promise.all([probe.ready(page), network?.ready(page)]);
  page.on('crash', () => {
    pageEnds('crashed');
  });
  let isOurs = false;
  teardown.add('page watch', () => {
    isOurs = true;
  });
  page.on('close', () => {
    const at = clock.now();
    // A browser that dies closes its pages first, and says so later.
    void clock.sleep(deathNoticeMs).then(() => {
      if (!isOurs && context.browser()?.isConnected() === true) pageEnds('closed', at);
    });
  });
  return { context, page, probe, devices, network };
}

async function layNetwork(
  plan: IterationPlan,
  bus: ParticipantBus,
  clock: Clock,
): Promise<ParticipantNetwork | undefined> {
  const { networks, seed, participant } = plan;
  const [first] = networks;
  if (first === undefined) return undefined;
  return ParticipantNetwork.start({
    first: first.network,
    clock,
    random: seededRandom(seed, 'network'),
    fence: fenceOf(plan, bus, clock),
    onUnshaped: (text) => {
      bus.emit({ t: hostMs(clock.now()), p: participant, type: 'evidence', kind: 'note', text });
    },
  });
}

async function fencedWay(plan: IterationPlan, bus: ParticipantBus, clock: Clock): Promise<FencedWay | undefined> {
  const fence = fenceOf(plan, bus, clock);
  return fence === undefined ? undefined : startFencedWay(fence, clock);
}

function fenceOf({ onlyHosts, participant }: IterationPlan, bus: ParticipantBus, clock: Clock): HostFence | undefined {
  if (onlyHosts === undefined) return undefined;
  return {
    hosts: onlyHosts,
    onRefused: (host) => {
      const text = `${keptFromNote}${inert(host, 100)}, which a page or its browser asked for: addresses lead elsewhere, and it is neither this machine, nor in ownHosts, nor where one of them leads.`;
      bus.emit({ t: hostMs(clock.now()), p: participant, type: 'evidence', kind: 'note', text });
    },
  };
}
