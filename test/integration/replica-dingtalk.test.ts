/**
 * The DingTalk Meeting replica itself, driven by hand: that it does what platforms.md §3 documents. It says nothing about the
 * vendor's page, which none of this was ever compared with.
 */
import type { Page } from 'playwright';
import { devices } from 'playwright';
import { describe, expect, it } from 'vitest';
import { requires } from '../helpers/requirements.js';
import { allWalls, open, patience, reaches, replica, screensOf, seesVideo, withReplica } from './replica-rig.js';

/** In any of the three languages. */
async function joinForm(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox').fill(name);
  await page.getByRole('button', { name: /^(加入会议|加入會議|Join Meeting)$/ }).click();
}

async function join(code: string, name: string): Promise<Page> {
  const page = await open(`/j/${code}`);
  await joinForm(page, name);
  await reaches(name, 'in_meeting');
  return page;
}

requires('chromium')('replica of DingTalk Meeting', () => {
  withReplica('dingtalk');

  it('asks for a name and lets in, with real media, and out by 结束 → 离开会议', async () => {
    replica.meeting('uSJ8ZKtxPn5', { number: '68882434655', toolbarHidesAfterMs: 1_000 });
    const ada = await open('/j/uSJ8ZKtxPn5');
    await ada.getByText('打开钉钉').waitFor();
    await ada.getByPlaceholder('你的名称').fill('Ada');
    await ada.getByRole('button', { name: '加入会议' }).click();
    const ben = await open('/app?roomCode=68882434655&token=1_0d1f');
    await joinForm(ben, 'Ben');
    await Promise.all([seesVideo(ada), seesVideo(ben)]);
    await reaches('Ada', 'first_frame');
    expect(screensOf('Ada')).toEqual(['prejoin', 'joining', 'in_meeting', 'first_frame']);

    const end = ada.getByRole('button', { name: '结束' });
    await end.waitFor({ state: 'hidden' });
    await ada.mouse.move(10, 10);
    await end.click();
    await ada.getByRole('button', { name: '离开会议' }).click();
    await reaches('Ada', 'left');
    await expect.poll(() => replica.people('uSJ8ZKtxPn5', 'in'), { timeout: patience }).toEqual(['Ben']);
  });

  it('asks phones twice', async () => {
    const { defaultBrowserType: _, ...pixel } = devices['Pixel 7'];
    const page = await open('/j/phone-meeting', pixel);
    await page.getByRole('button', { name: '进入会议' }).tap();
    await page.getByPlaceholder('你的名称').fill('Cleo');
    await page.getByRole('button', { name: '进入会议' }).tap();
    await reaches('Cleo', 'in_meeting');
    expect(screensOf('Cleo')).toEqual(['landing', 'prejoin', 'joining', 'in_meeting']);
  });

  it('has no class or id that could be known beforehand', async () => {
    const classes = async (): Promise<string> =>
      page.evaluate(`[...document.querySelectorAll('body [class]')].map((e) => e.className).join()`);
    const page = await open('/j/hashed');
    await page.getByRole('button', { name: '加入会议' }).waitFor();
    const before = await classes();
    await page.reload();
    await page.getByRole('button', { name: '加入会议' }).waitFor();
    expect(await classes()).not.toBe(before);
    expect(await page.locator('body [id]').count()).toBe(0);
  });

  it('goes by the buttons before the meeting, and shows in it what is on', async () => {
    replica.meeting('muted', { toolbarHidesAfterMs: 60_000 });
    const page = await open('/j/muted');
    await page.locator('button[aria-pressed="true"]', { hasText: '麦克风' }).click();
    await page.locator('button[aria-pressed="false"]', { hasText: '麦克风' }).waitFor();
    await joinForm(page, 'Dora');
    await page.getByRole('button', { name: '解除静音' }).waitFor();
    await page.getByRole('button', { name: '关闭摄像头' }).waitFor();
  });

  it('holds in the waiting room, lets in, removes one and ends for the others', async () => {
    replica.meeting('lobby', { lobby: 'manual' });
    const [emil, finn] = await Promise.all([open('/j/lobby'), open('/j/lobby')]);
    await joinForm(emil, 'Emil');
    await joinForm(finn, 'Finn');
    await reaches('Emil', 'lobby');
    await reaches('Finn', 'lobby');
    await emil.getByText('等候室').waitFor();
    replica.admit('lobby');
    await reaches('Emil', 'in_meeting');
    await reaches('Finn', 'in_meeting');
    replica.remove('lobby', 'Emil');
    await reaches('Emil', 'removed');
    replica.end('lobby');
    await reaches('Finn', 'ended');
    expect(screensOf('Emil')).not.toContain('ended');
    const late = await open('/j/lobby');
    await joinForm(late, 'Late');
    await reaches('Late', 'ended');
  });

  it('turns away in the waiting room, above its capacity and above its rate', async () => {
    replica.meeting('denied', { lobby: 'manual' });
    await joinForm(await open('/j/denied'), 'Gus');
    await reaches('Gus', 'lobby');
    replica.deny('denied');
    await reaches('Gus', 'denied');
    replica.meeting('small', { capacity: 1 });
    await join('small', 'Hana');
    await joinForm(await open('/j/small'), 'Ivo');
    await reaches('Ivo', 'full');
    replica.meeting('slow', { rateLimit: { joins: 1, withinMs: 60_000 } });
    await join('slow', 'Jo');
    await joinForm(await open('/j/slow'), 'Kim');
    await reaches('Kim', 'rate_limited');
  });

  it('asks for a passcode until it is right, or three were wrong', async () => {
    replica.meeting('secret', { passcode: '2468' });
    const page = await open('/j/secret');
    await joinForm(page, 'Lea');
    const confirm = page.getByRole('button', { name: '确定' });
    await page.getByPlaceholder('密码').fill('1111');
    await confirm.click();
    await page.getByRole('alert').waitFor();
    await page.getByPlaceholder('密码').fill('2468');
    await confirm.click();
    await reaches('Lea', 'in_meeting');
    const other = await open('/j/secret');
    await joinForm(other, 'Max');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await other.getByPlaceholder('密码').fill(`${attempt}`);
      await confirmed(other);
    }
    await other.getByText('密码错误次数过多').waitFor();
  });

  it('shows every wall in every language', async () => {
    const words = await allWalls(
      (code) => `/j/${code}`,
      ['app_only', 'region', 'unsupported_browser', 'login_required', 'not_found'],
      (page) => joinForm(page, 'N'),
    );
    expect(words['zh-CN'].join()).toContain('会议已锁定，无法加入');
    expect(words['zh-TW'].join()).toContain('會議已鎖定，無法加入');
    for (const said of Object.values(words)) expect(new Set(said).size).toBe(said.length);
  });

  describe('drifted', () => {
    it('has other tags but the same texts and roles', async () => {
      replica.meeting('classes', { drift: 'classes' });
      const page = await open('/j/classes');
      await page.getByPlaceholder('你的名称').fill('Ona');
      await page.getByRole('button', { name: '加入会议' }).click();
      await reaches('Ona', 'in_meeting');
      expect(await page.locator('button').count()).toBe(0);
    });

    it('has a dialog in the way that can be closed', async () => {
      replica.meeting('dialog', { drift: 'dialog' });
      const page = await open('/j/dialog');
      const button = page.getByRole('button', { name: '加入会议' });
      await button.waitFor();
      await expect(button.click({ timeout: 500 })).rejects.toThrow('Timeout');
      await page.getByRole('button', { name: '关闭' }).click();
      await joinForm(page, 'Pia');
      await reaches('Pia', 'in_meeting');
    });

    it('has a join button that nobody could know', async () => {
      replica.meeting('words', { drift: 'words' });
      const page = await open('/j/words');
      await page.getByPlaceholder('你的名称').fill('Quy');
      await page.getByRole('button', { name: '出发' }).waitFor();
      expect(await page.getByText(/会议$/).count()).toBe(0);
    });
  });
});

async function confirmed(page: Page): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().endsWith('/_replica/join'));
  await page.getByRole('button', { name: '确定' }).click();
  await answer;
}
