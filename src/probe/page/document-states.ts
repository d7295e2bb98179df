/** This document's own life: new, gone, and of the top one visible, hidden, online, offline. */
import type { PageEntry } from '../../model/page-channel.js';
import { listen, now } from './natives.js';
import type { Outbox } from './outbox.js';
import type { Reporter } from './reporter.js';

export function watchDocument(id: string, outbox: Outbox, report: Reporter): void {
  const main = window === window.top;
  const about = location.protocol === 'about:';
  const hello = { at: now(), type: 'state', of: 'document', id, value: 'new', url: whereWeAre(), main } as PageEntry;
  // Every popup and many frames begin as an empty document, which nobody needs to know until something happens in it.
  if (about) outbox.put(hello);
  else outbox.urgent(hello);

  listen(window, 'pagehide', () => {
    report.state({ of: 'document', id, value: 'gone' });
    outbox.send();
  });
  if (!main) return;
  listen(document, 'visibilitychange', () => {
    report.state({ of: 'document', id, value: document.visibilityState === 'visible' ? 'visible' : 'hidden' });
  });
  listen(window, 'online', () => {
    report.state({ of: 'document', id, value: 'online' });
  });
  listen(window, 'offline', () => {
    report.state({ of: 'document', id, value: 'offline' });
  });
}

/** Origin and path; query and fragment may be tokens. */
function whereWeAre(): string {
  if (location.protocol === 'http:' || location.protocol === 'https:') return location.origin + location.pathname;
  return location.protocol === 'about:' ? location.protocol + location.pathname : location.protocol;
}
