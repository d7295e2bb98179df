import { describe, expect, test } from 'vitest';
import { linkFor, variablesFromLink } from '../../../../src/platform/link-for.js';
import { tencent } from '../../../../src/platform/profiles/tencent.js';
import { knowsLink, rejection, says } from './profile-texts.js';

describe('a link of Tencent Meeting', () => {
  test.each([
    'https://meeting.tencent.com/dm/AbCdEf123456',
    'https://meeting.tencent.com/dw/AbCdEf123456',
    'https://meeting.tencent.com/dp/AbCdEf123456',
    'https://meeting.tencent.com/s/AbCdEf12',
    'https://meeting.tencent.com/p/7933309962',
    'https://meeting.tencent.com/p/7933309962?pwd=1234',
    'https://wemeet.qq.com/w/AbCdEf12',
    'https://voovmeeting.com/dm/AbCdEf123456',
    'https://intl.voovmeeting.com/dm/AbCdEf123456',
    'https://voovmeeting.com/r',
    'https://voovmeeting.com/r?meeting_code=763545348',
    'https://meeting.tencent.com/wc/?meeting_code=763545348',
    'https://w.voovmeeting.com/wc/?meeting_code=763545348',
  ])('is %s', (link) => {
    expect(knowsLink(tencent, link)).toBe(true);
  });

  test.each([
    ['https://meeting.tencent.com/crm/2mxYzAbC', 'recording'],
    ['https://meeting.tencent.com/cw/2mxYzAbC', 'recording'],
    ['https://meeting.tencent.com/v2/cloud-record/share?id=1', 'recording in the cloud'],
    ['https://meeting.tencent.com/user-center/joining', 'page of an account'],
    ['https://meeting.tencent.com/live/12345', 'live stream'],
    ['https://voovmeeting.com/crm/2mxYzAbC', 'recording'],
  ])('is not %s, and the reason is told: a %s', (link, reason) => {
    expect(rejection(tencent, link)).toContain(reason);
  });

  test.each([
    'https://meeting.tencent.com/',
    'https://meeting.tencent.com/support/topic/2192',
    'https://meeting.tencent.com.example/dm/AbCdEf123456',
    'https://example.com/?next=https://meeting.tencent.com/dm/AbCdEf123456',
    'https://notvoovmeeting.com/dm/AbCdEf123456',
  ])('is not %s', (link) => {
    expect(knowsLink(tencent, link)).toBe(false);
  });

  test.each([
    ['https://meeting.tencent.com/p/7933309962', '7933309962'],
    ['https://voovmeeting.com/r?meeting_code=763545348', '763545348'],
    ['https://w.voovmeeting.com/wc/?lang=en&meeting_code=763545348#x', '763545348'],
    ['https://meeting.tencent.com/dm/763545348', undefined],
  ])('%s holds the number %s', (link, number) => {
    expect(variablesFromLink(tencent, link)).toEqual(number === undefined ? {} : { number });
  });

  test('that holds the number in its query leads to the form; others are opened as they are', () => {
    expect(linkFor(tencent, 'https://w.voovmeeting.com/wc/?meeting_code=763545348', 'desktop')).toBe(
      'https://voovmeeting.com/r',
    );
    expect(linkFor(tencent, 'https://meeting.tencent.com/dm/AbCdEf', 'mobile')).toBe(
      'https://meeting.tencent.com/dm/AbCdEf',
    );
  });

  test('is made of a number alone, and read again gives it', () => {
    const link = (tencent.invitation?.link ?? '').replace('{number}', '763545348');
    expect(knowsLink(tencent, link)).toBe(true);
    expect(variablesFromLink(tencent, link)).toEqual({ number: '763545348' });
  });
});

describe('the profile knows in three languages', () => {
  test.each([
    ['lobby', '您已进入等候室，请等待主持人准入', '您已進入等候室，請等待主持人準入', 'You are in the waiting room'],
    ['removed', '你已被移出会议', '你已被移出會議，加入會議失敗', 'You have been removed from the meeting'],
    ['ended', '会议已结束', '會議已結束', 'The meeting has ended'],
    ['locked', '会议已锁定', '會議已鎖定', 'The meeting is locked'],
    ['full', '会议人数已达上限', '會議人數已達上限', 'The participant limit has been reached'],
    ['not_found', '会议号无效', '會議號無效', 'Invalid meeting ID'],
    ['not_started', '主持人未入会', '主持人未入會', 'The host has not joined'],
    ['not_started', '会议未开始', '會議未開始', 'The meeting has not started'],
    ['insiders_only', '仅组织内成员可加入', '僅組織內成員可加入', 'Organization members only'],
    ['rate_limited', '入会过于频繁，请稍后再试', '入會過於頻繁，請稍後再試', 'Too frequent joins. Try again later.'],
    ['bad_passcode', '密码错误', '密碼錯誤', 'Incorrect passcode'],
    ['login_required', '登录', '登入', 'Sign in'],
    ['reconnecting', '网络连接已断开，正在重连', '網絡連接已斷開，正在重連', 'Reconnecting…'],
    ['app_redirect', '网页入会', '網頁入會', 'Join on web'],
  ] as const)('%s', (state, ...sentences) => {
    expect(sentences.filter((sentence) => !says(tencent, state, sentence))).toEqual([]);
  });

  test.each(['removed', 'ended', 'locked', 'full'] as const)(
    '%s, and does not take a meeting in progress for it',
    (state) => {
      const harmless = [
        '结束会议',
        '离开会议',
        '會議進行中',
        'End meeting for all',
        'Lock meeting',
        '移出会议',
        '他已被移出会议',
      ];
      expect(harmless.filter((sentence) => says(tencent, state, sentence))).toEqual([]);
    },
  );
});
