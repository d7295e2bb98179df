/** The pages: /m/<room> is the meeting link, /client.js the web client. Nothing of a link is echoed into HTML. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageBundle } from '../shared/package-root.js';
import { parseKnobs } from './knobs.js';
import type { Meetings } from './meetings.js';
import type { ClientConfig } from './page/protocol.js';

const roomPattern = /^[\w-]{1,64}$/;

/** @param arrivedAt when the request reached the server, on its clock. */
export function handlePage(
  meetings: Meetings,
  request: IncomingMessage,
  response: ServerResponse,
  arrivedAt: number,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    respond(response, 405, 'text/plain', 'Pages are read with GET.\n');
    return;
  }
  const base = 'http://127.0.0.1';
  const url = URL.canParse(request.url ?? '', base) ? new URL(request.url ?? '', base) : undefined;
  const room = url === undefined ? undefined : /^\/m\/([^/]*)$/.exec(url.pathname)?.[1];
  if (url === undefined) respond(response, 400, 'text/plain', 'That is no address.\n');
  else if (url.pathname === '/client.js') respond(response, 200, 'text/javascript', clientScript(), 'max-age=3600');
  else if (url.pathname === '/favicon.ico') respond(response, 204, 'image/x-icon', '');
  else if (room === undefined || !roomPattern.test(room)) {
    respond(response, 404, 'text/plain', 'There is no such page. Meetings are at /m/<room>.\n');
  } else servePage(meetings, { request, response, arrivedAt, room, query: url.searchParams });
}

interface PageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly arrivedAt: number;
  readonly room: string;
  readonly query: URLSearchParams;
}

function servePage(meetings: Meetings, { request, response, arrivedAt, room, query }: PageRequest): void {
  const parsed = parseKnobs(query);
  if ('problem' in parsed) {
    respond(response, 400, 'text/plain', `${parsed.problem}\n`);
    return;
  }
  const { visit } = meetings.newVisit(room, parsed.knobs);
  const phone = /Android|iPhone|iPad|Mobile/i.test(request.headers['user-agent'] ?? '');
  meetings.truth({ t: arrivedAt, type: 'page_requested', visit, room, phone });
  respond(response, 200, 'text/html', html({ visit, room, codec: parsed.knobs.codec }));
}

function respond(response: ServerResponse, status: number, type: string, body: string, cache = 'no-store'): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': cache,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  response.end(body);
}

function clientScript(): string {
  return `(${pageBundle('rehearsal')})(JSON.parse(document.getElementById('config').textContent));\n`;
}

function html(config: ClientConfig): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rollcall</title>
<script type="application/json" id="config">${JSON.stringify(config).replaceAll('<', '\\u003c')}</script>
</head>
<body><script src="/client.js"></script></body>
</html>
`;
}
