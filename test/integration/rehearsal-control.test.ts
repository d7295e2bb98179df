/** What can be done to the built-in meeting from outside, by its control interface. */
import { describe, expect, it } from 'vitest';
import {
  frames,
  join,
  newRoom,
  open,
  patience,
  pressJoin,
  rehearsal,
  seesVideo,
  timeOf,
  truth,
  truthOf,
  withRehearsal,
} from './rehearsal-rig.js';

withRehearsal();

describe('the control interface', () => {
  it('removes one participant and leaves the other', async () => {
    const link = newRoom();
    const mia = await join(link, 'mia');
    const ned = await join(link, 'ned');
    await rehearsal.control('remove', { participant: 'ned' });
    await ned.locator('#removed').waitFor();
    await expect.poll(() => mia.locator('#roster li').count(), { timeout: patience }).toBe(1);
    expect(await truthOf('ned', 'removed')).toContainEqual(expect.objectContaining({ type: 'removed' }));
  });

  it('cuts the signalling; the client says so and comes back to the same place', async () => {
    const link = newRoom();
    const oda = await join(link, 'oda');
    const pam = await join(link, 'pam');
    await seesVideo(oda);
    await rehearsal.control('cut', { participant: 'pam', signalling: true, media: false, ms: 1_000 });
    await pam.locator('#reconnecting').waitFor({ state: 'visible' });
    await pam.locator('#reconnecting').waitFor({ state: 'hidden' });
    const lines = await truthOf('pam', 'socket_resumed');
    expect(timeOf(lines, 'socket_resumed') - timeOf(lines, 'socket_closed')).toBeGreaterThanOrEqual(1_000);
    await seesVideo(oda);
  });

  it('cuts the media; ICE notices, and pictures come back', async () => {
    const link = newRoom();
    const quy = await join(link, 'quy');
    const ray = await join(link, 'ray');
    await seesVideo(ray);
    await rehearsal.control('cut', { participant: 'ray', media: true, ms: 9_000 });
    await ray.locator('#reconnecting').waitFor({ state: 'visible' });
    await ray.locator('#reconnecting').waitFor({ state: 'hidden' });
    for (const page of [quy, ray]) {
      await seesVideo(page);
    }
    await expect.poll(truth, { timeout: patience }).toContainEqual(
      expect.objectContaining({
        type: 'control',
        action: 'cut',
        participant: 'ray',
        detail: { media: true, signalling: false, ms: 9_000 },
      }),
    );
  });

  it('restarts ICE when the media was away for long', async () => {
    const link = newRoom();
    const sam = await join(link, 'sam');
    const tim = await join(link, 'tim');
    await seesVideo(tim);
    await rehearsal.control('cut', { participant: 'tim', media: true, ms: 16_000 });
    await tim.locator('#reconnecting').waitFor({ state: 'visible' });
    await tim.locator('#reconnecting').waitFor({ state: 'hidden', timeout: 90_000 });
    for (const page of [sam, tim]) {
      await seesVideo(page);
    }
    const connected = (await truthOf('tim', 'first_rendered')).filter((line) => line.type === 'ice_connected');
    expect(connected.length).toBeGreaterThan(2);
  });

  it('stops forwarding and starts again, with connections up', async () => {
    const link = newRoom();
    await join(link, 'uma');
    const vic = await join(link, 'vic');
    await seesVideo(vic);
    await rehearsal.control('stop-forwarding', { participant: 'vic', media: 'video' });
    const growth = async (): Promise<number> => {
      const before = await frames(vic);
      await vic.waitForTimeout(500);
      return (await frames(vic)) - before;
    };
    await expect.poll(growth, { timeout: patience }).toBe(0);
    expect(await vic.locator('#reconnecting').isHidden()).toBe(true);
    await rehearsal.control('stop-forwarding', { participant: 'vic', media: 'video', ms: 0 });
    await seesVideo(vic);
  });

  it('refuses newcomers for a while, and ends the meeting for good', async () => {
    const link = newRoom();
    const wes = await join(link, 'wes');
    await rehearsal.control('refuse', { reason: 'locked' });
    const xia = await open(link);
    await pressJoin(xia, 'xia');
    await xia.locator('#refusal[data-reason="locked"]').waitFor();
    await rehearsal.control('refuse', { reason: 'none' });
    await rehearsal.control('end');
    await wes.locator('#ended').waitFor();
    const yan = await open(link);
    await pressJoin(yan, 'yan');
    await yan.locator('#refusal[data-reason="ended"]').waitFor();
  });

  it.each([
    ['remove', {}, 'Say whom'],
    ['remove', { participant: 'nobody' }, 'Nobody of that id'],
    ['cut', { media: false, signalling: false }, 'Nothing to cut'],
    ['cut', { ms: -1 }, 'JSON object'],
    ['refuse', { reason: 'because' }, 'reason is one of'],
    ['explode', {}, 'no such action'],
    ['toString', {}, 'no such action'],
  ])('answers %s %j with a sentence', async (action, request, sentence) => {
    await expect(rehearsal.control(action, request)).rejects.toThrow(sentence);
  });

  it('wants its token', async () => {
    const response = await fetch(`${rehearsal.controlUrl}state`, { headers: { Authorization: 'Bearer x' } });
    expect(response.status).toBe(401);
  });
});
