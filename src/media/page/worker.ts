/** The worker's side of source-message.ts. */
import { makeSources } from './source/make-sources.js';
import type { ConfigureMessage, SourceReply, SourceRequest } from './source-message.js';

export function serveAsWorker(): void {
  const scope = globalThis as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>;
  const reply = (message: SourceReply): void => {
    scope.postMessage(message);
  };
  let handle: ((request: SourceRequest) => void) | undefined;
  scope.addEventListener('message', ({ data }: MessageEvent<ConfigureMessage | SourceRequest>) => {
    if (data.type === 'configure') handle = makeSources(data.source, reply);
    else handle?.(data);
  });
  reply({ type: 'ready' });
}
