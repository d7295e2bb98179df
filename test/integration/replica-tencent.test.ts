/**
 * The Tencent Meeting / VooV replica itself, driven by hand: that it does what platforms.md §2 documents. It says nothing about
 * the vendor's page, which none of this was ever compared with.
 */
import type { Page } from 'playwright';
import { devices } from 'playwright';
import { describe, expect, it } from 'vitest';
import { requires } from '../helpers/requirements.js';
import { allWalls, open, patience, reaches, replica, screensOf, seesVideo, withReplica } from './replica-rig.js';

/** From the form on; the number is in the address already. */
async function joinForm(page: Page, name: string): Promise<void> {
  await page.locator('.join-form__nickname-item > input').pressSequentially(name);
  await page.locator('.join-form__button').click();
}

async function join(code: string, name: string): Promise<Page> {
  const page = await open(`/r?meeting_code=${replica.numberOf(code)}`);
  await joinForm(page, name);
  await reaches(name, 'in_meeting');
  return page;
}

requires('chromium')('replica of Tencent Meeting', () => {
  withReplica('tencent');

  it('leads from the invite link to a meeting with real media, and out by the leave list', async () => {
    replica.meeting('AbCdEf123456', { number: '763545348', toolbarHidesAfterMs: 1_000 });
    const ada = await open('/dm/AbCdEf123456');
    await ada.locator('#btnWrapCtrl').getByRole('button', { name: '网页入会' }).click();
    expect(await ada.locator('.join-form__code-item > input').inputValue()).toBe('763545348');
    await joinForm(ada, 'Ada');
    const ben = await join('AbCdEf123456', 'Ben');
    await Promise.all([seesVideo(ada), seesVideo(ben)]);
    expect(ada.url()).toMatch(/\/r\/763545348\/./);
    expect(replica.people('AbCdEf123456', 'in')).toEqual(['Ada', 'Ben']);
    await reaches('Ada', 'first_frame');
    expect(screensOf('Ada')).toEqual(['landing', 'prejoin', 'joining', 'in_meeting', 'first_frame']);
    for (const { at, receivedAt } of replica.truthOf('Ada')) expect(receivedAt - at).toBeGreaterThan(-50);

    const leave = ada.locator('.leave-control__btn');
    await leave.waitFor({ state: 'hidden' });
    await ada.mouse.move(10, 10);
    await leave.click();
    await ada.locator('#tea-overlay-root .btn-list button:nth-of-type(2)').click();
    await reaches('Ada', 'left');
    await expect.poll(() => replica.people('AbCdEf123456', 'in'), { timeout: patience }).toEqual(['Ben']);
  });

  it('tells number and subject to whoever only reads the page', async () => {
    replica.meeting('readable', { subject: '产品评审', passcode: '2468' });
    const text = await (await fetch(`${replica.origin}/dm/readable`)).text();
    const data = /<script id="__NEXT_DATA__" type="application\/json">(.*?)<\/script>/.exec(text)?.[1] ?? '';
    const { meetingInfo } = (JSON.parse(data) as { props: { pageProps: { meetingInfo: Record<string, string> } } })
      .props.pageProps;
    expect(meetingInfo.meeting_code).toBe(replica.numberOf('readable'));
    expect(Buffer.from(meetingInfo.subject ?? '', 'base64').toString()).toBe('产品评审');
    expect(text).toContain('id="passwordTip"');
    expect(text).not.toContain('2468');
  });

  it('takes what is typed, and nothing that is set', async () => {
    const page = await open('/r');
    const name = page.locator('.join-form__nickname-item > input');
    await name.fill('Pasted');
    expect(await name.inputValue()).toBe('');
    await name.pressSequentially('Typed 名');
    expect(await name.inputValue()).toBe('Typed 名');
    await name.fill('');
    expect(await name.inputValue()).toBe('');
  });

  it('has the older build: first-run forms in the first frame, one class for both fields, a passcode', async () => {
    replica.meeting('older', { build: 'older', firstRun: true, passcode: '2468' });
    const page = await open('/dm/older');
    await page.getByText('网页入会').click();
    const frame = page.frameLocator('iframe >> nth=0');
    await frame.locator('[class*="fill-in-region-and-birth_button"]').click();
    await frame.locator('.met-checkbox').check();
    await frame.locator('[class*="voov-agreement_button"]').click();
    await page.locator('.join-form__input').nth(1).pressSequentially('Cleo');
    await page.locator('.tea-btn').click();
    const passcode = page.locator('#tea-overlay-root .tea-input');
    await passcode.pressSequentially('1111');
    await page.locator('.dialog-btn').last().click();
    await page.locator('.tea-form__help-text').waitFor();
    await passcode.fill('');
    await passcode.pressSequentially('2468');
    await page.locator('.dialog-btn').nth(1).click();
    await reaches('Cleo', 'in_meeting');
    expect(screensOf('Cleo')).toEqual([
      ...['landing', 'consent', 'consent', 'prejoin', 'joining'],
      ...['passcode', 'bad_passcode', 'in_meeting'],
    ]);
  });

  it('holds people in the waiting room, with a leave button, until they are let in; then removes one and ends', async () => {
    replica.meeting('lobby', { lobby: 'manual' });
    const dora = await open(`/r?meeting_code=${replica.numberOf('lobby')}`);
    await joinForm(dora, 'Dora');
    await reaches('Dora', 'lobby');
    await dora.locator('.leave-control__btn').waitFor();
    expect(dora.url()).not.toMatch(/\/r\/\d/);
    expect(replica.people('lobby', 'lobby')).toEqual(['Dora']);
    replica.admit('lobby', 'Dora');
    await reaches('Dora', 'in_meeting');
    replica.meeting('other', {});
    await join('other', 'Emil');
    replica.remove('lobby', 'Dora');
    await reaches('Dora', 'removed');
    expect(await dora.locator('#tea-overlay-root').innerText()).toContain('你已被移出会议');
    expect(await dora.locator('#tea-overlay-root button').count()).toBe(1);
    replica.end('other');
    await reaches('Emil', 'ended');
    expect(screensOf('Dora')).not.toContain('ended');
  });

  it('says that it reconnects while it is cut, comes back, and gives up when the room is gone', async () => {
    replica.meeting('shaky', { givesUpAfterMs: 6_000 });
    const finn = await join('shaky', 'Finn');
    await replica.cut('shaky', { name: 'Finn', media: false, ms: 1_500 });
    await finn.getByText('正在重连').waitFor();
    await finn.getByText('正在重连').waitFor({ state: 'hidden' });
    await expect.poll(() => screensOf('Finn').slice(-2), { timeout: patience }).toEqual(['reconnecting', 'in_meeting']);
    await replica.destroy('shaky');
    await reaches('Finn', 'lost');
  });

  it('shows every wall in every language', async () => {
    const words = await allWalls(
      (code) => `/r?meeting_code=${replica.numberOf(code)}`,
      ['region', 'unsupported_browser'],
      (page) => joinForm(page, 'G'),
    );
    expect(words['zh-CN'].join()).toContain('会议已锁定');
    expect(words['zh-TW'].join()).toContain('會議已鎖定');
    for (const said of Object.values(words)) expect(new Set(said).size).toBe(said.length);
  });

  it('offers phones the app first, and only the app when the meeting says so', async () => {
    const { defaultBrowserType: _, ...pixel } = devices['Pixel 7'];
    replica.meeting('phone', {});
    const page = await open('/dm/phone', pixel);
    await page.locator('#mpJoinBtnCtrl').waitFor();
    await page.getByText('网页入会').tap();
    await joinForm(page, 'Gus');
    await reaches('Gus', 'in_meeting');
    replica.meeting('app', { wall: 'app_only' });
    await page.goto(`${replica.origin}/dm/app`);
    await page.locator('#mpJoinBtnCtrl').waitFor();
    expect(await page.getByText('网页入会').count()).toBe(0);
  });

  describe('drifted', () => {
    it('has other classes and tags but the same texts and roles', async () => {
      replica.meeting('classes', { drift: 'classes' });
      const page = await open(`/r?meeting_code=${replica.numberOf('classes')}`);
      await page.getByPlaceholder('名称').pressSequentially('Hana');
      expect(await page.locator('[class*="join-form"]').count()).toBe(0);
      await page.getByRole('button', { name: '加入会议', exact: true }).click();
      await reaches('Hana', 'in_meeting');
    });

    it('has a dialog in the way that can be closed', async () => {
      replica.meeting('dialog', { drift: 'dialog' });
      const page = await open(`/r?meeting_code=${replica.numberOf('dialog')}`);
      await page.locator('.join-form__nickname-item > input').pressSequentially('Ivo');
      await expect(page.locator('.join-form__button').click({ timeout: 500 })).rejects.toThrow('intercepts');
      await page.getByRole('button', { name: '关闭' }).click();
      await page.locator('.join-form__button').click();
      await reaches('Ivo', 'in_meeting');
    });

    it('has a join button that nobody could know', async () => {
      replica.meeting('words', { drift: 'words' });
      const page = await open(`/r?meeting_code=${replica.numberOf('words')}`);
      await page.getByPlaceholder('名称').pressSequentially('Jo');
      expect(await page.getByRole('button').allInnerTexts()).toEqual(['出发']);
    });
  });

  it('lets something transparent swallow the first click', async () => {
    replica.meeting('overlay', { overlay: 'form' });
    const page = await open(`/r?meeting_code=${replica.numberOf('overlay')}`);
    await page.locator('.join-form__button').waitFor();
    await page.mouse.click(5, 5);
    await joinForm(page, 'Kim');
    await reaches('Kim', 'in_meeting');
  });
});
