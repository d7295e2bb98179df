/** The probe in a real Chromium: a call from its first moment to its last. Order and lower bounds; times only against what the page itself saw. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Line, MomentLine } from '../../src/model/line.js';
import type { MomentName } from '../../src/model/moment.js';
import { statsRestorer, type RestoredStats } from '../../src/recording/restore-stats.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import { isDocument, isMoment, isPackets, isStats, open, origin, withProbe } from './probe-rig.js';

withProbe();

/** All pages of its browser, as if they got no processor. */
async function stopPages(page: Page, ms: number): Promise<void> {
  const browser = page.context().browser()!;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  for (const pid of renderers) process.kill(pid, 'SIGSTOP');
  await sleep(ms);
  for (const pid of renderers) process.kill(pid, 'SIGCONT');
}

describe('a call', () => {
  it('gives its moments in order, each once', async () => {
    const { page, until, lines } = await open();
    await page.evaluate('call()');
    await until(isMoment('first_frame'));
    await until(isMoment('first_sent', 'video'));
    await until(isMoment('first_packet', 'audio'));
    const at = (name: MomentName, kind?: string): number => lines.find(isMoment(name, kind))!.t;
    const order = [
      at('peer_connection_created'),
      at('ice_connected'),
      at('dtls_connected'),
      at('first_packet', 'video'),
      at('first_frame', 'video'),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const names = lines.filter((line) => line.type === 'moment').map(({ t: _t, ...line }) => JSON.stringify(line));
    expect(new Set(names).size).toBe(names.length);
    expect(
      lines.filter((line): line is MomentLine => line.type === 'moment').every((line) => line.uncertainty_ms! >= 0),
    ).toBe(true);
  });

  it('dates the first frame as the page itself would, and the first packet before it', async () => {
    const { page, until, lines } = await open();
    await page.evaluate('call()');
    const frame = await until(isMoment('first_frame'));
    await page.waitForFunction('Object.values(seen).some((s) => s.frameCallback)');
    const document = lines.find(isDocument('new'))!;
    const seen = await page.evaluate<{ frameCallback: number; unmuted: number }>(
      `seen[${JSON.stringify(frame.track)}]`,
    );
    const packet = lines.find(isMoment('first_packet', 'video'))!;
    const onPage = (line: Line): number => line.t - document.time_origin!;
    // Our listener comes before the page's; the frame is decoded after its packets and before it is shown.
    expect(onPage(packet)).toBeLessThanOrEqual(seen.unmuted + 0.2);
    expect(onPage(frame)).toBeGreaterThan(onPage(packet));
    expect(onPage(frame)).toBeLessThanOrEqual(seen.frameCallback + 0.2);
  });

  it('dates the first frame of a video that nobody plays', async () => {
    const { page, until } = await open();
    await page.evaluate('call({ play: false, audio: false })');
    const frame = await until(isMoment('first_frame'));
    const packet = await until(isMoment('first_packet'));
    expect(frame.t).toBeGreaterThanOrEqual(packet.t);
  });

  it('reports states and says closed when the page closes it', async () => {
    const { page, until, lines } = await open();
    await page.evaluate('call()');
    await until(isMoment('first_frame'));
    await until(isStats);
    await page.evaluate('sending.close(); receiving.close(); receiving.close()');
    await until(
      (line) => line.type === 'stats' && Object.values(line.pcs).some((pc) => Object.values(pc).includes(null)),
    );
    const values = (of: string): string[] =>
      lines.flatMap((line) =>
        line.type === 'state' && line.of === of && 'id' in line && line.id.endsWith('.2') ? [line.value] : [],
      );
    expect(values('connection')).toEqual(['connecting', 'connected', 'closed']);
    expect(values('dtls')).toEqual(['connecting', 'connected']);
    expect(values('signaling')).toEqual(['have-remote-offer', 'stable']);
    expect(values('ice').slice(0, 2)).toEqual(['checking', 'connected']);
  });

  it('says when packets stopped and when they came again, dated by the packets', async () => {
    const { page, until, lines, clock } = await open();
    await page.evaluate('call({ audio: false })');
    await until(isMoment('first_frame'));
    await clock.sleep(500);
    const pausedAt = await page.evaluate<number>(
      `(async () => { const s = transceivers[0].sender, p = s.getParameters(); p.encodings[0].active = false; await s.setParameters(p); return performance.now(); })()`,
    );
    const stopped = await until(isPackets('stopped', 'video'));
    await clock.sleep(700);
    const resumedAt = await page.evaluate<number>(
      `(async () => { const s = transceivers[0].sender, p = s.getParameters(); p.encodings[0].active = true; const t = performance.now(); await s.setParameters(p); return t; })()`,
    );
    const resumed = await until(isPackets('resumed', 'video'));
    const zero = lines.find(isDocument('new'))!.time_origin!;
    expect(stopped.t - stopped.last_packet).toBeGreaterThanOrEqual(299);
    // Chromium pads for a moment after a stream was paused.
    expect(stopped.last_packet - zero).toBeGreaterThan(pausedAt - 200);
    expect(resumed.last_packet - zero).toBeGreaterThan(resumedAt);
    expect(resumed.last_packet).toBeLessThanOrEqual(resumed.t);
    expect(resumed.id).toBe(stopped.id);
  });

  it('says how late the page is, and not of a page that is hidden', async () => {
    const { page, lines, until } = await open();
    await page.evaluate('call({ frameRate: 5 })');
    await until(isMoment('first_frame'));
    const lateAfter = async (work: () => unknown, what: 'late_ms' | 'stalled_ms' = 'late_ms'): Promise<number> => {
      await work();
      const known = lines.length;
      // The line after the next one holds all of what came before it.
      await until(
        (line) =>
          isStats(line) && lines.filter(isStats).indexOf(line) >= lines.slice(0, known).filter(isStats).length + 1,
      );
      return Math.max(
        0,
        ...lines
          .slice(known)
          .filter(isStats)
          .map(({ [what]: ms = 0 }) => ms),
      );
    };
    const busy = 'const until = performance.now() + 700; while (performance.now() < until);';
    const work = () => page.evaluate(`new Promise((done) => setTimeout(() => { ${busy} done(); }))`);
    expect(await lateAfter(work)).toBeGreaterThan(500);
    // Its own work accounts for it; that it was stopped is not its work.
    const stalledByWork = await lateAfter(work, 'stalled_ms');
    expect(await lateAfter(() => stopPages(page, 700), 'stalled_ms')).toBeGreaterThan(stalledByWork + 300);
    const hide = `Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });`;
    expect(
      await lateAfter(() =>
        page.evaluate(`(async () => { ${hide} await new Promise((done) => setTimeout(done, 250)); ${busy} })()`),
      ),
    ).toBeLessThan(500);
  });

  it('restores to what getStats says', async () => {
    const { page, until, lines, probe, clock } = await open();
    await page.evaluate('call({ frameRate: 5 })');
    await until(isMoment('first_frame'));
    await clock.sleep(2_500);
    await page.evaluate(`(async () => { for (const s of sending.getSenders()) await s.replaceTrack(null); })()`);
    await clock.sleep(300);
    await probe.flush(deadlineIn(clock, 5_000));
    const real = await page.evaluate<Record<string, unknown>[]>('receiving.getStats().then((r) => [...r.values()])');
    const restorer = statsRestorer();
    let last: RestoredStats | undefined;
    for (const line of lines.filter(isStats)) last = restorer.restore(line);
    expect(last?.full).toBe(true);
    const restored = [...last!.pcs].find(([id]) => id.endsWith('.2'))![1];
    expect([...restored.keys()].sort()).toEqual(real.map(({ id }) => id as string).sort());
    const streams = real.filter(({ type }) => type === 'inbound-rtp');
    expect(streams).toHaveLength(2);
    for (const stream of streams) {
      const mine = restored.get(stream.id as string)!;
      expect(Object.keys(mine).sort()).toEqual(
        Object.keys(stream)
          .filter((field) => field !== 'timestamp' && !field.startsWith('goog'))
          .sort(),
      );
      for (const field of ['packetsReceived', 'bytesReceived', 'framesDecoded', 'mid', 'trackIdentifier', 'codecId']) {
        expect(mine[field]).toEqual(stream[field]);
      }
    }
  });
});

describe('signalling', () => {
  it('is open when the named long poll first answers', async () => {
    const { page, until, lines } = await open({ signalling: { url: '/poll' } });
    await page.evaluate(`fetch('/other').then(() => fetch('/poll?token=1')).then((answer) => answer.text())`);
    await until(isMoment('signalling_open'));
    const socket = await until((line) => line.type === 'state' && line.of === 'socket');
    expect(socket).toMatchObject({ value: 'open', detail: `${origin}/poll` });
    expect(JSON.stringify(lines)).not.toContain('token');
  });

  it('is open when the named socket is, and closed when it closes', async () => {
    const { page, until, lines } = await open({ signalling: { url: '/ws' } });
    await page.evaluate(`(() => {
      const at = (path) => new WebSocket(location.origin.replace('http', 'ws') + path);
      at('/other');
      const socket = at('/ws?token=1');
      socket.onopen = () => socket.close();
    })()`);
    await until((line) => line.type === 'state' && line.of === 'socket' && line.value === 'closed');
    const told = lines.flatMap((line) =>
      line.type === 'moment' ? [line.name] : line.type === 'state' && line.of === 'socket' ? [line.value] : [],
    );
    expect(told).toEqual(['signalling_open', 'open', 'closed']);
    expect(JSON.stringify(lines)).not.toContain('token');
  });

  it('leaves WebSocket as it was', async () => {
    const { page } = await open({ signalling: { url: '/ws' } });
    const found = await page.evaluate(`(() => {
      const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws');
      const thrown = (work) => { try { work(); } catch (error) { return error.name; } };
      return [socket instanceof WebSocket, socket.constructor === WebSocket, WebSocket.OPEN, WebSocket.name, WebSocket.length,
        thrown(() => WebSocket('ws://a')), thrown(() => new WebSocket('ftp://a'))];
    })()`);
    expect(found).toEqual([true, true, 1, 'WebSocket', 1, 'TypeError', 'SyntaxError']);
  });
});
