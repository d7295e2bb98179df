import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { BrowserPool, type BrowserPoolOptions, type Seat } from '../../src/browser/browser-pool.js';
import { contextOptionsFor } from '../../src/browser/context-options.js';
import { deviceNamed } from '../../src/browser/devices.js';
import { findBrowser, type FoundBrowser } from '../../src/browser/find-browser.js';
import { monotonicClock, type Clock } from '../../src/shared/clock.js';
import { livingInGroup } from '../helpers/processes.js';
import { requires } from '../helpers/requirements.js';

const clock = monotonicClock();
/** Patience runs out 20 times sooner, for what would hang without it. */
const hasty: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(ms / 20, signal) };
const silent = { audioSenders: 0 };

requires('chromium')('BrowserPool', () => {
  let found: FoundBrowser;
  let server: Server;
  let url: string;
  let headers: Record<string, string | string[] | undefined> = {};
  let pool: BrowserPool | undefined;

  beforeAll(async () => {
    found = await findBrowser(clock);
    server = createServer((request, response) => {
      headers = request.headers;
      response.setHeader('content-type', 'text/html').end('<title>page</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => {
    server.close();
  });

  afterEach(async () => {
    await pool?.close();
    pool = undefined;
  });

  function openPool(options: Partial<BrowserPoolOptions> = {}): BrowserPool {
    pool = new BrowserPool({ executablePath: found.executablePath, clock, ...options });
    return pool;
  }

  function optionsOf(device: string) {
    return contextOptionsFor({ device: deviceNamed(device), locale: 'zh-HK', browserVersion: found.version });
  }

  it('knows the version and the codecs of the browser it found, and asks it once', async () => {
    expect(found.version).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(typeof found.h264).toBe('boolean');
    expect(await findBrowser(clock)).toBe(found);
  });

  it('starts browsers ahead and spreads participants over them', async () => {
    const two = openPool({ limits: { contextsPerBrowser: 2 } });
    await two.warmUp([silent, silent, silent]);
    expect(two.size).toBe(2);
    const seats: Seat[] = [];
    for (let index = 0; index < 4; index++) seats.push(await two.newContext(silent, {}));
    expect(seats.map(({ browser }) => browser)).toEqual([0, 1, 0, 1]);
    // One leaves, and its place is taken again.
    await seats[1]?.release();
    expect((await two.newContext(silent, {})).browser).toBe(1);
    expect((await two.newContext(silent, {})).browser).toBe(2);
  });

  it('counts those who arrive at once', async () => {
    const two = openPool({ limits: { contextsPerBrowser: 1, browsers: 2 } });
    const asked = await Promise.allSettled([silent, silent, silent].map((demand) => two.newContext(demand, {})));
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(two.size).toBe(2);
  });

  it.each(['desktop', 'Pixel 7'])('shows a %s whose user agent agrees with the client hints', async (device) => {
    const { context } = await openPool().newContext(silent, optionsOf(device));
    const page = await context.newPage();
    await page.goto(url);
    const major = found.version.split('.')[0]!;
    expect(headers['user-agent']).toContain(`Chrome/${major}.0.0.0`);
    expect(headers['user-agent']).not.toContain('Headless');
    expect(headers['sec-ch-ua']).toContain(`v="${major}"`);
    expect(headers['sec-ch-ua-mobile']).toBe(device === 'desktop' ? '?0' : '?1');
    expect(headers['accept-language']).toContain('zh-HK');
    // Nobody who asks is deceived.
    expect(await page.evaluate('navigator.webdriver')).toBe(true);
  });

  it('gathers real addresses, as a browser does in a call', async () => {
    const { context } = await openPool().newContext(silent, optionsOf('desktop'));
    const page = await context.newPage();
    await page.goto(url);
    const addresses = await page.evaluate<string[]>(`(async () => {
      const connection = new RTCPeerConnection();
      connection.createDataChannel('any');
      const found = [];
      const done = new Promise((resolve) => {
        connection.onicecandidate = ({ candidate }) => (candidate === null ? resolve() : found.push(candidate.address ?? ''));
      });
      await connection.setLocalDescription();
      await done;
      return found.filter((address) => address !== '');
    })()`);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => address.endsWith('.local'))).toEqual([]);
  });

  it('tells those whose browser died, and nobody else, and starts another for those who come later', async () => {
    const two = openPool({ limits: { contextsPerBrowser: 2 } });
    const seats: Seat[] = [];
    const crashed: number[] = [];
    for (let index = 0; index < 3; index++) {
      const seat = await two.newContext(silent, {});
      seat.onCrash(() => crashed.push(index));
      seats.push(seat);
    }
    const other = await seats[2]!.context.newPage();
    process.kill(await pidOf(seats[0]!.context), 'SIGKILL');
    await vi.waitFor(
      () => {
        expect(crashed.toSorted()).toEqual([0, 1]);
      },
      { timeout: 20_000 },
    );
    expect(two.size).toBe(1);
    // A callback that comes too late for the crash is still called.
    seats[0]!.onCrash(() => crashed.push(9));
    expect(crashed).toContain(9);
    await seats[0]!.release();
    expect(await other.evaluate('1 + 1')).toBe(2);
    const [next, another] = [await two.newContext(silent, {}), await two.newContext(silent, {})];
    expect([next.browser, another.browser]).toEqual([1, 2]);
  });

  it('releases a seat whose page crashed', async () => {
    const seat = await openPool().newContext(silent, {});
    const page = await seat.context.newPage();
    const crash = new Promise((resolve) => page.on('crash', resolve));
    page.goto('chrome://crash').catch(() => undefined);
    await crash;
    await seat.release();
    expect(seat.context.pages()).toEqual([]);
  });

  it('leaves no process and does not hang when a browser has stopped answering', async () => {
    const stuck = openPool({ clock: hasty });
    const seat = await stuck.newContext(silent, {});
    const crashed = vi.fn();
    seat.onCrash(crashed);
    await seat.context.newPage();
    const pid = await pidOf(seat.context);
    for (const member of livingInGroup(pid)) process.kill(member, 'SIGSTOP');
    await seat.release();
    await stuck.close();
    await vi.waitFor(
      () => {
        expect(livingInGroup(pid)).toEqual([]);
      },
      { timeout: 20_000 },
    );
    expect(crashed).not.toHaveBeenCalled();
  });

  it('leaves no process after close, of browsers still starting too', async () => {
    const some = openPool({ limits: { contextsPerBrowser: 1 } });
    const seat = await some.newContext(silent, {});
    const pid = await pidOf(seat.context);
    const starting = some.newContext(silent, {}).catch(() => undefined);
    await some.close();
    expect(livingInGroup(pid)).toEqual([]);
    await starting;
    expect(some.size).toBe(0);
    await expect(some.newContext(silent, {})).rejects.toThrow('closed');
  });

  it('tells what is wrong with a browser that does not start', async () => {
    const broken = openPool({ executablePath: '/bin/false' });
    await expect(broken.newContext(silent, {})).rejects.toThrow(/^\/bin\/false does not start: /);
    expect(broken.size).toBe(0);
  });
});

async function pidOf(context: BrowserContext): Promise<number> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'browser')!.id;
}
