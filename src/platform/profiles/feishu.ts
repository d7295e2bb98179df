/**
 * Feishu 飛書 and Lark, from one public bot. It only worked in real Chrome and with a session that had been logged in before;
 * a guest without one meets the login page.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const bot = { source: 'joinly-feishu', confidence: 'code' } as const;
const guess = { source: 'Traditional form of a known Simplified text', confidence: 'inferred' } as const;

const inBrowser = ['Join On This Browser', '网页版入会', '在浏览器中加入'] as const;
/** The whole label: the bare words are part of many others. */
const joinWords = {
  exact: { en: 'Join', 'zh-CN': ['加入', '进入', '立即加入', '加入会议', '进入会议', '入会'] },
} as const;
const waiting = { text: { en: 'will let you in', 'zh-CN': ['等待主持人', '等待进入'] }, ...bot } as const;
const hangup = { css: 'button:has(svg[data-icon="CallEndFilled"])', is: 'attached', ...bot } as const;
const joinButton = { role: 'button', name: joinWords, ...bot } as const;

export const feishu = definePlatform({
  name: 'feishu',
  title: 'Feishu 飛書 / Lark',
  match: {
    hosting: 'vendor',
    links: [
      /^https:\/\/(?:vc\.feishu\.cn|vc\.larksuite\.com|meetings\.feishu\.cn|meetings\.larksuite\.com)\/(?:j\/\d{9}|s\/\w+|live\/)/i,
    ],
  },
  invitation: {
    names: [/飞书/, /飛書/, /\bfeishu\b/i, /\blark\b/i],
    numberLabels: [/meeting id/i, /会议(?:\s*id|号)/i, /會議(?:\s*id|號)/i],
    number: /^\d{9}$/,
    // Lark's numbers look the same: give a link for those.
    link: 'https://vc.feishu.cn/j/{number}',
  },
  context: { session: 'required', appSchemes: ['feishu', 'lark'] },
  elements: {
    browser: [
      { css: 'button.join-meeting', ...bot },
      { role: 'button', name: inBrowser, ...bot },
      { text: inBrowser, ...bot },
    ],
    name: [
      { placeholder: { en: 'name', 'zh-CN': '姓名' }, ...bot },
      { placeholder: { 'zh-TW': '姓名' }, ...guess },
    ],
    join: [
      { role: 'button', name: joinWords, ...bot },
      { text: joinWords, ...bot },
    ],
    microphone: { css: 'svg[data-icon="MicFilled"], svg[data-icon="MicOffFilled"]', ...bot },
    leave: { css: 'button:has(svg[data-icon="CallEndFilled"])', ...bot },
  },
  states: {
    login_required: {
      any: [
        { text: { 'zh-CN': ['扫码登录', '手机号登录'] }, ...bot },
        { text: { 'zh-TW': ['掃碼登入', '手機號登入'] }, ...guess },
      ],
      none: [hangup],
    },
    in_meeting: [
      {
        all: [hangup],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [waiting, joinButton],
        next: afterMeeting,
      },
      {
        all: [hangup, { connection: 'connected', confidence: 'inferred' }],
        none: [waiting, joinButton],
        debounceMs: 1_000,
        next: afterMeeting,
      },
    ],
    lobby: { all: [waiting] },
    prejoin: { all: [joinButton] },
    // Comes up to 20 s after the page: the app is tried first.
    app_redirect: {
      any: [
        { css: 'button.join-meeting', ...bot },
        { role: 'button', name: inBrowser, ...bot },
      ],
    },
  },
  actions: {
    join: [
      { when: 'app_redirect', steps: [{ click: '@browser' }] },
      {
        when: 'prejoin',
        steps: [
          // Who is logged in is not asked.
          { type: '@name', value: '{name}', optional: true },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
    mute: [{ toggle: '@microphone', isOn: { attribute: 'data-icon', is: 'MicFilled' }, to: 'off' }],
    unmute: [{ toggle: '@microphone', isOn: { attribute: 'data-icon', is: 'MicFilled' }, to: 'on' }],
  },
  guest: { web: 'no', devices: ['desktop'], ...bot },
  policy: {
    automation: 'permission',
    warning: 'Bring real Chrome, and a session of its own for each participant.',
    joinsPerSecond: 0.5,
    ...bot,
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
