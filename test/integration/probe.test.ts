/** The probe in a real Chromium. Order and lower bounds; times only against what the page itself saw. */
import type { Server } from 'node:http';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Line, MomentLine, PacketsLine, StateLine, StatsLine } from '../../src/model/line.js';
import type { MomentName } from '../../src/model/moment.js';
import { statsRestorer, type RestoredStats } from '../../src/recording/restore-stats.js';
import { deadlineIn } from '../../src/shared/deadline.js';
import type { ProbePageConfig } from '../../src/probe/probe-page-script.js';
import { launch, loopbackScript, openRig, serve, type Rig } from './probe-rig.js';

let browser: Browser;
let server: Server;
let origin: string;
/** The same server under another site: another process in Chromium. */
let elsewhere: string;
let rigs: Rig[] = [];

const hostilePage = `<!doctype html><script>
  JSON.stringify = () => 'mine'; JSON.parse = () => { throw new Error('mine'); };
  Promise = class { constructor() { throw new Error('mine'); } };
  setTimeout = setInterval = queueMicrotask = () => { throw new Error('mine'); };
  performance.now = () => 0; Date.now = () => 0;
  EventTarget.prototype.addEventListener = () => { throw new Error('mine'); };
  RTCPeerConnection.prototype.getStats = () => { throw new Error('mine'); };
  Array.prototype.toJSON = () => 'mine'; Object.freeze(RTCPeerConnection.prototype);
</script>
<script>
  // No timers, no promises of its own: it calls itself with what the engine still gives.
  async function call() {
    const canvas = document.createElement('canvas'), paint = canvas.getContext('2d');
    const draw = () => { paint.fillStyle = 'rgb(' + Math.random() * 255 + ',0,0)'; paint.fillRect(0, 0, 300, 150); requestAnimationFrame(draw); };
    draw();
    const [track] = canvas.captureStream(15).getTracks();
    const a = new RTCPeerConnection(), b = new RTCPeerConnection();
    a.onicecandidate = (e) => b.addIceCandidate(e.candidate); b.onicecandidate = (e) => a.addIceCandidate(e.candidate);
    a.addTransceiver(track);
    await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription);
    await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription);
  }
</script>`;

beforeAll(async () => {
  browser = await launch();
  const served = await serve({
    '/hostile': hostilePage,
    '/throws': `<!doctype html><body>${loopbackScript}<script>throw new Error('page')</script>`,
  });
  server = served.server;
  origin = `http://127.0.0.1:${served.port}`;
  elsewhere = `http://localhost:${served.port}`;
});
afterEach(async () => {
  await Promise.all(rigs.map((rig) => rig.close()));
  rigs = [];
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(config: ProbePageConfig = {}, at = '/'): Promise<Rig> {
  const rig = await openRig(browser, config);
  rigs.push(rig);
  await rig.page.goto(origin + at);
  return rig;
}

const isMoment =
  (name: MomentName, kind?: string) =>
  (line: Line): line is MomentLine =>
    line.type === 'moment' && line.name === name && (kind === undefined || (line as MomentLine).kind === kind);
const isDocument =
  (value: string, url?: string) =>
  (line: Line): line is StateLine & { of: 'document' } =>
    line.type === 'state' && line.of === 'document' && line.value === value && (url === undefined || line.url === url);
const isPackets =
  (event: string, kind: string) =>
  (line: Line): line is PacketsLine =>
    line.type === 'packets' && line.event === event && line.kind === kind;
const isStats = (line: Line): line is StatsLine => line.type === 'stats';

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

describe('the page', () => {
  it('finds RTCPeerConnection as it was', async () => {
    const { page, lines, until } = await open();
    const found = await page.evaluate(`(async () => {
      class Mine extends RTCPeerConnection { constructor() { super({ iceServers: [] }); this.own = 1; } close() { super.close(); this.own = 2; } }
      const mine = new Mine(), plain = new RTCPeerConnection();
      const thrown = (work) => { try { work(); } catch (error) { return error.name + ': ' + error.message; } };
      mine.close();
      const frame = document.createElement('iframe');
      return {
        instance: mine instanceof RTCPeerConnection && mine instanceof Mine && plain instanceof EventTarget,
        constructor: plain.constructor === RTCPeerConnection && mine.constructor === Mine,
        own: mine.own, closed: mine.signalingState,
        alias: window.webkitRTCPeerConnection === RTCPeerConnection,
        name: RTCPeerConnection.name, length: RTCPeerConnection.length,
        text: String(RTCPeerConnection).replace(/\\s+/g, ' '), closeName: RTCPeerConnection.prototype.close.name,
        certificate: (await RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' })) instanceof RTCCertificate,
        tag: Object.prototype.toString.call(plain),
        enumerable: Object.keys(window).filter((key) => /rollcall/i.test(key)),
        binding: '__rollcall_send' in window,
        withoutNew: thrown(() => RTCPeerConnection()),
        badArgument: thrown(() => new RTCPeerConnection({ iceServers: [{ urls: 'nonsense:' }] })),
        badThis: thrown(() => RTCPeerConnection.prototype.close.call({})),
      };
    })()`);
    expect(found).toMatchObject({
      instance: true,
      constructor: true,
      own: 2,
      closed: 'closed',
      alias: true,
      name: 'RTCPeerConnection',
      length: 0,
      closeName: 'close',
      certificate: true,
      tag: '[object RTCPeerConnection]',
      enumerable: [],
      binding: false,
      withoutNew: expect.stringMatching(/^TypeError: .*new/) as string,
      badArgument: expect.stringMatching(/^SyntaxError: /) as string,
      badThis: 'TypeError: Illegal invocation',
    });
    expect((found as { text: string }).text).toMatch(/^function \w*\(\) \{ \[native code\] \}$/);
    await until((line) => line.type === 'state' && line.of === 'connection' && line.value === 'closed');
    expect(lines.filter(isMoment('peer_connection_created'))).toHaveLength(1);
  });

  it('may break its own globals: what was there before still measures', async () => {
    const { page, until, lines } = await open({}, '/hostile');
    await page.evaluate('void call()');
    await until(isMoment('first_frame'));
    const stats = await until(isStats);
    expect(Object.keys(stats.pcs)).toHaveLength(2);
    expect(lines.find(isMoment('first_frame'))!.t).toBeGreaterThan(lines.find(isMoment('peer_connection_created'))!.t);
  });

  it('may throw', async () => {
    const { page, until } = await open({}, '/throws');
    await page.evaluate('call()');
    await until(isMoment('first_frame'));
  });

  it('may flood the channel: it is bounded, and what was lost is said', async () => {
    const { page, probe, lines, until } = await open();
    await page.evaluate(
      `for (let i = 0; i < 5000; i += 1) __rollcall.report({ type: 'state', of: 'join', value: 'lobby' }); new RTCPeerConnection(); undefined`,
    );
    await until(isMoment('peer_connection_created'));
    const states = lines.filter((line) => line.type === 'state' && line.of === 'join');
    expect(states.length).toBeLessThan(300);
    await probe.dispose();
    expect(probe.lost).toBe(5_000 - states.length);
    expect(lines.at(-1)).toMatchObject({
      type: 'evidence',
      kind: 'note',
      text: expect.stringContaining(String(probe.lost)) as string,
    });
  });
});

describe('documents', () => {
  it('have their own clocks, which agree with the host, and are gone when left', async () => {
    const { page, until, lines, clock, probe } = await open({}, '/one?secret=1#token');
    const first = await until(isDocument('new', `${origin}/one`));
    expect(first).toMatchObject({ main: true });
    await page.goto(`${elsewhere}/two`);
    const second = await until(isDocument('new', `${elsewhere}/two`));
    await until(isDocument('gone'));
    expect(lines.find(isDocument('gone'))!.id).toBe(first.id);
    expect(second.time_origin).toBeGreaterThan(first.time_origin!);
    expect(JSON.stringify(lines)).not.toMatch(/secret|token/);
    const before = clock.now();
    const pageNow = await page.evaluate<number>('performance.now()');
    const after = clock.now();
    const mapped = second.time_origin! + pageNow;
    expect(mapped).toBeGreaterThanOrEqual(before - second.uncertainty_ms! - 0.2);
    expect(mapped).toBeLessThanOrEqual(after + second.uncertainty_ms! + 0.2);
    expect(probe.documents.map(({ id }) => id)).toEqual([second.id]);
  });

  it('are seen in every kind of frame and in popups', async () => {
    const { page, until, context, probe, clock } = await open();
    await page.evaluate(
      `(async (elsewhere) => {
        const frame = (set) => { const f = document.createElement('iframe'); f.allow = 'camera; microphone'; set(f); document.body.append(f); };
        frame((f) => (f.src = elsewhere + '/cross'));
        frame((f) => (f.src = '/same'));
        frame((f) => { f.sandbox = 'allow-scripts'; f.src = '/sandboxed'; });
        frame((f) => (f.srcdoc = '<script>new RTCPeerConnection()<' + '/script>'));
        frame((f) => { f.name = 'blank'; });
        new frames.blank.RTCPeerConnection();
        window.open(elsewhere + '/popup');
      })(${JSON.stringify(elsewhere)})`,
    );
    const cross = await until(isDocument('new', `${elsewhere}/cross`));
    expect(cross.main).toBe(false);
    await until(isDocument('new', `${origin}/same`));
    await until(isDocument('new', `${origin}/sandboxed`));
    await until(isDocument('new', 'about:srcdoc'));
    await until(isDocument('new', 'about:blank'));
    const popup = await until(isDocument('new', `${elsewhere}/popup`));
    expect(popup.main).toBe(true);

    const frame = page.frames().find((one) => one.url() === `${elsewhere}/cross`)!;
    await frame.evaluate('call()');
    const seen = await until((line) => line.type === 'packets' || isMoment('first_frame')(line));
    const created = await until(
      (line) => line.type === 'state' && line.of === 'connection' && line.id.startsWith(cross.id),
    );
    expect(seen.t).toBeGreaterThan(created.t - 10_000);
    await probe.flush(deadlineIn(clock, 5_000));
    await until((line) => line.type === 'stats' && line.document === cross.id);
    expect(context.pages()).toHaveLength(2);
  });

  it('that are left at once lose nothing', async () => {
    const { page, until } = await open();
    await page.evaluate(`new RTCPeerConnection(); location.href = '/next'; undefined`);
    await until(isMoment('peer_connection_created'));
    await until(isDocument('new', `${origin}/next`));
  });

  it('pass each entry on before it is recorded', async () => {
    const entries: string[] = [];
    const rig = await openRig(browser, {}, (entry, { page }) => entries.push(`${entry.type} ${page.url()}`));
    rigs.push(rig);
    await rig.page.goto(`${origin}/live`);
    await rig.page.evaluate(`__rollcall.report({ type: 'state', of: 'join', value: 'prejoin' })`);
    const line = await rig.until((one) => one.type === 'state' && one.of === 'join');
    expect(line).toMatchObject({ value: 'prejoin', p: 'p-1' });
    expect(entries).toContain(`state ${origin}/live`);
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
