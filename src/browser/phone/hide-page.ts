/**
 * Another app in front: the page is hidden as the browser itself hides a page, so that all of Chromium behaves so: visibility, its
 * event, blur, no animation frames, timers at 1 Hz. Frozen on top, nothing in the page runs at all.
 *
 * Playwright keeps every page focused and visible by focus emulation on its own DevTools session, and only that session can take
 * it back. There is no public way to it, so this reaches inside; where Playwright looks different the action is refused.
 * The window is then minimised. (`Page.setWebLifecycleState` knows `frozen` and `active` alone, and freezes no visible page.)
 */
import type { CDPSession, JSHandle, Page } from 'playwright';
import { HarnessError } from '../../shared/errors.js';

export interface HiddenPage {
  /** In front again. Rejects when the page is not visible afterwards. */
  show(): Promise<void>;
}

/** @throws HarnessError `participant` when the page is not hidden, or not frozen, afterwards; it is in front again then. */
export async function hidePage(page: Page, options: { readonly frozen: boolean }): Promise<HiddenPage> {
  const own = ownSession(page);
  let session: CDPSession | undefined;
  const show = async (): Promise<void> => {
    if (options.frozen) await session?.send('Page.setWebLifecycleState', { state: 'active' });
    if (session !== undefined) await setWindow(session, 'normal');
    await own.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await session?.detach();
    if (page.isClosed()) return;
    await mustBe(page, 'visible');
  };
  try {
    session = await page.context().newCDPSession(page);
    await own.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await setWindow(session, 'minimized');
    await mustBe(page, 'hidden');
    if (options.frozen) await freeze(page, session);
    return { show };
  } catch (thrown) {
    await show().catch(() => undefined);
    throw thrown;
  }
}

async function setWindow(session: CDPSession, windowState: 'minimized' | 'normal'): Promise<void> {
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
}

async function mustBe(page: Page, wanted: 'hidden' | 'visible'): Promise<void> {
  await page
    .waitForFunction(`document.visibilityState === '${wanted}'`, undefined, { polling: 50, timeout: 5_000 })
    .catch((cause: unknown) => {
      throw new HarnessError('participant', `the browser did not make the page ${wanted}`, { cause });
    });
}

/** The page's own `freeze` event is the proof: real Chrome does not freeze every page, and says nothing when it does not. */
async function freeze(page: Page, session: CDPSession): Promise<void> {
  const seen = (await page.evaluateHandle(`(() => {
    const seen = { frozen: false };
    document.addEventListener('freeze', () => { seen.frozen = true; }, { once: true });
    return seen;
  })()`)) as JSHandle<{ frozen: boolean }>;
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const isFrozen = await seen.evaluate(({ frozen }) => frozen);
  if (!isFrozen) throw new HarnessError('participant', 'the browser did not freeze the page');
}

interface OwnSession {
  send(method: 'Emulation.setFocusEmulationEnabled', params: { readonly enabled: boolean }): Promise<unknown>;
}

/** Playwright's own session with the page. Seen in 1.65. */
function ownSession(page: Page): OwnSession {
  const { _connection: connection } = page as unknown as { _connection?: { toImpl?: (of: unknown) => unknown } };
  const inside = connection?.toImpl?.(page) as
    { delegate?: { _mainFrameSession?: { _client?: Partial<OwnSession> } } } | undefined;
  const client = inside?.delegate?._mainFrameSession?._client;
  if (typeof client?.send !== 'function') {
    throw new HarnessError('participant', 'this version of Playwright does not let a page be hidden');
  }
  return client as OwnSession;
}
