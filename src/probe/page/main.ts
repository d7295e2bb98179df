/**
 * The probe's page side: runs first in every document of every frame. It measures and copies and never computes, and it never
 * throws into the page. README.md beside it says what it sees.
 */
import { pageChannelKey } from '../../model/page-channel.js';
import { createChannel } from './channel.js';
import { watchDocument } from './document-states.js';
import { method, now, quiet } from './natives.js';
import { createOutbox } from './outbox.js';
import { watchPeerConnections, type Observed } from './peer-connections.js';
import { watchPunctuality } from './punctuality.js';
import { createReporter } from './reporter.js';
import { createSampler, type GetStats } from './sampler.js';
import { watchSignalling } from './signalling.js';
import { startStats } from './stats.js';

export interface PageConfig {
  /** Name of the binding that the host's DevTools session adds to this page's global object. */
  readonly binding: string;
  /** Source of a regular expression that the URL of the signalling connection matches. */
  readonly signalling?: { readonly url: string };
}

export default function main(config: PageConfig): void {
  // An empty frame that is navigated within its origin keeps its global object: the probe is there already.
  if (Reflect.has(globalThis, pageChannelKey)) return;
  quiet(install)(config);
}

function install(config: PageConfig): void {
  const id = documentId();
  const outbox = createOutbox(id, config.binding);
  const report = createReporter(outbox);
  const open = new Set<Observed>();
  const getStats: GetStats =
    typeof RTCPeerConnection === 'function'
      ? method(RTCPeerConnection.prototype, 'getStats')
      : () => Promise.reject(new Error('no RTCPeerConnection'));
  const sampler = createSampler(open, getStats, report);
  const stats = startStats(id, open, getStats, sampler, outbox, watchPunctuality());

  const curious = new Set<() => void>();
  const tell = quiet(() => {
    for (const changed of curious) changed();
  });
  const channel = createChannel(id, {
    outbox,
    flush: () => stats.flush(),
    connections: {
      connections: () => [...open].map(({ pc }) => pc.connectionState),
      onConnection: (changed) => {
        curious.add(changed);
      },
    },
  });
  Object.defineProperty(globalThis, pageChannelKey, { value: channel });
  watchDocument(id, outbox, report);
  watchPeerConnections(id, report, {
    opened: (observed) => {
      open.add(observed);
      sampler.start();
      tell();
    },
    moved: (observed) => {
      observed.movedAt = now();
      sampler.hurry();
      stats.full();
      tell();
    },
    closed: (observed) => {
      open.delete(observed);
      stats.closed(observed);
      tell();
    },
  });
  if (config.signalling !== undefined) watchSignalling(id, config.signalling.url, report);
}

/** Short, since it is in every stats line; unique among the documents of one participant. */
function documentId(): string {
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return random.toString(36).padStart(7, '0').slice(-5);
}
