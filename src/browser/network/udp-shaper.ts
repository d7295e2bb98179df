/**
 * What WebRTC sends over UDP, shaped by the browser itself: every page of a context, every popup of it, and every frame that
 * runs in a process of its own is told the same conditions before its first script runs.
 *
 * Chromium shapes a peer connection by the conditions that its frame had when it was made, and from then on by all later
 * ones. Conditions that would shape nothing end that for good, so they are never given (`unfelt`).
 */
import type { BrowserContext, Page } from 'playwright';
import type { NetworkSpec } from '../../model/network.js';
import { unshapedNote } from '../../model/network.js';
import { messageOf } from '../../shared/errors.js';
import { pageTarget, takeFrames, type TargetSession } from './target-session.js';

export interface UdpShaper {
  /** Resolves when the page is shaped. To be awaited before the link is opened. */
  ready(page: Page): Promise<void>;
  /** Resolves when every target has it. Rejects with what could not be shaped. */
  set(spec: NetworkSpec): Promise<void>;
  close(): Promise<void>;
}

export interface UdpShaperOptions {
  readonly first: NetworkSpec;
  /** A page or frame was there that could not be shaped: one sentence. */
  readonly onUnshaped: (sentence: string) => void;
}

/** 10 Gbit/s, in bytes a second: no limit that is felt, and one all the same, so that the browser goes on shaping. */
const unfelt = 1.25e9;

/** To be called before the first page is opened. */
export function shapeUdp(context: BrowserContext, { first, onUnshaped }: UdpShaperOptions): UdpShaper {
  let spec = first;
  const targets = new Set<TargetSession>();
  const pages = new Map<Page, Promise<void>>();
  let closed = false;

  const arm = async (target: TargetSession): Promise<void> => {
    targets.add(target);
    await applyTo(target, spec);
    if (spec.offline === true) await tellOnline(target, spec);
  };

  const onPage = (page: Page): void => {
    if (closed || pages.has(page)) return;
    const armed = attach(page).catch((thrown: unknown) => {
      if (!closed && !page.isClosed()) onUnshaped(`${unshapedNote}WebRTC of a page (${messageOf(thrown)}).`);
    });
    pages.set(page, armed);
    page.once('close', () => pages.delete(page));
  };

  const attach = async (page: Page): Promise<void> => {
    const cdp = await context.newCDPSession(page);
    const target = pageTarget(cdp);
    cdp.on('close', () => targets.delete(target));
    await arm(target);
    await takeFrames(
      target,
      (frame) =>
        arm(frame).catch((thrown: unknown) => {
          if (!closed) onUnshaped(`${unshapedNote}WebRTC of a frame (${messageOf(thrown)}).`);
        }),
      (frame) => targets.delete(frame),
    );
  };

  context.on('page', onPage);
  context.pages().forEach(onPage);

  return {
    ready: async (page) => {
      await pages.get(page);
    },
    set: async (next) => {
      const wasOffline = spec.offline === true;
      spec = next;
      const tell = async (target: TargetSession): Promise<void> => {
        await applyTo(target, next);
        if (wasOffline !== (next.offline === true)) await tellOnline(target, next);
      };
      const told = await Promise.allSettled([...targets].map(async (target) => tell(target).catch(unlessGone(target))));
      const failed = told.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    close: () => {
      closed = true;
      context.off('page', onPage);
      // The sessions end with the context; letting go of them before would unshape what is still on its way.
      targets.clear();
      return Promise.resolve();
    },
  };

  /** A target that went away while it was told needs nothing any more. */
  function unlessGone(target: TargetSession): (thrown: unknown) => void {
    return (thrown) => {
      if (targets.has(target) && !/closed|gone|No session/i.test(messageOf(thrown))) throw thrown;
    };
  }
}

/** HTTP and WebSockets take the proxy: a rule before the one for everything keeps the browser from delaying them again. */
async function applyTo(target: TargetSession, spec: NetworkSpec): Promise<void> {
  await target.send('Network.emulateNetworkConditionsByRule', {
    matchedNetworkConditions: [
      { urlPattern: '*://*:*/*', latency: 0, downloadThroughput: -1, uploadThroughput: -1 },
      { urlPattern: '', ...conditionsOf(spec) },
    ],
  });
}

/** kbit/s → bytes a second. */
const bytesOf = (kbps: number | undefined): number => (kbps === undefined ? unfelt : (kbps * 1_000) / 8);

export function conditionsOf(spec: NetworkSpec): object {
  return {
    latency: spec.rtt_ms / 2,
    downloadThroughput: bytesOf(spec.down_kbps),
    uploadThroughput: bytesOf(spec.up_kbps),
    packetLoss: (spec.loss ?? 0) * 100,
    ...(spec.queue_packets === undefined ? {} : { packetQueueLength: spec.queue_packets }),
    ...(spec.offline === true ? { offline: true } : {}),
  };
}

/** What `navigator.connection` says where a rate is unlimited: as much as it ever does (10 Mbit/s). */
const mostDownlink = 10_000;

/** The page's `offline` and `online` events, and `navigator.onLine`. */
async function tellOnline(target: TargetSession, spec: NetworkSpec): Promise<void> {
  await target.send('Network.overrideNetworkState', {
    offline: spec.offline === true,
    latency: spec.rtt_ms,
    downloadThroughput: bytesOf(Math.min(mostDownlink, spec.down_kbps ?? mostDownlink)),
    uploadThroughput: bytesOf(Math.min(mostDownlink, spec.up_kbps ?? mostDownlink)),
  });
}
