/**
 * Webex, from public code that drives it. All of the meeting is web components inside one frame. It wants a mail address
 * beside the name; nobody reads the one that is given.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const bot = { source: 'public code 54704062210', confidence: 'code' } as const;
const guess = { source: 'a sentence around a known word', confidence: 'inferred' } as const;

const frame = 'iframe#unified-webclient-iframe';
const inBrowser = { en: 'Join from this browser', 'zh-TW': '從瀏覽器加入' } as const;
const lobbyBox = {
  css: '[class*="lobby-container"], [id*="lobby-container"], [data-test*="lobby-container"]',
  ...bot,
} as const;
const waiting = {
  text: { en: 'Waiting for host', 'zh-CN': '等候室', 'zh-TW': ['等待主持人', '等候室'] },
  ...bot,
} as const;
/** Webex’s buttons are there as soon as the frame is. */
const leaveButton = { css: '[data-test="leave-button"]', is: 'attached', ...bot } as const;
const joinButton = { css: '[data-test="join-button"], #join-button', ...bot } as const;

export const webex = definePlatform({
  name: 'webex',
  title: 'Webex',
  match: {
    hosting: 'vendor',
    links: [
      /^https:\/\/(?:[a-z0-9-]+\.)+webex\.com\/(?:meet\/|join\/|[\w.-]+\/j\.php\?|webappng\/sites\/|wbxmjs\/joinservice)/i,
    ],
  },
  invitation: {
    names: [/\bwebex\b/i],
    numberLabels: [/meeting number/i, /access code/i, /会议号/, /會議號/],
    passcodeLabels: [/(?:meeting )?password/i, /密码/, /密碼/],
  },
  elements: {
    browser: [
      { testId: 'join-browser-button', attribute: 'data-test', ...bot },
      { css: '#broadcom-center-right', ...bot },
      { role: 'button', name: inBrowser, ...bot },
      { css: '#fallBkJoinByBrowser', ...bot },
    ],
    name: [
      { testId: 'Name (required)', attribute: 'data-test', frame, ...bot },
      { css: 'input[autocomplete="name"]', frame, ...bot },
    ],
    mail: { testId: 'Email (required)', attribute: 'data-test', frame, ...bot },
    join: [
      { testId: 'join-button', attribute: 'data-test', frame, ...bot },
      { css: '#join-button', frame, ...bot },
    ],
    leave: { testId: 'leave-button', attribute: 'data-test', frame, ...bot },
  },
  states: {
    captcha: {
      all: [{ css: 'img[src*="captcha" i]', source: '2020-era puppeteer bot', confidence: 'inferred' }],
      frames: 'any',
    },
    ended: {
      any: [
        { text: { 'zh-TW': '會議已結束' }, ...bot },
        { text: 'meeting has ended', ...guess },
      ],
      none: [leaveButton],
      frames: 'any',
    },
    locked: {
      all: [{ text: ['meeting is locked', 'meeting has been locked'], ...guess }],
      none: [leaveButton],
      frames: 'any',
    },
    not_found: { all: [{ text: 'Meeting not found', ...bot }], none: [leaveButton], frames: 'any' },
    bad_passcode: { all: [{ text: 'Incorrect password', ...bot }], none: [leaveButton], frames: 'any' },
    in_meeting: [
      {
        all: [leaveButton, { css: '[data-test="participants-toggle-button"]', is: 'attached', ...bot }],
        none: [lobbyBox, waiting, joinButton],
        debounceMs: 500,
        frames: 'any',
        next: afterMeeting,
      },
      {
        all: [leaveButton],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [lobbyBox, waiting, joinButton],
        frames: 'any',
        next: afterMeeting,
      },
    ],
    lobby: { any: [lobbyBox, waiting], frames: 'any' },
    prejoin: {
      any: [{ css: '[data-test="Name (required)"], input[autocomplete="name"]', ...bot }, joinButton],
      frames: 'any',
    },
    app_redirect: {
      any: [
        { css: '[data-test="join-browser-button"], #broadcom-center-right, #fallBkJoinByBrowser', ...bot },
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
          { type: '@name', value: '{name}', optional: true, timeoutMs: 5_000 },
          { type: '@mail', value: 'guest@example.com', optional: true },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
  },
  guest: {
    web: 'if the host allows',
    devices: ['desktop', 'mobile'],
    source: 'mozilla-firefox 1945561-webex.com.json (phones with Chrome’s user agent)',
    confidence: 'code',
  },
  policy: {
    automation: 'permission',
    warning: 'Some sites show a captcha: it ends the join and is never solved.',
    joinsPerSecond: 0.5,
    ...bot,
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
