/** The documents of a replica, the one script that builds them all, and what that script says back. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import type { JoinRequest, PageConfig, ScreenReport } from '../fixtures/platforms/shared/knobs.js';
import type { ReplicaPlatform } from '../fixtures/platforms/shared/platform.js';
import { packageRoot } from '../../src/shared/package-root.js';
import type { ReplicaMeetings } from './replica-meetings.js';
import type { ReplicaTruth } from './replica-truth.js';

interface ReplicaParts {
  readonly platform: ReplicaPlatform;
  readonly meetings: ReplicaMeetings;
  readonly truth: ReplicaTruth;
}

export async function replicaHandler(parts: ReplicaParts): Promise<RequestListener> {
  const script = await bundle(parts.platform.name);
  return (request, response) => {
    answer(parts, script, request, response).catch((error: unknown) => {
      // Shown where a test fails, instead of ending the process that runs it.
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  };
}

async function answer(
  parts: ReplicaParts,
  script: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { meetings, truth } = parts;
  const url = new URL(request.url ?? '/', 'http://loopback');
  const visitor = cookieOf(request, 'replica_visitor') ?? randomUUID();
  switch (url.pathname) {
    case '/favicon.ico':
      response.writeHead(204).end();
      break;
    case '/_replica/client.js':
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' }).end(script);
      break;
    case '/_replica/truth':
      truth.add({ ...((await bodyOf(request)) as ScreenReport), visitor, receivedAt: Date.now() });
      response.writeHead(204).end();
      break;
    case '/_replica/join': {
      const joined = await meetings.join((await bodyOf(request)) as JoinRequest, visitor);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(joined));
      break;
    }
    case '/_replica/events':
      meetings.listen(url.searchParams.get('ticket') ?? '', response);
      break;
    default:
      serveDocument(parts, { url, request, response, visitor });
  }
}

interface DocumentRequest {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly visitor: string;
}

function serveDocument(
  { platform, meetings }: ReplicaParts,
  { url, request, response, visitor }: DocumentRequest,
): void {
  const route = platform.route(url);
  if (route === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('The replica has no such page.\n');
    return;
  }
  // A form that asks for the number belongs to the meeting whose link led there.
  const code = route.code ?? cookieOf(request, 'replica_code');
  const config = meetings.config(route.page, code);
  const cookies = [`replica_visitor=${visitor}; Path=/`];
  if (code !== undefined) cookies.push(`replica_code=${encodeURIComponent(code)}; Path=/`);
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Set-Cookie': cookies,
  });
  response.end(html(platform, config));
}

function html(platform: ReplicaPlatform, config: PageConfig): string {
  const { head = '', body = '' } = platform.markup?.(config) ?? {};
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<!-- A replica for Rollcall's tests, written from documented facts. Not ${platform.name}'s page, and never compared with it. -->
<meta name="generator" content="Rollcall replica">
${head}
<script type="application/json" id="replica-config">${JSON.stringify(config).replaceAll('<', '\\u003c')}</script>
</head>
<body>${body}<script src="/_replica/client.js"></script></body>
</html>
`;
}

const bundles = new Map<string, Promise<string>>();

function bundle(name: string): Promise<string> {
  const known = bundles.get(name);
  if (known !== undefined) return known;
  const made = build({
    entryPoints: [path.join(packageRoot, 'test', 'fixtures', 'platforms', name, 'page', 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'replica',
    platform: 'browser',
    target: 'chrome120',
    charset: 'utf8',
    logLevel: 'warning',
  }).then(
    ({ outputFiles }) =>
      `${outputFiles[0]?.text ?? ''}\nreplica.default(JSON.parse(document.getElementById('replica-config').textContent));\n`,
  );
  bundles.set(name, made);
  return made;
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(headers.cookie ?? '')?.[1];
  return value === undefined ? undefined : decodeURIComponent(value);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return JSON.parse(text);
}
