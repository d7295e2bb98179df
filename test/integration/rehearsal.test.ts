/** The built-in meeting in real browsers: order and lower bounds, never how fast. */
import { describe, expect, it } from 'vitest';
import {
  join,
  newRoom,
  open,
  patience,
  pressJoin,
  remoteSound,
  screen,
  seesVideo,
  timeOf,
  truth,
  truthOf,
  withRehearsal,
} from './rehearsal-rig.js';

withRehearsal();

describe('two people in a meeting', () => {
  it.each(['vp8', 'h264'])('see and hear each other with %s', async (codec) => {
    const link = `${newRoom()}?codec=${codec}`;
    const ann = await join(link, `ann-${codec}`);
    const ben = await join(link, `ben-${codec}`);
    await seesVideo(ann);
    await seesVideo(ben);
    expect(await ben.evaluate(remoteSound)).toEqual([{ kind: 'audio', muted: false, readyState: 'live' }]);

    const lines = await truthOf(`ben-${codec}`, 'first_rendered');
    const order = ['page_requested', 'socket_open', 'join_requested', 'admitted', 'dtls_connected'] as const;
    const times = order.map((type) => timeOf(lines, type));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const rendered = lines.find((line) => line.type === 'first_rendered');
    expect(rendered).toMatchObject({ name: `ben-${codec}` });
    const forwarded = lines.find((line) => line.type === 'first_key_frame_forwarded' && line.kind === 'video');
    const uncertainty = rendered?.type === 'first_rendered' ? rendered.uncertainty_ms : Number.NaN;
    expect(rendered?.t).toBeGreaterThan((forwarded?.t ?? Number.NaN) - uncertainty);
    expect(timeOf(lines, 'entered')).toBeGreaterThan(timeOf(lines, 'admitted') - uncertainty);
  });

  it('a camera that is switched off goes dark for the other, and comes back', async () => {
    const link = newRoom();
    const cat = await join(link, 'cat');
    const dan = await join(link, 'dan');
    await seesVideo(dan);
    await cat.locator('#toggle-camera').click();
    await dan.locator('.tile[data-participant] video').waitFor({ state: 'hidden' });
    await cat.locator('#toggle-camera[aria-pressed="false"]').click();
    await dan.locator('.tile[data-participant] video').waitFor({ state: 'visible' });
    await seesVideo(dan);
  });

  it('whoever leaves frees the place', async () => {
    const link = newRoom();
    const eve = await join(link, 'eve');
    const fay = await join(link, 'fay');
    await eve.locator('#roster li').nth(1).waitFor();
    expect(await eve.locator('#roster li[data-self]').textContent()).toContain('eve');
    await fay.locator('#leave').click();
    await screen(fay, 'left');
    await expect.poll(() => eve.locator('#roster li').count(), { timeout: patience }).toBe(1);
    await expect.poll(() => eve.locator('.tile[data-participant]').count(), { timeout: patience }).toBe(0);
    expect(await truthOf('fay', 'left')).toContainEqual(expect.objectContaining({ type: 'left', cause: 'asked' }));
  });

  it('a name is text, whatever is in it', async () => {
    const link = newRoom();
    const gus = await join(link, 'gus');
    await join(link, '<img src=x onerror="window.broken=1"><script>window.broken=1</script>');
    await gus.locator('#roster li').nth(1).waitFor();
    expect(await gus.locator('#roster li').nth(1).textContent()).toContain('<script>');
    expect(await gus.evaluate(`'broken' in window`)).toBe(false);
  });
});

describe('knobs of the link', () => {
  it.each(['full', 'locked', 'ended', 'not_found', 'rate_limited', 'login_required'])('refuse=%s', async (reason) => {
    const page = await open(`${newRoom()}?refuse=${reason}`);
    await pressJoin(page, 'ida');
    await page.locator(`#refusal[data-reason="${reason}"]`).waitFor();
    await expect
      .poll(truth, { timeout: patience })
      .toContainEqual(expect.objectContaining({ type: 'refused', reason }));
  });

  it('joinDelayMs is the least time between pressing Join and being let in', async () => {
    await join(`${newRoom()}?joinDelayMs=1500`, 'jan');
    const lines = await truthOf('jan', 'entered');
    expect(timeOf(lines, 'admitted') - timeOf(lines, 'join_requested')).toBeGreaterThanOrEqual(1_500);
    expect(timeOf(lines, 'entered') - timeOf(lines, 'join_requested')).toBeGreaterThanOrEqual(1_500);
    expect(lines).toContainEqual(expect.objectContaining({ type: 'knob', knob: 'joinDelayMs', value: 1_500 }));
  });

  it('admitAfterMs shows the waiting room first', async () => {
    const page = await open(`${newRoom()}?admitAfterMs=700`);
    await pressJoin(page, 'kim');
    await page.locator('#lobby').waitFor();
    await screen(page, 'meeting');
    const lines = await truthOf('kim', 'admitted');
    expect(timeOf(lines, 'admitted') - timeOf(lines, 'lobby')).toBeGreaterThanOrEqual(700);
  });

  it('a passcode is asked for; the third wrong one is the last', async () => {
    const link = `${newRoom()}?passcode=9876`;
    const page = await open(link);
    await pressJoin(page, 'lea');
    await page.locator('#passcode').fill('1234');
    await page.locator('#passcode-submit').click();
    await page.locator('#passcode-error').waitFor();
    await page.locator('#passcode').fill('9876');
    await page.locator('#passcode-submit').click();
    await screen(page, 'meeting');

    const other = await open(link);
    await pressJoin(other, 'lou');
    for (let tries = 0; tries < 3; tries += 1) {
      await other.locator('#passcode').fill('1');
      await other.locator('#passcode-submit').click();
      if (tries < 2) await other.locator('#passcode-error').waitFor();
    }
    await other.locator('#refusal[data-reason="bad_passcode"]').waitFor();
  });

  it('a phone is asked whether it has the app', async () => {
    const page = await open(newRoom(), {
      userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    await screen(page, 'invite');
    await page.locator('#continue-in-browser').click();
    await screen(page, 'prejoin');
  });

  it.each([
    ['zh-HK', '加入會議'],
    ['zh-CN', '加入会议'],
    ['fr-FR', 'Join meeting'],
  ])('speaks to %s', async (locale, words) => {
    const page = await open(newRoom(), { locale });
    expect(await page.locator('#join').textContent()).toBe(words);
  });
});
