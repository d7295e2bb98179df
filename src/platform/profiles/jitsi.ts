/**
 * Jitsi Meet, from its own tests and strings and from public code that drives it. Any host may serve it, and nothing in a link
 * says so: only the two well-known public hosts are recognised, and those are not for load tests. Yours is joined with
 * `--platform jitsi`.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const tests = { source: 'jitsi-meet tests/pageobjects', confidence: 'code' } as const;
const strings = { source: 'jitsi-meet lang/main-zh-TW.json 0fa91b1', confidence: 'code' } as const;
const vexa = { source: 'vexa join/src/jitsi, 2026-08', confidence: 'code' } as const;
const guess = { source: 'English of a known Chinese text', confidence: 'inferred' } as const;

const isJoined = {
  script: 'window.APP.conference.isJoined()',
  source: 'jitsi-meet-torture c0efd483',
  confidence: 'code',
} as const;
const hangup = {
  css: '.hangup-button, [data-testid="toolbox.hangup"], [aria-label="Leave the meeting"]',
  is: 'attached',
  ...vexa,
} as const;
const password = { css: '[data-testid="lobby.password"], input[name="lockKey"]', ...tests } as const;
const inBrowser = { en: 'Join in browser', 'zh-TW': '在瀏覽器中加入' } as const;
const riskWords = { en: 'I understand the risk', 'zh-TW': '我了解風險，我想要加入會議' } as const;
const preJoin = { css: '[data-testid="prejoin.screen"]', ...tests } as const;

export const jitsi = definePlatform({
  name: 'jitsi',
  title: 'Jitsi Meet',
  match: { hosting: 'vendor', links: [/^https:\/\/(?:meet\.jit\.si|8x8\.vc)\/[^/?#]+/i] },
  invitation: { names: [/\bjitsi\b/i] },
  url: {
    // Values are JSON: a text has its quotes.
    hash: {
      'config.defaultLanguage': '"en"',
      // A phone would be sent to the app; the second is the name that older servers know.
      'config.deeplinking.disabled': 'true',
      'config.disableDeepLinking': 'true',
      'config.toolbarConfig.alwaysVisible': 'true',
      'userInfo.displayName': '"{name}"',
    },
  },
  context: { locale: 'en-US' },
  elements: {
    name: [
      { css: '#premeeting-name-input', ...tests },
      { testId: 'lobby.nameField', ...tests },
    ],
    join: { testId: 'prejoin.joinMeeting', ...tests },
    knock: { testId: 'lobby.knockButton', ...tests },
    unsafeRoom: [
      { role: 'checkbox', name: riskWords, ...strings },
      { label: riskWords, ...strings },
    ],
    browser: [
      { role: 'button', name: inBrowser, ...strings },
      { role: 'link', name: inBrowser, ...strings },
    ],
    passcode: [
      { testId: 'lobby.password', ...tests },
      { css: 'input[name="lockKey"]', ...vexa },
    ],
    passcodeJoin: { testId: 'lobby.passwordJoinButton', ...tests },
    leave: [
      { css: '.hangup-button', ...vexa },
      { testId: 'toolbox.hangup', ...vexa },
      { css: '[aria-label="Leave the meeting"]', ...vexa },
    ],
    microphone: { css: '[aria-label="Mute microphone"], [aria-label="Unmute microphone"]', ...tests },
    camera: { css: '[aria-label="Stop camera"], [aria-label="Start camera"]', ...tests },
  },
  states: {
    login_required: { any: [{ css: '[data-testid="dialog.tokenAuthFailed"]', ...tests }] },
    removed: {
      any: [
        { text: { 'zh-TW': ['您已被移出會議', '將您從會議中移除'] }, ...strings },
        { text: { en: ['You have been removed from the meeting', 'removed you from the meeting'] }, ...guess },
      ],
    },
    denied: {
      any: [
        { css: '[data-testid="lobby.joinRejectedMessage"]', ...tests },
        { text: { 'zh-TW': '您的加入請求遭到主持人拒絕' }, ...strings },
      ],
    },
    full: {
      any: [
        { css: '[data-testid="dialog.maxUsersLimitReached"]', ...tests },
        { text: { 'zh-TW': '已達到最大參與人數限制' }, ...strings },
      ],
    },
    // It goes on by itself as soon as one comes.
    not_started: {
      any: [{ text: { en: 'Waiting for a moderator', 'zh-TW': '正在等候主持人加入' }, ...strings }],
      none: [isJoined],
    },
    rate_limited: { any: [{ text: { 'zh-TW': '您加入速度過快' }, ...strings }] },
    bad_passcode: {
      any: [
        { text: { 'zh-TW': '密碼不符' }, ...strings },
        { text: { en: 'Incorrect password' }, ...guess },
      ],
    },
    // A reload timer runs: it comes back. Never "removed".
    reconnecting: {
      any: [{ text: { en: 'You have been disconnected', 'zh-TW': '您已經被中斷連線' }, ...vexa }],
    },
    in_meeting: [
      { all: [isJoined], next: afterMeeting },
      {
        all: [hangup],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [preJoin, { css: '.lobby-screen', ...tests }],
        next: afterMeeting,
      },
    ],
    lobby: {
      any: [
        { css: '[data-testid="lobby.joiningMessage"]', ...tests },
        { css: '.lobby-screen', ...tests },
        { console: 'membersOnly', ...vexa },
      ],
      none: [password, preJoin],
    },
    passcode: { all: [password] },
    prejoin: { all: [preJoin] },
    app_redirect: {
      any: [
        { role: 'button', name: inBrowser, ...strings },
        { role: 'link', name: inBrowser, ...strings },
      ],
    },
  },
  outcomes: { not_started: 'wait' },
  actions: {
    join: [
      { when: 'app_redirect', steps: [{ click: '@browser' }] },
      {
        when: 'prejoin',
        steps: [
          { type: '@name', value: '{name}', optional: true, timeoutMs: 2_000 },
          { check: '@unsafeRoom', optional: true },
          { click: '@join', joins: true },
        ],
      },
      {
        // Its form may follow the pre-join page at once, and ask for a press of its own.
        when: 'lobby',
        steps: [
          { type: '@name', value: '{name}', optional: true },
          { click: '@knock', optional: true, joins: true },
        ],
      },
      {
        when: 'passcode',
        steps: [
          { type: '@passcode', value: '{passcode}' },
          { click: '@passcodeJoin', optional: true, joins: true },
          { press: 'Enter', at: { css: 'input[name="lockKey"]' }, optional: true, joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
    mute: [{ toggle: '@microphone', isOn: { attribute: 'aria-label', is: 'Mute microphone' }, to: 'off' }],
    unmute: [{ toggle: '@microphone', isOn: { attribute: 'aria-label', is: 'Mute microphone' }, to: 'on' }],
    cameraOff: [{ toggle: '@camera', isOn: { attribute: 'aria-label', is: 'Stop camera' }, to: 'off' }],
    cameraOn: [{ toggle: '@camera', isOn: { attribute: 'aria-label', is: 'Stop camera' }, to: 'on' }],
  },
  guest: {
    web: 'yes',
    devices: ['desktop', 'mobile'],
    source: 'jitsi-meet#12744, #12724, 2022-12',
    confidence: 'documented',
  },
  policy: {
    automation: 'own-server',
    warning: 'Test a Jitsi Meet server of your own; meet.jit.si and 8x8.vc are other people’s.',
    publicHosts: ['meet.jit.si', '8x8.vc'],
    confidence: 'inferred',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
