/**
 * The signalling socket's edge: how many there may be, how big and how many their messages, and what is not ours is shown
 * the door. In: upgrade requests. Out: a `Visitor` each.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { maxMessageBytes, parseClientMessage } from './client-message.js';
import { messageOf } from '../shared/errors.js';
import { inert } from '../shared/redact.js';
import type { Meetings } from './meetings.js';
import { Visitor } from './visitor.js';

const signallingPath = '/signalling';
const mostSockets = 500;
/** Whoever has not said who he is by then never will. */
const introductionMs = 10_000;
/** A join takes about 20 messages; a client that sends more than this in a second is none of ours. */
const mostMessagesASecond = 200;

/** @returns a function that closes every socket. */
export function serveSignalling(http: Server, meetings: Meetings): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (request.url !== signallingPath || !sameOrigin(request)) turnAway(stream, '404 Not Found');
    else if (sockets.clients.size >= mostSockets) turnAway(stream, '503 Service Unavailable');
    else {
      sockets.handleUpgrade(request, stream, head, (socket) => {
        serve(socket, meetings);
      });
    }
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

/** A page of another origin must not join in a visitor's name; clients that are no browsers send no origin. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host ?? ''}`;
}

function turnAway(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(socket: WebSocket, meetings: Meetings): void {
  const visitor = new Visitor(meetings, {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    terminate: () => {
      socket.terminate();
    },
  });
  const closed = new AbortController();
  let second = 0;
  let messages = 0;
  // One after the other: an answer must not overtake what it answers.
  let work = Promise.resolve();
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const now = Math.floor(meetings.clock.now() / 1_000);
    messages = now === second ? messages + 1 : 1;
    second = now;
    const message = isBinary ? undefined : parseClientMessage(textOf(data));
    if (message === undefined || messages > mostMessagesASecond) {
      socket.close(1008);
      return;
    }
    const handle = (): Promise<void> =>
      visitor.message(message).catch((error: unknown) => {
        process.stderr.write(`${message.type} failed: ${inert(messageOf(error))}\n`);
      });
    // A ping measures the way here and back, not what else there is to do.
    if (message.type === 'ping') void handle();
    else work = work.then(handle);
  });
  socket.on('close', (code) => {
    closed.abort();
    visitor.closed(code);
  });
  // ws reports what is wrong with a frame here and closes the socket itself.
  socket.on('error', () => undefined);
  meetings.clock.sleep(introductionMs, closed.signal).then(
    () => {
      if (!visitor.known) socket.terminate();
    },
    () => undefined,
  );
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}
