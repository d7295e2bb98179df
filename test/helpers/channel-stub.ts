/**
 * Stands in for the probe where the platform's page code is tested alone: a `PageChannel` in every frame, and its entries
 * as lines. Page times become the host's by the document's `timeOrigin`, which is good enough for order.
 */
import { randomUUID } from 'node:crypto';
import type { BrowserContext } from 'playwright';
import type { Line } from '../../src/model/line.js';

/** @returns lines of all documents of the context, in order of arrival; `scripts` follow the channel in one init script. */
export async function stubChannel(context: BrowserContext, onLine: (line: Line) => void, scripts: readonly string[]) {
  const binding = `__report_${randomUUID().replaceAll('-', '')}`;
  const startedAt = Date.now();
  await context.exposeBinding(binding, (_, text: string) => {
    const { origin, at, ...entry } = JSON.parse(text) as { origin: number; at: number };
    onLine({ t: origin + at - startedAt, p: 'test-1', ...entry } as unknown as Line);
  });
  const channel = `
    const send = globalThis[${JSON.stringify(binding)}];
    const id = Math.random().toString(36).slice(2);
    const messageOf = (entry) => JSON.stringify({ origin: performance.timeOrigin, at: performance.now(), ...entry });
    // In a call of its own, as the probe does it.
    const waiting = [];
    const tellHost = () => waiting.splice(0).forEach((message) => void send(message));
    const report = (entry) => void (waiting.push(messageOf(entry)) === 1 && setTimeout(tellHost));
    const [open, curious] = [new Set(), new Set()];
    const tell = () => curious.forEach((changed) => changed());
    const Native = globalThis.RTCPeerConnection;
    if (Native) globalThis.RTCPeerConnection = class RTCPeerConnection extends Native {
      constructor(...options) {
        super(...options);
        open.add(this);
        this.addEventListener('connectionstatechange', tell);
      }
    };
    const connections = () => [...open].map((pc) => pc.connectionState);
    const onConnection = (changed) => void curious.add(changed);
    Object.defineProperty(globalThis, '__rollcall', { value: { document: id, report, connections, onConnection } });
    const main = window === window.top;
    report({ type: 'state', of: 'document', id, value: 'new', main });
    addEventListener('pagehide', () => (report({ type: 'state', of: 'document', id, value: 'gone', main }), tellHost()));`;
  await context.addInitScript(`(() => {${channel}\n${scripts.join('\n')}\n})();`);
}
