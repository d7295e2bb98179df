/**
 * What a participant's network reaches, path by path: the table of `src/browser/README.md`. A round trip is the least of
 * several, so that a busy machine can only make it longer; "not twice" is told by a factor, and the neighbour by another.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startIceTcpServer, type IceTcpServer } from '../helpers/ice-tcp-server.js';
import { requires } from '../helpers/requirements.js';
import { startTurnServer, type TurnServer } from '../helpers/turn-server.js';
import { addFrame, ask, keptMs, lossOf, peerMs, startNetworkRig, type NetworkRig } from './network-rig.js';

const rttMs = 200;
/** Once, neither left out nor twice. */
function expectOneRoundTrip(ms: number): void {
  expect(ms).toBeGreaterThanOrEqual(rttMs * 0.97);
  expect(ms).toBeLessThan(rttMs * 1.8);
}

requires('chromium', 'coturn')('one network for all of a participant’s traffic', () => {
  let rig: NetworkRig;
  let turn: TurnServer;
  let iceTcp: IceTcpServer;

  beforeAll(async () => {
    [turn, iceTcp] = await Promise.all([startTurnServer(), startIceTcpServer()]);
    rig = await startNetworkRig({ rtt_ms: rttMs });
  });
  afterAll(async () => {
    await rig.stop();
    await turn.stop();
    await iceTcp.stop();
  });

  it('the page itself: one round trip to connect, one to ask', async () => {
    expect(await ask<number>(rig.shaped, 'navigationMs')).toBeGreaterThanOrEqual(2 * rttMs * 0.97);
  });

  it('fetch, and fetch in a worker', async () => {
    expectOneRoundTrip(await ask<number>(rig.shaped, 'fetchMs'));
    expectOneRoundTrip(await ask<number>(rig.shaped, 'workerMs'));
  });

  it('WebSocket messages', async () => {
    expectOneRoundTrip(await ask<number>(rig.shaped, 'socketMs'));
  });

  it('WebRTC over UDP', async () => {
    expectOneRoundTrip(await peerMs(rig.shaped, rig.neighbour));
  });

  it('ICE over TCP', async () => {
    await ask(rig.shaped, 'offer');
    const found = await ask<{ ms?: number }>(rig.shaped, 'pairMs', iceTcp.answer);
    expect(found).toHaveProperty('ms');
    expectOneRoundTrip(found.ms!);
  });

  it.each(['udp', 'tcp'] as const)('TURN over %s', async (transport) => {
    const config = { iceServers: [turn.iceServer(transport)], iceTransportPolicy: 'relay' };
    expectOneRoundTrip(await peerMs(rig.shaped, rig.neighbour, config));
  });

  it.each(['of the same site', 'of another site'])('a frame %s: fetch, WebSocket, WebRTC', async (which) => {
    const frame = await addFrame(rig.shaped, `${which === 'of the same site' ? rig.origin : rig.otherOrigin}/network`);
    expectOneRoundTrip(await ask<number>(frame, 'fetchMs'));
    expectOneRoundTrip(await ask<number>(frame, 'socketMs'));
    expectOneRoundTrip(await peerMs(frame, rig.neighbour));
  });

  it('a popup: fetch, WebSocket, WebRTC', async () => {
    const opened = rig.shaped.context().waitForEvent('page');
    await rig.shaped.evaluate((url) => void window.open(url), `${rig.otherOrigin}/network`);
    const popup = await opened;
    await popup.waitForLoadState();
    expectOneRoundTrip(await ask<number>(popup, 'fetchMs'));
    expectOneRoundTrip(await ask<number>(popup, 'socketMs'));
    expectOneRoundTrip(await peerMs(popup, rig.neighbour));
    await popup.close();
  });

  it('leaves the neighbour in the same browser alone', async () => {
    expect(await ask<number>(rig.neighbour, 'fetchMs')).toBeLessThan(rttMs / 2);
    expect(await ask<number>(rig.neighbour, 'socketMs')).toBeLessThan(rttMs / 2);
  });

  it('changes in mid-connection, in every target', async () => {
    const frame = await addFrame(rig.shaped, `${rig.otherOrigin}/network`);
    await ask(frame, 'keepSocket');
    await peerMs(frame, rig.neighbour);
    await rig.set({ rtt_ms: 3 * rttMs });
    expect(await keptMs(frame, 'ws')).toBeGreaterThanOrEqual(3 * rttMs * 0.97);
    expect(await keptMs(frame, 'dc')).toBeGreaterThanOrEqual(3 * rttMs * 0.97);
    await rig.set({ rtt_ms: rttMs });
    expectOneRoundTrip(await keptMs(frame, 'ws'));
    expectOneRoundTrip(await keptMs(frame, 'dc'));
  });

  it('goes away for a while: the page is told, sockets stall and live on', async () => {
    const frame = await addFrame(rig.shaped, `${rig.otherOrigin}/network`);
    await ask(rig.shaped, 'keepSocket');
    await ask(frame, 'keepSocket');
    await peerMs(rig.shaped, rig.neighbour);
    const cutMs = 1_500;
    await rig.set({ rtt_ms: 0, offline: true });
    expect(await rig.shaped.evaluate('navigator.onLine')).toBe(false);
    expect(await frame.evaluate('navigator.onLine')).toBe(false);
    await ask(rig.shaped, 'sendKept', 'ws');
    await ask(frame, 'sendKept', 'ws');
    await rig.shaped.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), cutMs);
    expect(await ask<number>(rig.shaped, 'keptState')).toBe(1);
    await rig.set({ rtt_ms: rttMs });
    expect(await ask<number>(rig.shaped, 'answerMs')).toBeGreaterThanOrEqual(cutMs);
    expect(await ask<number>(frame, 'answerMs')).toBeGreaterThanOrEqual(cutMs);
    expect(await rig.shaped.evaluate('[navigator.onLine, network.events]')).toEqual([true, ['offline', 'online']]);
    expect(await frame.evaluate('network.events')).toEqual(['offline', 'online']);
    expectOneRoundTrip(await keptMs(rig.shaped, 'dc'));
  });

  it('shares its rate among connections, each way', async () => {
    await rig.set({ rtt_ms: 20, down_kbps: 4_000, up_kbps: 2_000 });
    const [bytes, downBits] = [500_000, 4_000];
    const alone = await ask<number>(rig.shaped, 'downloadMs', bytes);
    const together = await ask<number>(rig.shaped, 'downloadMs', bytes, 2);
    expect(alone).toBeGreaterThanOrEqual((bytes * 8) / downBits);
    expect(together).toBeGreaterThanOrEqual((2 * bytes * 8) / downBits);
    expect(await ask<number>(rig.shaped, 'uploadMs', 250_000)).toBeGreaterThanOrEqual((250_000 * 8) / 2_000 - 250);
    expect(await ask<number>(rig.neighbour, 'downloadMs', bytes)).toBeLessThan(alone / 2);
  });

  it.each(['from', 'to'])('loses packets of WebRTC %s the participant', async (direction) => {
    const [sender, receiver] = direction === 'from' ? [rig.shaped, rig.neighbour] : [rig.neighbour, rig.shaped];
    await rig.set({ rtt_ms: 20, loss: 0.2 });
    const { received, lost } = await lossOf(sender, receiver, { streams: 4, ms: 5_000 });
    const packets = received + lost;
    expect(packets).toBeGreaterThan(400);
    // Five standard deviations.
    const slack = 5 * Math.sqrt((0.2 * 0.8) / packets);
    expect(lost / packets).toBeGreaterThan(0.2 - slack);
    expect(lost / packets).toBeLessThan(0.2 + slack);
  });

  it('tells of nothing that it could not shape', () => {
    expect(rig.unshaped).toEqual([]);
  });
});
