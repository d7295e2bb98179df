/** Between us and a database: passes requests on, or does to them what networks and overloaded servers do. */
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';

/** What becomes of the n-th write (from 1); everything else is passed on. */
export type Fault = (write: number, bytes: number) => FaultKind | undefined;
export type FaultKind =
  | { readonly answer: number; readonly retryAfter?: string }
  /** The connection breaks: in mid-body, or when it is written and nobody hears of it. */
  | 'reset'
  | 'written_unheard'
  /** As through a straw. */
  | 'drip';

export interface FaultProxy {
  readonly url: string;
  /** Writes that came. */
  readonly writes: number;
  /** Lines of those that reached the database. */
  readonly lines: number;
  stop(): Promise<void>;
}

/** @param port of loopback; 0: any */
export async function startFaultProxy(target: string, fault: Fault, port = 0): Promise<FaultProxy> {
  let [writes, lines] = [0, 0];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isWrite = request.url?.startsWith('/write') === true;
    if (isWrite) writes += 1;
    const kind = isWrite ? fault(writes, Number(request.headers['content-length'] ?? 0)) : undefined;
    if (kind === 'reset') {
      await once(request, 'data');
      request.socket.destroy();
      return;
    }
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    if (typeof kind === 'object') {
      response.writeHead(kind.answer, kind.retryAfter === undefined ? {} : { 'Retry-After': kind.retryAfter });
      response.end('{"error":"made by a test"}');
      return;
    }
    const { hostname, port: onwardPort } = new URL(target);
    const { method, url: path, headers } = request;
    const onward = httpRequest({ hostname, port: onwardPort, method, path, headers });
    // It may answer while the last byte's pause still lasts.
    const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
    for (const bytes of kind === 'drip' ? slices(Buffer.concat(body), 8) : body) {
      onward.write(bytes);
      if (kind === 'drip') await sleep(150);
    }
    onward.end();
    const [answer] = await answered;
    if (isWrite) lines += linesIn(Buffer.concat(body));
    if (kind === 'written_unheard') {
      answer.resume();
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get writes() {
      return writes;
    },
    get lines() {
      return lines;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function linesIn(body: Buffer): number {
  const text = gunzipSync(body).toString('utf8');
  return text === '' ? 0 : text.split('\n').length;
}

function slices(bytes: Buffer, count: number): readonly Buffer[] {
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
