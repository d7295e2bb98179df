/**
 * What waits to leave the page. In: entries. Out: messages to the host through the binding that its DevTools session
 * adds, as JSON text `{ d: document, s: performance.now() when sent, x: entries lost so far, e: […] }`.
 *
 * The binding is there before any script of a page that was opened by us. In a popup or in a frame of another process it
 * appears some milliseconds later: entries wait for it, as many as `maxWaiting` characters hold, the rest is counted.
 */
import type { PageEntry } from '../../model/page-channel.js';
import { after, microtask, now, quiet, stringify } from './natives.js';

const maxWaiting = 2_000_000;
const lookAgainMs = 50;
/** 10 s at that pace; then the 1 Hz tick looks. */
const quickLooks = 200;

export interface Outbox {
  /** Leaves with the next message. */
  put(entry: PageEntry): void;
  /** Leaves at once: with all else that this task reports. */
  urgent(entry: PageEntry): void;
  send(): void;
  /** An entry that was refused before it came here. */
  lost(): void;
}

export function createOutbox(document: string, binding: string): Outbox {
  let waiting: string[] = [];
  let size = 0;
  let lost = 0;
  let scheduled = false;
  let looks = 0;
  let sender: ((message: string) => void) | undefined;

  const findSender = (): typeof sender => {
    const found: unknown = Reflect.get(globalThis, binding);
    if (typeof found !== 'function') return undefined;
    // Taken away, so that the page's own code neither stumbles over it nor speaks to the host.
    Reflect.deleteProperty(globalThis, binding);
    return found as (message: string) => void;
  };

  const put = (entry: PageEntry): void => {
    const text = stringify(entry);
    if (text === undefined || size + text.length > maxWaiting) {
      lost += 1;
      return;
    }
    waiting[waiting.length] = text;
    size += text.length;
  };

  const send = quiet(() => {
    scheduled = false;
    if (waiting.length === 0) return;
    sender ??= findSender();
    if (sender === undefined) {
      looks += 1;
      if (looks <= quickLooks)
        schedule((work) => {
          after(work, lookAgainMs);
        });
      return;
    }
    let entries = '';
    // Joined by hand: pages have been seen to give Array.prototype a toJSON.
    for (let i = 0; i < waiting.length; i += 1) entries += (i === 0 ? '' : ',') + (waiting[i] ?? '');
    waiting = [];
    size = 0;
    sender(`{"d":"${document}","s":${now()},"x":${lost},"e":[${entries}]}`);
  });

  const schedule = (how: (work: () => void) => void): void => {
    if (scheduled) return;
    scheduled = true;
    how(send);
  };

  return {
    put,
    urgent: (entry) => {
      put(entry);
      schedule(microtask);
    },
    send,
    lost: () => {
      lost += 1;
    },
  };
}
