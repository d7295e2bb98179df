/**
 * DingTalk Meeting 钉钉会议 / 釘釘會議. Facts and their confidence: platforms.md §3. That guests join by web on desktop and
 * phone, and the words of the buttons, are documented; no selector is public, so all is found by role and text. Nothing here was
 * tried against the service.
 *
 *     desktop   link ─► 「你的名称」 ─► 「加入会议」 ─► in
 *     phone     link ─► 「进入会议」 ─► 「你的名称」 ─► 「进入会议」 ─► in
 */
import { definePlatform } from '../define-platform.js';
import type { Marker, ProvableState, Provenance, StateRule, TextSet } from '../profile.js';
import { dismissals, inferred, texts, walls } from './texts.js';

const help = { source: 'DingTalk help, github fuxun2008/dingtalk-docs, 2026-06-15', confidence: 'documented' } as const;
const aliyunHelp = { source: 'help.aliyun.com/document_detail/208705', confidence: 'documented' } as const;
const diy114 = { source: 'diy114.com, 2025-12', confidence: 'secondary' } as const;

/** No class is known; these are what dialogs are usually called. */
const dialogs = '[role="dialog"], [role="alertdialog"], [role="alert"], [class*="dialog" i], [class*="modal" i]';

const yourName: TextSet = { 'zh-CN': '你的名称', en: 'your name' };
const yourNameOtherwise: TextSet = {
  'zh-CN': ['你的名字', '你的姓名', '姓名', '名称', '昵称'],
  'zh-TW': ['你的名稱', '你的姓名', '你的名字', '姓名', '名稱', '暱稱'],
  en: ['name', 'nickname'],
};
// Whole labels: 「打开钉钉加入会议」 would start the app.
const join = { exact: { 'zh-CN': ['加入会议', '进入会议'], en: ['Join Meeting', 'Enter Meeting'] } };
const joinInTraditional = { exact: { 'zh-TW': ['加入會議', '進入會議'] } };
const enter = { exact: { 'zh-CN': '进入会议', en: 'Enter Meeting' } };
const enterInTraditional = { exact: { 'zh-TW': '進入會議' } };
const members = { exact: { 'zh-CN': '成员', 'zh-TW': ['成員', '參與者'], en: ['Members', 'Participants'] } };
/** With how many there are behind it. */
const membersCounted = /^\s*(?:成员|成員|參與者|members|participants)\s*[(（]?\d*[)）]?\s*$/i;
const microphone = {
  exact: {
    'zh-CN': ['静音', '解除静音', '取消静音'],
    'zh-TW': ['靜音', '解除靜音', '取消靜音'],
    en: ['Mute', 'Unmute'],
  },
};
const end = { exact: { 'zh-CN': '结束', 'zh-TW': '結束', en: 'End' } };
const leave = { exact: { 'zh-CN': '离开会议', en: 'Leave' } };
const leaveOtherwise = { exact: { 'zh-CN': '离开', 'zh-TW': ['離開會議', '離開'], en: 'Leave Meeting' } };

const documentedName: Marker = { role: 'textbox', name: yourName, ...help };
const otherName: Marker = { role: 'textbox', name: yourNameOtherwise, ...inferred };
const joinButton: readonly Marker[] = [
  { role: 'button', name: join, ...help },
  { role: 'button', name: joinInTraditional, ...inferred },
  { text: join, ...help },
  { text: joinInTraditional, ...inferred },
];
const enterButton: readonly Marker[] = [
  { role: 'button', name: enter, ...help },
  { role: 'button', name: enterInTraditional, ...inferred },
  { text: enter, ...help },
  { text: enterInTraditional, ...inferred },
];
/** The bar's words are documented in Chinese. Two that a waiting room has no use for; its way out may show there too. */
const membersButton: Marker = { role: 'button', name: membersCounted, source: help.source, ...inferred };
const microphoneButton: Marker = { role: 'button', name: microphone, source: help.source, ...inferred };
const membersText: Marker = { text: members, source: help.source, ...inferred };
const microphoneText: Marker = { text: microphone, source: help.source, ...inferred };
const remoteMedia: readonly Marker[] = [
  { liveTrack: 'video', ...inferred },
  { liveTrack: 'audio', ...inferred },
];
const connected: Marker = { connection: 'connected', ...inferred };
const inMeeting: readonly Marker[] = [membersButton, membersText, ...remoteMedia, connected];
const waitingRoom: Marker = { text: texts.lobby, source: help.source, ...inferred };

/** Whoever is in a meeting reads in its chat what others write: nothing but these follows, be it ever so much like a refusal. */
const afterMeeting: readonly ProvableState[] = ['reconnecting', 'in_meeting', 'removed', 'ended', 'left', 'prejoin'];

export const dingtalk = definePlatform({
  name: 'dingtalk',
  title: 'DingTalk Meeting 钉钉会议 釘釘會議',
  match: {
    hosting: 'vendor',
    links: [
      /^https:\/\/(?:[a-z0-9-]+[.-])?meeting\.dingtalk\.(?:com|io)\/(?:j\/[\w-]+|app(?:\/room)?\?(?:[^#]*&)?(?:roomCode|linkId)=[\w-]+)/i,
    ],
    reject: [
      {
        link: /^https?:\/\/im\.dingtalk\.com(?:[/:?#]|$)/i,
        reason: "this is DingTalk's web chat, which has no video meetings",
      },
    ],
  },
  variables: { number: /[?&]roomCode=(\d+)/ },
  invitation: {
    names: [/钉钉/, /釘釘/, /DingTalk/i],
    numberLabels: [/入会口令/, /入會口令/, /会议号/, /會議號/, /Meeting (?:ID|number|code)/i],
    passcodeLabels: [/会议密码/, /會議密碼/, /Meeting pass(?:code|word)/i],
    // Shown as 688 824 34655. No page is known that takes a number alone: the links of the OpenAPI have a token beside it.
    number: /^\d{11}$/,
  },
  context: {
    // Alibaba's DingRTC for the web has H.264 alone; that the meeting's own page has too is inferred. Without it a
    // participant joins, and neither sends nor shows video.
    h264: 'required',
    appSchemes: ['dingtalk'],
  },
  // signalling: nobody has published by which connection the client talks to its server.
  elements: {
    enter: [
      { role: 'button', name: enter, ...help },
      { role: 'button', name: enterInTraditional, ...inferred },
      { text: enter, ...help },
      { text: enterInTraditional, ...inferred },
    ],
    name: [
      { placeholder: yourName, ...help },
      { label: yourName, ...help },
      { placeholder: yourNameOtherwise, ...inferred },
      { label: yourNameOtherwise, ...inferred },
      { role: 'textbox', source: 'the only field there is', ...inferred },
    ],
    join: [
      { role: 'button', name: join, ...help },
      { role: 'button', name: joinInTraditional, ...inferred },
      { text: join, ...help },
      { text: joinInTraditional, ...inferred },
    ],
    passcode: [
      { css: 'input[type="password"]', ...inferred },
      { placeholder: texts.passcode, ...inferred },
      { label: texts.passcode, ...inferred },
      { role: 'textbox', ...inferred },
    ],
    passcodeConfirm: [
      { role: 'button', name: join, ...inferred },
      { role: 'button', name: joinInTraditional, ...inferred },
      { role: 'button', name: { exact: texts.confirm }, ...inferred },
    ],
    microphone: [
      { role: 'button', name: microphone, source: help.source, ...inferred },
      { text: microphone, source: help.source, ...inferred },
    ],
    // Texts are found in a bar that has hidden itself, roles are not.
    end: [
      { role: 'button', name: end, ...help },
      { text: end, ...help },
      { role: 'button', name: leave, ...inferred },
      { text: leave, ...inferred },
      { text: leaveOtherwise, ...inferred },
    ],
    leave: [
      { role: 'button', name: leave, ...help },
      { role: 'button', name: leaveOtherwise, ...inferred },
      { text: leave, ...help },
      { text: leaveOtherwise, ...inferred },
    ],
  },
  states: {
    ...walls,
    login_required: [
      { any: [{ url: /^https?:\/\/[^/]+\/(?:[^?#]*\/)?(?:login|signin|sign-in)(?:[/?#.]|$)/i, ...inferred }] },
      {
        any: [
          { text: texts.login, ...inferred },
          { text: { exact: texts.loginLabel }, ...inferred },
        ],
        // A page that can be used without says it in a corner.
        none: [documentedName, otherName, ...joinButton, ...inMeeting],
        debounceMs: 1_000,
      },
    ],
    app_only: said(texts.appOnly),
    removed: [...said(texts.removed), answered(texts.removed)],
    ended: [...said(texts.ended), answered(texts.ended)],
    denied: said(texts.denied),
    full: said(texts.full),
    locked: said(texts.locked, diy114),
    not_found: said(texts.notFound),
    not_started: said(texts.notStarted),
    insiders_only: said(texts.insidersOnly, aliyunHelp),
    rate_limited: said(texts.rateLimited),
    bad_passcode: { any: [{ text: texts.badPasscode, ...inferred }], none: inMeeting },
    left: said(texts.left),
    reconnecting: [
      {
        any: [{ text: texts.reconnecting, within: `${dialogs}, [role="status"], [class*="toast" i]`, ...inferred }],
        next: afterMeeting,
      },
      // Elsewhere it may be somebody's words, unless the media say so too.
      { all: [{ text: texts.reconnecting, ...inferred }], none: [connected], next: afterMeeting },
    ],
    in_meeting: [
      { any: remoteMedia, none: [documentedName, otherName, ...joinButton], next: afterMeeting },
      { all: [membersButton], any: [microphoneButton], none: [waitingRoom], next: afterMeeting },
      { all: [membersText, microphoneText], none: [waitingRoom], next: afterMeeting },
      // Keeps what was proved while the bar is away and nobody sends.
      {
        all: [connected],
        none: [waitingRoom, documentedName, otherName, ...joinButton],
        debounceMs: 2_000,
        next: afterMeeting,
      },
    ],
    lobby: { all: [waitingRoom], none: [documentedName, otherName, ...joinButton, ...remoteMedia] },
    joining: { all: [{ text: texts.joining, ...inferred }], none: [documentedName, otherName] },
    passcode: [
      { any: [{ css: 'input[type="password"]', ...inferred }], none: [documentedName, otherName] },
      {
        all: [
          { text: texts.passcode, ...inferred },
          { role: 'textbox', ...inferred },
        ],
        none: [documentedName, otherName, ...inMeeting],
      },
    ],
    prejoin: [
      { all: [documentedName], any: joinButton },
      { all: [otherName], any: joinButton },
      // Reworded it still has the one field and a button.
      {
        all: [
          { role: 'textbox', ...inferred },
          { role: 'button', ...inferred },
        ],
        none: inMeeting,
        debounceMs: 1_000,
      },
    ],
    // A phone is shown the meeting first, and the form when it wants in.
    landing: [
      { any: enterButton, none: [{ role: 'textbox', ...inferred }] },
      {
        all: [
          { url: /\/(?:j\/|app\b)/, ...inferred },
          { role: 'button', ...inferred },
        ],
        none: [{ role: 'textbox', ...inferred }, ...inMeeting],
        debounceMs: 1_000,
      },
    ],
  },
  actions: {
    join: [
      {
        when: 'landing',
        steps: [{ click: '@enter' }, { waitFor: ['prejoin', 'passcode', 'lobby', 'in_meeting'], timeoutMs: 8_000 }],
        times: 2,
      },
      {
        when: 'prejoin',
        steps: [
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
    // What ends it opens a choice; where it does not, it was the way out.
    leave: [{ domClick: '@end' }, { click: '@leave', optional: true, timeoutMs: 3_000 }],
    mute: [{ toggle: '@microphone', isOn: { is: /^\s*(?:静音|靜音|mute)\s*$/i }, to: 'off' }],
    unmute: [{ toggle: '@microphone', isOn: { is: /^\s*(?:静音|靜音|mute)\s*$/i }, to: 'on' }],
  },
  dismiss: dismissals,
  guest: { web: 'yes', devices: ['desktop', 'mobile'], ...help },
  limits: {
    participants: 100,
    minutes: 60,
    plan: 'free plan',
    source: `${help.source} (participants-and-fees); resellers claim 300`,
    confidence: 'documented',
  },
  policy: {
    automation: 'permission',
    warning:
      'DingTalk publishes no rule for automated guests: ask for written permission, and load meetings of your own only. Each guest takes a seat of the plan.',
    joinsPerSecond: 1,
    source: 'no clause was found (platforms.md §3.5)',
    confidence: 'inferred',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'pages of our own, made from the same facts by somebody else' },
});

/** A dialog says so; or the page as a whole, if it is not the meeting, where people write what they like. */
function said(words: TextSet, provenance: Provenance = inferred): readonly StateRule[] {
  return [
    { any: [{ text: words, within: dialogs, ...provenance }] },
    { any: [{ text: words, ...provenance }], none: inMeeting, debounceMs: 1_000 },
  ];
}

/** The page says so, bar and all, and waits for an answer, and no media come: whatever a dialog is made of, that is one. */
function answered(words: TextSet): StateRule {
  return {
    all: [
      { text: words, ...inferred },
      {
        role: 'button',
        name: { exact: [...Object.values(texts.confirm), ...Object.values(texts.gotIt)].flat() },
        ...inferred,
      },
    ],
    none: [...remoteMedia, connected],
    debounceMs: 500,
  };
}
