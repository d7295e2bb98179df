/** The probe and the page it lives in: neither is in the other’s way, whatever the page does and wherever it goes. */
import { describe, expect, it } from 'vitest';
import { deadlineIn } from '../../src/shared/deadline.js';
import { elsewhere, isDocument, isMoment, isStats, loopbackScript, open, origin, withProbe } from './probe-rig.js';

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

withProbe({
  '/hostile': hostilePage,
  '/throws': `<!doctype html><body>${loopbackScript}<script>throw new Error('page')</script>`,
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
    const rig = await open({}, '/live', (entry, { page }) => entries.push(`${entry.type} ${page.url()}`));
    await rig.page.evaluate(`__rollcall.report({ type: 'state', of: 'join', value: 'prejoin' })`);
    const line = await rig.until((one) => one.type === 'state' && one.of === 'join');
    expect(line).toMatchObject({ value: 'prejoin', p: 'p-1' });
    expect(entries).toContain(`state ${origin}/live`);
  });
});
