/**
 * The page's side of source-message.ts: a worker while tracks live, nothing when none does. Where the page's policy forbids
 * the worker (CSP `worker-src`, Trusted Types), the page's own thread does its work.
 */
import type { PageConfig } from './config.js';
import { makeSources } from './source/make-sources.js';
import type { HoldRequest, SourceReply, SourceRequest } from './source-message.js';

/** A worker that says nothing for so long was paused or starved; the page's own thread runs. */
const workerStartMs = 3000;

interface Port {
  send(request: SourceRequest): void;
  stop(): void;
}

export class SourceHost {
  readonly #config: Pick<PageConfig, 'source' | 'workerScript'>;
  readonly #onReply: (reply: SourceReply) => void;
  readonly #live = new Set<number>();
  #port: Promise<Port> | undefined;
  #workerFailed = false;
  #held: HoldRequest = { type: 'hold', camera: false, microphone: false };

  constructor(config: Pick<PageConfig, 'source' | 'workerScript'>, onReply: (reply: SourceReply) => void) {
    this.#config = config;
    this.#onReply = onReply;
  }

  /** Requests are handled in the order in which they were sent. */
  send(request: Exclude<SourceRequest, HoldRequest>): void {
    if (request.type !== 'reformat') this.#live.add(request.id);
    this.#port ??= this.#open().then((port) => {
      port.send(this.#held);
      return port;
    });
    void this.#port.then((port) => {
      port.send(request);
    });
  }

  /** Holds for tracks to come, too. */
  hold(devices: Omit<HoldRequest, 'type'>): void {
    this.#held = { type: 'hold', ...devices };
    void this.#port?.then((port) => {
      port.send(this.#held);
    });
  }

  readonly #receive = (reply: SourceReply): void => {
    if (reply.type === 'ended' || reply.type === 'failed') {
      this.#live.delete(reply.id);
      if (this.#live.size === 0) {
        void this.#port?.then((port) => {
          port.stop();
        });
        this.#port = undefined;
      }
    }
    this.#onReply(reply);
  };

  async #open(): Promise<Port> {
    const worker = this.#workerFailed ? undefined : await startWorker(this.#config.workerScript);
    if (worker === undefined) {
      this.#workerFailed = true;
      return { send: makeSources(this.#config.source, this.#receive), stop: () => undefined };
    }
    worker.addEventListener('message', ({ data }: MessageEvent<SourceReply>) => {
      this.#receive(data);
    });
    worker.postMessage({ type: 'configure', source: this.#config.source });
    return {
      send: (request) => {
        worker.postMessage(request, 'sink' in request ? [request.sink] : []);
      },
      stop: () => {
        worker.terminate();
      },
    };
  }
}

/** @returns `undefined` when the page may have no worker. */
function startWorker(script: string): Promise<Worker | undefined> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return new Promise<Worker | undefined>((resolve) => {
    try {
      const worker = new Worker(url);
      const settle = (result: Worker | undefined): void => {
        clearTimeout(timer);
        if (result === undefined) worker.terminate();
        resolve(result);
      };
      const timer = setTimeout(settle, workerStartMs, undefined);
      worker.addEventListener(
        'message',
        () => {
          settle(worker);
        },
        { once: true },
      );
      worker.addEventListener(
        'error',
        () => {
          settle(undefined);
        },
        { once: true },
      );
    } catch {
      resolve(undefined);
    }
  }).finally(() => {
    URL.revokeObjectURL(url);
  });
}
