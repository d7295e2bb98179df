/**
 * The line to the documents of one process of a page: a DevTools session with a binding.
 *
 * Playwright's own `exposeBinding` costs five times as much (README.md): it answers every call by an evaluation. A session of our own
 * sees the page and its frames in the same process; a frame in another process needs its own.
 */
import type { BrowserContext, CDPSession, Frame, Page } from 'playwright';
import { pageChannelKey } from '../model/page-channel.js';
import { probeBinding } from './probe-page-script.js';

/** An answer worth having from a document that may be busy, gone or hostile. */
export interface PageSession {
  /** The document's `performance.now()`. Rejects when the document is gone; never settles while it hangs. */
  now(contextId: number): Promise<number>;
  /** Sends what the document has pending. */
  flush(contextId: number): Promise<void>;
  detach(): Promise<void>;
}

export interface SessionEvents {
  message(text: string, contextId: number, session: PageSession): void;
  /** The document of that context is gone; without an id, all of the session's are. */
  left(contextId: number | undefined, session: PageSession): void;
  closed(session: PageSession): void;
}

/** @returns `undefined` for a frame that shares its parent's process, and for what is closed already. */
export async function openPageSession(
  context: BrowserContext,
  target: Page | Frame,
  events: SessionEvents,
): Promise<PageSession | undefined> {
  let cdp: CDPSession;
  try {
    cdp = await context.newCDPSession(target);
  } catch {
    return undefined;
  }
  const evaluate = async (contextId: number, expression: string, awaitPromise: boolean): Promise<unknown> => {
    const answer = await cdp.send('Runtime.evaluate', { expression, contextId, awaitPromise, returnByValue: true });
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
  };
  const session: PageSession = {
    now: async (contextId) => {
      const value = await evaluate(contextId, `globalThis.${pageChannelKey}.now()`, false);
      return typeof value === 'number' ? value : NaN;
    },
    flush: async (contextId) => {
      await evaluate(contextId, `globalThis.${pageChannelKey}.flush()`, true);
    },
    detach: async () => {
      await cdp.detach().catch(() => undefined);
    },
  };
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === probeBinding) events.message(payload, executionContextId, session);
  });
  // A document that is left for another process cannot say so itself: its session is with its successor already.
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    events.left(executionContextId, session);
  });
  cdp.on('Runtime.executionContextsCleared', () => {
    events.left(undefined, session);
  });
  cdp.on('close', () => {
    events.closed(session);
  });
  try {
    // Without Runtime.enable the binding would be missing from every document to come.
    await Promise.all([cdp.send('Runtime.enable'), cdp.send('Runtime.addBinding', { name: probeBinding })]);
  } catch {
    return undefined;
  }
  return session;
}
