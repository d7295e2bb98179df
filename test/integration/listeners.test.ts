import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { listenersAt } from '../../src/generator/listeners.js';

const server = createServer();

async function listening(): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('who listens where a link leads', () => {
  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  it('is found', async () => {
    const port = await listening();
    expect(listenersAt([`http://localhost:${port}/m/room?passcode=x`])).toEqual([process.pid]);
  });

  it('is not looked for on other machines', async () => {
    const port = await listening();
    expect(listenersAt([`http://192.0.2.77:${port}/`, `https://meeting.example:${port}/`])).toEqual([]);
  });

  it('is nobody on another port', async () => {
    const port = await listening();
    expect(listenersAt([`http://127.0.0.1:${port === 1 ? 2 : port - 1}/`])).toEqual([]);
  });
});
