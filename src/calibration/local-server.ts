/**
 * The local page's server: 127.0.0.1 alone, and whoever does not know the token in the address gets nothing.
 *
 *     GET  /<token>/             the page        GET /<token>/view?after=<version>   the session, as soon as it is newer
 *     GET  /<token>/picture/<n>  a screen        POST /<token>/answer                what the person did
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { HarnessError, messageOf } from '../shared/errors.js';
import { pageScript } from '../shared/package-root.js';
import { readBody } from '../shared/read-body.js';
import { localPage, localStyle } from './local-page.js';
import type { CalibrationSession } from './session.js';

export interface LocalServer {
  /** With the token: for the person's browser alone. */
  readonly link: string;
  close(): Promise<void>;
}

const mostBytes = 16_384;
const text = z.string().max(2_000);
const answerSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('say'), state: text }),
  z.strictObject({ do: z.literal('point'), part: text, element: text.nullable() }),
  z.strictObject({ do: z.literal('point-at'), part: text, x: z.number(), y: z.number() }),
  z.strictObject({ do: z.literal('use'), part: text, way: z.number().int(), used: z.boolean() }),
  z.strictObject({ do: z.literal('mark'), marker: text, used: z.boolean() }),
  z.strictObject({ do: z.literal('show'), screen: z.number().int() }),
  z.strictObject({ do: z.enum(['press', 'type-name']), element: text }),
  z.strictObject({ do: z.enum(['go-on', 'look', 'again', 'finish']) }),
  z.strictObject({ do: z.literal('end') }),
]);

/** @throws HarnessError `environment` when the port is taken. */
export async function serveLocally(session: CalibrationSession, platform: string, port = 0): Promise<LocalServer> {
  const token = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    void answer({ session, platform, token, server }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new HarnessError('environment', `The local page cannot be served: ${messageOf(cause)}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    link: `http://${hostOf(server)}/${token}/`,
    close: async () => {
      session.wakeAll();
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Serving {
  readonly session: CalibrationSession;
  readonly platform: string;
  readonly token: string;
  readonly server: Server;
}

async function answer(
  { session, platform, token, server }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.startsWith(`/${token}/`) ? url.pathname.slice(token.length + 2) : undefined;
  // A page of somebody else's whose name leads here has another host.
  if (path === undefined || request.headers.host !== hostOf(server)) {
    respond(response, 404, 'text/plain', 'There is nothing here.\n');
    return;
  }
  if (request.method === 'POST') {
    await take(session, path, request, response);
    return;
  }
  if (path === '') respond(response, 200, 'text/html', localPage(platform));
  else if (path === 'style.css') respond(response, 200, 'text/css', localStyle);
  else if (path === 'page.js') respond(response, 200, 'text/javascript', pageScript('calibration', { part: 'person' }));
  else if (path === 'view') {
    await session.after(Number(url.searchParams.get('after') ?? 0));
    respond(response, 200, 'application/json', JSON.stringify(session.view()));
  } else {
    const picture = session.picture(Number(/^picture\/(\d{1,4})$/.exec(path)?.[1] ?? 0));
    if (picture === undefined) respond(response, 404, 'text/plain', 'There is nothing here.\n');
    else respond(response, 200, 'image/jpeg', picture);
  }
}

async function take(session: CalibrationSession, path: string, request: IncomingMessage, response: ServerResponse) {
  const body = path === 'answer' ? await readBody(request, mostBytes) : undefined;
  const parsed = body === undefined ? undefined : answerSchema.safeParse(parseJson(body));
  if (parsed?.success !== true) respond(response, 400, 'text/plain', 'That is no answer.\n');
  else if (session.answer(parsed.data)) respond(response, 200, 'application/json', '{}');
  else respond(response, 409, 'text/plain', 'Not now: the page is being worked on.\n');
}

function respond(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'Content-Type': type.startsWith('image/') ? type : `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}

function hostOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
