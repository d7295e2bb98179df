/**
 * Tencent Meeting 腾讯会议 / 騰訊會議, abroad VooV Meeting. Facts and their confidence: platforms.md §2, read from public code
 * and help pages; nothing here was tried against the service. Open questions: whether a guest gets in without an account
 * today, how the web page words its states, what a phone is shown.
 *
 *     /dm/… ─► 「网页入会」 there? ── pressed ──► the client asks who one is
 *                  │ no, or it leads nowhere                 ▲
 *                  └► the number is read ─► voovmeeting.com/r: the same form, by number ─► (consent) ─► (passcode) ─► in
 */
import { definePlatform } from '../define-platform.js';
import type { Marker, Provenance, ProvableState, StateRule, Step, TextSet } from '../profile.js';
import { dismissals, inferred, texts, walls } from './texts.js';

const script2022 = { source: 'SummerFoam233/Tencent-AutoMeeting, 2022-11', confidence: 'code' } as const;
const script2025 = { source: 'Greasyfork 522885, about 2025-01', confidence: 'code' } as const;
const landingPage = { source: 'userscripts on the invitation page', confidence: 'code' } as const;
const setupGuide = { source: 'lokalane/meeting-copilot README, 2026-07', confidence: 'secondary' } as const;
const resellerHelp = { source: 'help of a WeCom reseller, 2023-06', confidence: 'secondary' } as const;

/** The form by number; no public code uses such a page on meeting.tencent.com itself. */
const formPage = 'https://voovmeeting.com/r';

/** Dialogs live under the first, the invitation's notices in the second; the others are for a page that was built anew. */
const dialogs =
  '#tea-overlay-root, [id*="msgWrapCtrl"], [class*="msgWrapCtrl"], [role="dialog"], [role="alertdialog"], [role="alert"]';

const invitationPage: Marker = { url: /^https?:\/\/[^/]+\/(?:dm|dw|dp|s|p|w)\/[^/?#]+/, ...landingPage };
const joinOnWeb: TextSet = {
  'zh-CN': ['网页入会', '网页版入会', '网页加入', '浏览器入会'],
  'zh-TW': ['網頁入會', '網頁版入會', '網頁加入', '瀏覽器入會'],
  en: [
    'Join on web',
    'Join from web',
    'Join on the web',
    'Join via web',
    'Join from browser',
    'Join from your browser',
  ],
};
const meetingNumber: TextSet = {
  'zh-CN': ['会议号', '会议 ID'],
  'zh-TW': ['會議號', '會議 ID'],
  en: ['meeting ID', 'meeting number', 'meeting code'],
};
const yourName: TextSet = {
  'zh-CN': ['名称', '姓名', '名字', '昵称'],
  'zh-TW': ['名稱', '姓名', '名字', '暱稱'],
  en: ['your name', 'name', 'nickname'],
};
const join: TextSet = {
  'zh-CN': ['加入会议', '加入', '入会', '进入会议'],
  'zh-TW': ['加入會議', '加入', '入會', '進入會議'],
  en: ['Join', 'Join meeting', 'Join Meeting', 'Enter meeting'],
};
const leave: TextSet = {
  'zh-CN': ['离开会议', '离开', '退出', '结束会议'],
  'zh-TW': ['離開會議', '離開', '退出', '結束會議'],
  en: ['Leave', 'Leave meeting', 'Leave the meeting', 'End meeting'],
};

const form: readonly Marker[] = [
  { css: '.join-form__code-item > input', ...script2025 },
  { css: '.join-form__nickname-item > input', ...script2025 },
  { css: '.join-form__input', ...script2022 },
];
const passcodeBox: readonly Marker[] = [
  { css: '.tea-input-password', ...script2022 },
  { css: '#tea-overlay-root .tea-input', ...script2022 },
];
/** In the meeting and on the way from the form to it. */
const meetingAddress: Marker = { url: /^https?:\/\/[^/]+\/r\/\d+/, ...script2025 };
/** Toolbars hide themselves, so that it is there has to be enough. */
const leaveControl: Marker = { css: '.leave-control__btn', is: 'attached', ...script2025 };
const leaveButton: Marker = { role: 'button', name: { exact: leave }, ...inferred };
const remoteMedia: readonly Marker[] = [
  { liveTrack: 'video', ...inferred },
  { liveTrack: 'audio', ...inferred },
];
const connected: Marker = { connection: 'connected', ...inferred };
const waitingRoom: Marker = { text: texts.lobby, source: 'the words of the apps', ...inferred };

/** Whoever is in a meeting reads in its chat what others write: nothing but these follows, be it ever so much like a refusal. */
const afterMeeting: readonly ProvableState[] = ['reconnecting', 'in_meeting', 'removed', 'ended', 'left', 'prejoin'];

const byNumber: readonly Step[] = [{ read: 'number', script: numberOnPage() }, { goto: formPage }];

export const tencent = definePlatform({
  name: 'tencent',
  title: 'Tencent Meeting / VooV 腾讯会议 騰訊會議',
  match: {
    hosting: 'vendor',
    links: [
      /^https:\/\/(?:(?:meeting\.tencent\.com|(?:[a-z0-9-]+\.)?voovmeeting\.com)\/(?:dm|dw|dp|s|p|r|wc)(?:\/|\?|$)|wemeet\.qq\.com\/(?:w|p)\/|(?:meeting\.tencent\.com|(?:[a-z0-9-]+\.)?voovmeeting\.com)\/[^?#]*\?(?:[^#]*&)?meeting_code=\d+)/i,
    ],
    reject: [
      { link: vendorPath('crm'), reason: 'this is a recording' },
      { link: vendorPath('cw'), reason: 'this is a recording' },
      { link: vendorPath('v2/cloud-record'), reason: 'this is a recording in the cloud' },
      { link: vendorPath('user-center'), reason: 'this is the page of an account' },
      { link: vendorPath('live'), reason: 'this is a live stream, which has viewers and no participants' },
    ],
  },
  variables: { number: /(?:\/[pr]\/|[?&]meeting_code=)(\d{9,11})(?:[/?&#]|$)/ },
  invitation: {
    names: [/腾讯会议/, /騰訊會議/, /Tencent Meeting/i, /VooV/i],
    numberLabels: [/#?\s*腾讯会议(?:号)?/, /#?\s*騰訊會議(?:號)?/, /会议号/, /會議號/, /Meeting (?:ID|number|code)/i],
    passcodeLabels: [/会议密码/, /會議密碼/, /Meeting pass(?:code|word)/i, /Pass(?:code|word)/i],
    // Shown as 763-545-348; ten or eleven digits are personal rooms and older meetings.
    number: /^\d{9,11}$/,
    passcode: /^\d{4,6}$/,
    link: `${formPage}?meeting_code={number}`,
  },
  url: {
    // A link that holds the number needs no invitation page. That a page reads `meeting_code` by itself is hearsay; the form
    // is not.
    rewrite: [{ from: /^.*[?&]meeting_code=\d+.*$/, to: formPage }],
  },
  context: {
    // Tencent's TRTC for the web publishes and plays H.264; that Meeting's own page does is inferred.
    h264: 'warn',
    appSchemes: ['wemeet'],
  },
  // signalling: nobody has published by which connection the client talks to its server.
  elements: {
    joinOnWeb: [
      { role: 'button', name: joinOnWeb, ...setupGuide },
      { role: 'link', name: joinOnWeb, ...setupGuide },
      { text: joinOnWeb, ...setupGuide },
    ],
    // Asked once of a newcomer: region and birthday, then the agreement. In the first frame, and its classes end in a hash.
    regionAndBirth: [{ css: '[class*="fill-in-region-and-birth_button"]', frame: 'any', ...script2022 }],
    agreementBox: [
      { css: '.met-checkbox', frame: 'any', ...script2022 },
      { role: 'checkbox', frame: 'any', ...inferred },
    ],
    agree: [
      { css: '[class*="voov-agreement_button"]', frame: 'any', ...script2022 },
      { css: '.met-btn', frame: 'any', ...script2022 },
      { role: 'button', name: { 'zh-CN': '同意', 'zh-TW': '同意', en: 'Agree' }, frame: 'any', ...inferred },
    ],
    number: [
      { css: '.join-form__code-item > input', ...script2025 },
      { placeholder: meetingNumber, ...inferred },
      { label: meetingNumber, ...inferred },
      { css: '.join-form__input', nth: 0, ...script2022 },
      { role: 'textbox', nth: 0, source: 'the order of the older form', ...inferred },
    ],
    name: [
      { css: '.join-form__nickname-item > input', ...script2025 },
      { placeholder: yourName, ...inferred },
      { label: yourName, ...inferred },
      { css: '.join-form__input', nth: 1, ...script2022 },
      { role: 'textbox', nth: 1, source: 'the order of the older form', ...inferred },
    ],
    join: [
      { css: '.join-form__button', ...script2025 },
      { role: 'button', name: { exact: join }, ...inferred },
      { css: '.tea-btn', ...script2022 },
    ],
    passcode: [
      { css: '.tea-input-password', ...script2022 },
      { css: '#tea-overlay-root .tea-input', ...script2022 },
      { placeholder: texts.passcode, ...inferred },
      { label: texts.passcode, ...inferred },
    ],
    // The last of two.
    passcodeConfirm: [
      { css: '.dialog-btn', nth: 1, ...script2022 },
      { css: '.dialog-btn', ...script2022 },
      { role: 'button', name: { exact: texts.confirm }, ...inferred },
    ],
    leave: [
      { css: '.leave-control__btn', ...script2025 },
      { role: 'button', name: { exact: leave }, ...inferred },
    ],
    leaveConfirm: [
      { css: '#tea-overlay-root .btn-list button:nth-of-type(2)', ...script2025 },
      { css: '[role="dialog"] button:nth-of-type(2)', ...inferred },
    ],
  },
  states: {
    ...walls,
    login_required: [
      { any: [{ url: /^https?:\/\/[^/]+\/(?:[^?#]*\/)?(?:login|signin|sign-in)(?:[/?#.]|$)/i, ...inferred }] },
      { any: [{ text: texts.login, within: dialogs, ...inferred }] },
      {
        any: [
          { text: texts.login, ...inferred },
          { text: { exact: texts.loginLabel }, ...inferred },
        ],
        // A page that can be used without says it in a corner.
        none: [invitationPage, ...form, ...passcodeBox, leaveControl, meetingAddress],
        debounceMs: 1_000,
      },
    ],
    app_only: said(texts.appOnly),
    removed: said(texts.removed, resellerHelp),
    ended: said(texts.ended),
    denied: said(texts.denied),
    // From here on what Tencent's SDK gives as reasons (its error list, −1009 to −1077); how the page says it is inferred.
    full: said(texts.full),
    locked: said(texts.locked),
    not_found: said(texts.notFound),
    not_started: said(texts.notStarted),
    insiders_only: said(texts.insidersOnly),
    rate_limited: said(texts.rateLimited),
    bad_passcode: [
      { all: [{ css: '.tea-form__help-text', ...script2022 }], any: passcodeBox },
      { any: [{ text: texts.badPasscode, ...inferred }], none: [leaveControl] },
    ],
    left: said(texts.left),
    reconnecting: [
      {
        all: [meetingAddress],
        any: [{ text: texts.reconnecting, within: `${dialogs}, [role="status"], [class*="toast"]`, ...inferred }],
        next: afterMeeting,
      },
      // Elsewhere it may be somebody's words, unless the media say so too.
      { all: [meetingAddress, { text: texts.reconnecting, ...inferred }], none: [connected], next: afterMeeting },
    ],
    in_meeting: [
      { all: [meetingAddress], any: remoteMedia, next: afterMeeting },
      { all: [leaveControl], any: remoteMedia, next: afterMeeting },
      {
        all: [meetingAddress],
        any: [leaveControl, leaveButton],
        none: [waitingRoom, ...passcodeBox],
        next: afterMeeting,
      },
      // Keeps what was proved while the toolbar is away and nobody sends.
      {
        all: [meetingAddress, connected],
        none: [waitingRoom, ...passcodeBox, ...form],
        debounceMs: 2_000,
        next: afterMeeting,
      },
    ],
    lobby: { all: [waitingRoom], none: [invitationPage, ...form, ...remoteMedia] },
    joining: {
      any: [
        { text: texts.joining, ...inferred },
        { ...meetingAddress, ...inferred },
      ],
      none: [...form, ...passcodeBox, { text: texts.passcode, within: dialogs, ...inferred }],
    },
    passcode: [
      { any: passcodeBox },
      {
        all: [
          { text: texts.passcode, within: dialogs, ...inferred },
          { role: 'textbox', ...inferred },
        ],
        none: form,
      },
    ],
    consent: [
      {
        any: [
          { css: '[class*="fill-in-region-and-birth_button"]', ...script2022 },
          { css: '[class*="voov-agreement_button"]', ...script2022 },
        ],
        frames: 'any',
      },
      // By itself the box is any box.
      { any: [{ css: '.met-checkbox', ...script2022 }], none: form, frames: 'any' },
    ],
    prejoin: [
      // With its button: what is typed before a page has put itself together is lost.
      { all: [{ css: '.join-form__button', ...script2025 }], any: form },
      { all: [{ css: '.tea-btn', ...script2022 }], any: form },
      { all: [{ role: 'button', name: { exact: join }, ...inferred }], any: form },
      { any: form, debounceMs: 2_000 },
      // A form that was built anew: it has two fields and a button, whatever they are called.
      {
        all: [
          { url: /^https?:\/\/[^/]+\/r(?:[/?#]|$)/, ...inferred },
          { role: 'textbox', ...inferred },
          { role: 'button', ...inferred },
        ],
        none: [leaveControl, connected, ...remoteMedia],
        debounceMs: 1_000,
      },
    ],
    app_redirect: {
      all: [invitationPage],
      any: [
        { role: 'button', name: joinOnWeb, ...setupGuide },
        { role: 'link', name: joinOnWeb, ...setupGuide },
        { text: joinOnWeb, ...setupGuide },
      ],
    },
    landing: {
      all: [invitationPage],
      any: [
        { css: '#tm-meeting-code', is: 'attached', ...landingPage },
        { css: '#tm-meeting-subject', is: 'attached', ...landingPage },
        { css: '#mpJoinBtnCtrl', is: 'attached', ...landingPage },
        { css: 'script#__NEXT_DATA__', is: 'attached', ...landingPage },
      ],
      // The buttons come later than the page; 「网页入会」 is the better way.
      debounceMs: 500,
    },
  },
  actions: {
    join: [
      {
        when: 'app_redirect',
        steps: [
          { read: 'number', script: numberOnPage(), optional: true },
          { click: '@joinOnWeb' },
          { waitFor: ['consent', 'prejoin', 'passcode', 'lobby', 'in_meeting'], timeoutMs: 8_000 },
        ],
        times: 2,
      },
      { when: 'app_redirect', steps: byNumber },
      { when: 'landing', steps: byNumber },
      {
        when: 'consent',
        steps: [
          { click: '@regionAndBirth', optional: true },
          { check: '@agreementBox', optional: true, timeoutMs: 3_000 },
          { click: '@agree', optional: true, timeoutMs: 3_000 },
          { waitFor: ['prejoin', 'passcode', 'lobby', 'in_meeting'], timeoutMs: 5_000 },
        ],
        times: 2,
      },
      // A box that only looks like one cannot be checked, only clicked.
      {
        when: 'consent',
        steps: [
          { click: '@agreementBox', optional: true },
          { click: '@agree', optional: true, timeoutMs: 3_000 },
        ],
      },
      {
        when: 'prejoin',
        steps: [
          // Real keys: the form takes no notice of a value that is set.
          { type: '@number', value: '{number}' },
          { type: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
      {
        when: 'passcode',
        steps: [
          { type: '@passcode', value: '{passcode}' },
          { click: '@passcodeConfirm', joins: true },
        ],
      },
    ],
    // The toolbar may have hidden itself.
    leave: [{ domClick: '@leave' }, { click: '@leaveConfirm' }],
  },
  dismiss: dismissals,
  guest: {
    web: 'unclear',
    // On phones nothing but the app and a mini program is known; the same form is tried.
    devices: ['desktop', 'mobile'],
    source:
      'guests joined by number and name in 2022 (SummerFoam233); the script of 2025 is logged in (Greasyfork 522885)',
    confidence: 'code',
  },
  limits: {
    participants: 100,
    minutes: 60,
    plan: 'free plan',
    source: 'bizmx.cn and after-dive.com: 100 people since 2023-04-04, 300 was an offer of 2020',
    confidence: 'secondary',
  },
  policy: {
    automation: 'permission',
    warning:
      'Tencent publishes no rule for automated guests: ask for written permission, and load meetings of your own only. Each guest takes a seat of the plan.',
    // "Too frequent joins" is a documented refusal.
    joinsPerSecond: 0.5,
    source: 'error list of github Tencent-Meeting/TencentMeetingSDK (−1022), 2026-07-01',
    confidence: 'documented',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'pages of our own, made from the same facts by somebody else' },
});

function vendorPath(path: string): RegExp {
  return new RegExp(
    `^https?://(?:meeting\\.tencent\\.com|(?:[a-z0-9-]+\\.)?voovmeeting\\.com)/${path}(?:[/?#]|$)`,
    'i',
  );
}

/**
 * A dialog says so; or the page as a whole, if it is neither the invitation, which may speak of the meeting's past and future,
 * nor the meeting, where people write what they like.
 */
function said(words: TextSet, provenance: Provenance = inferred): readonly StateRule[] {
  return [
    { any: [{ text: words, within: dialogs, ...provenance }] },
    {
      any: [{ text: words, ...provenance, ...inferred }],
      none: [invitationPage, leaveControl, leaveButton, ...remoteMedia],
      debounceMs: 1_000,
    },
  ];
}

/** What the invitation page holds of the number: as data for its own script, and as people read it. */
function numberOnPage(): string {
  return `(() => {
    const data = JSON.parse(document.querySelector('#__NEXT_DATA__')?.textContent || 'null');
    const shown = document.querySelector('#tm-meeting-code')?.textContent;
    return String(data?.props?.pageProps?.meetingInfo?.meeting_code ?? shown ?? '').replace(/\\D/g, '');
  })()`;
}
