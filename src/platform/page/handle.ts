/** What the host calls in a frame, by name on its global object. */
import type { PageChannel } from '../../model/page-channel.js';
import type { PageMs } from '../../model/time.js';
import type { PagePlatform } from './config.js';

export function offerHandle(
  name: string,
  channel: PageChannel,
  watching: Pick<PagePlatform, 'heard' | 'explain'>,
): void {
  let disarm: AbortController | undefined;
  const handle: PagePlatform = {
    ...watching,
    armJoinPress: (type) => {
      disarm?.abort();
      const armed = (disarm = new AbortController());
      // Captured at the window, so that it is told before the page's own handlers can leave the document, and even if the
      // page has put another element in the button's place.
      window.addEventListener(
        type,
        ({ timeStamp }) => {
          armed.abort();
          channel.report({ at: timeStamp as PageMs, type: 'moment', name: 'join_pressed' });
        },
        { capture: true, signal: armed.signal },
      );
    },
  };
  // A frame may keep its window from its first, empty document.
  Object.defineProperty(globalThis, name, { value: handle, configurable: true });
}
