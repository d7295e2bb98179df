/** The pages of test/fixtures/pages on loopback. `?status=503` answers with that status, `?csp=1` forbids eval. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { packageRoot } from '../../src/shared/package-root.js';

export interface PageServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** `/m/<anything>` is meeting.html, as a link of the rehearsal looks; others are named by their file. */
export async function servePages(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
    const name = pathname.startsWith('/m/') ? 'meeting' : pathname.slice(1);
    // By the package's root: a bench is bundled elsewhere.
    readFile(path.join(packageRoot, 'test', 'fixtures', 'pages', `${name}.html`)).then(
      (page) => {
        const csp = searchParams.has('csp') ? { 'content-security-policy': "script-src 'self'" } : {};
        response.writeHead(Number(searchParams.get('status') ?? 200), { 'content-type': 'text/html', ...csp });
        response.end(searchParams.has('status') ? 'No' : page);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
