/**
 * A DevTools session of ours with a page, and through it with the frames of it that run in other processes, each caught
 * before its first script.
 *
 * Playwright has sessions of its own with all of them and keeps those of others to itself, so ours speak through their
 * parent (`Target.sendMessageToTarget`, which needs `flatten: false`). Each session that waits for a target keeps it paused:
 * Playwright's going on does not let a frame run that we have not let go.
 */
import type { CDPSession } from 'playwright';

export interface TargetSession {
  send(method: string, params?: object): Promise<unknown>;
  /** @param listener gets events of that name. */
  on(event: string, listener: (params: Readonly<Record<string, unknown>>) => void): void;
}

export function pageTarget(cdp: CDPSession): TargetSession {
  // Playwright's types know each method by its name; ours come as text from frames of frames.
  const loose = cdp as unknown as {
    send(method: string, params?: object): Promise<unknown>;
    on(event: string, listener: (params: Readonly<Record<string, unknown>>) => void): void;
  };
  return {
    send: (method, params) => loose.send(method, params),
    on: (event, listener) => {
      loose.on(event, listener);
    },
  };
}

/**
 * Hands every frame in another process over, frames of frames too, and lets it run when `take` has settled. Workers are left
 * alone: they have no RTCPeerConnection, and their TCP is the page's.
 */
export async function takeFrames(
  parent: TargetSession,
  take: (frame: TargetSession) => Promise<void>,
  gone: (frame: TargetSession) => void,
): Promise<void> {
  const children = new Map<string, ChildSession>();
  parent.on('Target.attachedToTarget', ({ sessionId }) => {
    if (typeof sessionId !== 'string') return;
    const child = new ChildSession(parent, sessionId);
    children.set(sessionId, child);
    void takeFrames(child, take, gone)
      .then(() => take(child))
      // Whatever went wrong, the page must not stand still; who took it tells.
      .catch(() => undefined)
      .then(() => child.send('Runtime.runIfWaitingForDebugger'))
      .catch(() => undefined);
  });
  parent.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    if (typeof sessionId === 'string' && typeof message === 'string') children.get(sessionId)?.receive(message);
  });
  parent.on('Target.detachedFromTarget', ({ sessionId }) => {
    const child = typeof sessionId === 'string' ? children.get(sessionId) : undefined;
    if (child === undefined) return;
    children.delete(child.id);
    child.end();
    gone(child);
  });
  await parent.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: false,
    filter: [{ type: 'iframe' }],
  });
}

interface Answer {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

class ChildSession implements TargetSession {
  readonly id: string;
  readonly #parent: TargetSession;
  readonly #waiting = new Map<number, Answer>();
  readonly #listeners = new Map<string, ((params: Readonly<Record<string, unknown>>) => void)[]>();
  #sent = 0;

  constructor(parent: TargetSession, id: string) {
    this.#parent = parent;
    this.id = id;
  }

  send(method: string, params: object = {}): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#parent
        .send('Target.sendMessageToTarget', { sessionId: this.id, message: JSON.stringify({ id, method, params }) })
        .catch((thrown: unknown) => {
          this.#waiting.delete(id);
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        });
    });
  }

  on(event: string, listener: (params: Readonly<Record<string, unknown>>) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  /** One message of DevTools: an answer, or an event. */
  receive(text: string): void {
    const message = JSON.parse(text) as {
      readonly id?: number;
      readonly result?: unknown;
      readonly error?: { readonly message: string };
      readonly method?: string;
      readonly params?: Readonly<Record<string, unknown>>;
    };
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method ?? '') ?? []) listener(message.params ?? {});
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) answer?.resolve(message.result);
    else answer?.reject(new Error(message.error.message));
  }

  end(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('the frame is gone'));
    this.#waiting.clear();
  }
}
