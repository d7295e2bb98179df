/**
 * The signalling connection that the profile names by a pattern of its URL.
 *
 * A WebSocket is seen through a Proxy of the class. A long poll is read from resource timing, which needs no wrapping of fetch
 * or XMLHttpRequest: the first answer of 2xx that the page has
 * read to its end is `open` (Chromium tells of no other). Nothing says when a long poll is closed.
 */
import { listen, now, quiet } from './natives.js';
import { replaceGlobal } from './replace-global.js';
import type { Reporter } from './reporter.js';

export function watchSignalling(document: string, source: string, report: Reporter): void {
  const pattern = new RegExp(source);
  let count = 0;
  const nextId = (): string => `${document}.s${(count += 1)}`;

  if (typeof WebSocket === 'function') {
    replaceGlobal(['WebSocket'], WebSocket, (socket) => {
      if (!pattern.test(socket.url)) return;
      const id = nextId();
      let opened = false;
      listen(socket, 'open', () => {
        opened = true;
        report.moment('signalling_open');
        report.state({ of: 'socket', id, value: 'open', detail: withoutQuery(socket.url) });
      });
      listen(socket, 'close', () => {
        if (opened) report.state({ of: 'socket', id, value: 'closed' });
      });
    });
  }
  watchPolls(pattern, (entry) => {
    // The answer's end: what the page can read of it, and the only time a cross-origin server need not allow.
    report.moment('signalling_open', undefined, Math.min(entry.responseEnd, now()));
    report.state({ of: 'socket', id: nextId(), value: 'open', detail: withoutQuery(entry.name) });
  });
}

function watchPolls(pattern: RegExp, opened: (entry: PerformanceResourceTiming) => void): void {
  if (typeof PerformanceObserver !== 'function') return;
  const observer = new PerformanceObserver((list) => {
    quiet(() => {
      for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
        const answered = entry.responseStatus >= 200 && entry.responseStatus < 300;
        const byCode = entry.initiatorType === 'fetch' || entry.initiatorType === 'xmlhttprequest';
        if (!answered || !byCode || !pattern.test(entry.name)) continue;
        observer.disconnect();
        opened(entry);
        return;
      }
    })();
  });
  observer.observe({ type: 'resource' });
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
