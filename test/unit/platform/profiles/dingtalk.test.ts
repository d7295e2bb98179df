import { describe, expect, test } from 'vitest';
import { variablesFromLink } from '../../../../src/platform/link-for.js';
import { dingtalk } from '../../../../src/platform/profiles/dingtalk.js';
import { knowsLink, rejection, says } from './profile-texts.js';

describe('a link of DingTalk Meeting', () => {
  test.each([
    'https://meeting.dingtalk.com/j/AbCdEf12345',
    'https://meeting.dingtalk.com/j/AbCdEf12345?lang=zh',
    'https://meeting.dingtalk.com/app?roomCode=68882434655&token=1_00000000-0000-4000-8000-000000000000',
    'https://pre-meeting.dingtalk.com/app?roomCode=68882434655&token=1_00000000-0000-4000-8000-000000000000',
    'https://meeting.dingtalk.io/app/room?linkId=abc-123&invite=0&screen_share=0',
  ])('is %s', (link) => {
    expect(knowsLink(dingtalk, link)).toBe(true);
  });

  test.each([
    'https://meeting.dingtalk.com/',
    'https://www.dingtalk.com/j/AbCdEf12345',
    'https://meeting.dingtalk.com.example/j/AbCdEf12345',
  ])('is not %s', (link) => {
    expect(knowsLink(dingtalk, link)).toBe(false);
  });

  test('is not one of the web chat, and the reason is told', () => {
    expect(rejection(dingtalk, 'https://im.dingtalk.com/?entry=1')).toContain("DingTalk's web chat");
  });

  test('holds the number when it comes from the OpenAPI', () => {
    expect(variablesFromLink(dingtalk, 'https://meeting.dingtalk.com/app?roomCode=68882434655&token=x')).toEqual({
      number: '68882434655',
    });
  });
});

describe('the profile knows in three languages', () => {
  test.each([
    ['prejoin', '请输入你的名称', '請輸入你的名稱', 'Enter your name'],
    ['prejoin', '加入会议', '加入會議', 'Join Meeting'],
    ['landing', '进入会议', '進入會議', 'Enter Meeting'],
    ['in_meeting', '成员', '成員', 'Members (12)'],
    ['lobby', '等候室', '等候室', 'Waiting room'],
    ['lobby', '等待主持人准入', '等待主持人準入', 'Please wait for the host'],
    ['locked', '会议已锁定，无法加入', '會議已鎖定，無法加入', 'The meeting is locked'],
    ['insiders_only', '仅组织内成员可加入', '僅組織內成員可加入', 'Organization members only'],
    ['insiders_only', '内部会议', '內部會議', 'This is an internal meeting'],
    ['ended', '会议已结束', '會議已結束', 'The meeting has ended'],
    ['removed', '你已被移出会议', '你已被移出會議', 'You have been removed'],
    ['full', '会议人数已满', '會議人數已滿', 'The meeting is full'],
    ['full', '参会人数已达上限', '參會人數已達上限', 'Participant limit reached'],
    ['reconnecting', '网络异常，正在重新连接', '網路異常，正在重新連線', 'Reconnecting'],
    ['bad_passcode', '密码错误', '密碼錯誤', 'Wrong password'],
  ] as const)('%s', (state, ...sentences) => {
    expect(sentences.filter((sentence) => !says(dingtalk, state, sentence))).toEqual([]);
  });

  test('the label that starts the app is not that of the web', () => {
    const labels = ['打开钉钉', '打开钉钉加入会议', '打開釘釘', 'Open DingTalk', 'Open DingTalk to join meeting'];
    expect(labels.filter((label) => says(dingtalk, 'landing', label))).toEqual([]);
  });
});
