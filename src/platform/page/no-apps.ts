/**
 * Keeps the page from starting an app: a browser asks its user first, and nobody is there to answer, while the question takes every
 * click that was meant for the page. That the page tried is noted, once for each scheme and document.
 *
 * Not seen: a frame whose first address is the app's, `window.open`, a link's own new window.
 */
import type { PageChannel } from '../../model/page-channel.js';
import type { PageMs } from '../../model/time.js';

interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
}

/** @param schemes without the colon */
export function keepFromApps(schemes: readonly string[], channel: PageChannel): void {
  if (schemes.length === 0 || !('navigation' in window)) return;
  const noted = new Set<string>();
  (window.navigation as EventTarget).addEventListener('navigate', (event) => {
    const scheme = schemes.find((one) => (event as NavigateEvent).destination.url.toLowerCase().startsWith(`${one}:`));
    if (scheme === undefined || !event.cancelable) return;
    event.preventDefault();
    if (noted.has(scheme)) return;
    noted.add(scheme);
    // Not the address: it may hold the passcode.
    channel.report({
      at: performance.now() as PageMs,
      type: 'evidence',
      kind: 'note',
      text: `The page tried to start the app ${scheme}: and was kept from it.`,
    });
  });
}
