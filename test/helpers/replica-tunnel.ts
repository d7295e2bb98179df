/**
 * The pages' signalling sockets, passed through to the built-in meeting byte by byte, so that its web client's code works on
 * another origin and a cut is a cut.
 */
import type { IncomingMessage, Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** @returns a function that breaks off all tunnels. */
export function tunnelTo(origin: string, server: Server): () => void {
  const port = Number(new URL(origin).port);
  const open = new Set<Socket>();
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const upstream = connect(port, '127.0.0.1', () => {
      upstream.write(`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1\r\n${headersOf(request)}\r\n`);
      upstream.write(head);
      client.pipe(upstream);
      upstream.pipe(client);
    });
    open.add(upstream);
    const over = (): void => {
      open.delete(upstream);
      upstream.destroy();
      client.destroy();
    };
    for (const end of [upstream, client]) end.on('error', over).on('close', over);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

function headersOf({ rawHeaders }: IncomingMessage): string {
  let lines = '';
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    lines += `${rawHeaders[at] ?? ''}: ${rawHeaders[at + 1] ?? ''}\r\n`;
  return lines;
}
