/**
 * How links and invitations of the vendors look, for tests of reading them: the shipped profile of each name, or what stands here
 * in its place.
 */
import type { PlatformProfile } from '../../src/platform/profile.js';
import { platformProfiles } from '../../src/platform/profiles/index.js';

type Rules = Pick<PlatformProfile, 'name' | 'match'> & Partial<PlatformProfile>;

const tencentHost = String.raw`https?:\/\/(?:meeting\.tencent\.com|(?:[a-z0-9-]+\.)?voovmeeting\.com)`;

const tencent: Rules = {
  name: 'tencent',
  title: 'Tencent Meeting',
  match: {
    hosting: 'vendor',
    links: [
      new RegExp(`^${tencentHost}/(?:dm|dw|dp|s|p|r|wc)(?:/|\\?|$)`, 'i'),
      new RegExp(`^${tencentHost}/[^?#]*\\?(?:[^#]*&)?meeting_code=\\d+`, 'i'),
      /^https:\/\/wemeet\.qq\.com\/(?:w|p)\//i,
    ],
    reject: [
      { link: new RegExp(`^${tencentHost}/(?:crm|cw|v2/cloud-record)/`, 'i'), reason: 'this is a recording' },
      { link: new RegExp(`^${tencentHost}/user-center`, 'i'), reason: 'this is the page of an account' },
      { link: new RegExp(`^${tencentHost}/live/`, 'i'), reason: 'this is a live stream' },
    ],
  },
  variables: { number: /(?:\/[pr]\/|[?&]meeting_code=)(\d{9,11})(?:[/?&#]|$)/ },
  invitation: {
    names: [/腾讯会议/, /騰訊會議/, /Tencent Meeting/i, /VooV/i],
    number: /^\d{9,11}$/,
    passcode: /^\d{4,6}$/,
    link: 'https://voovmeeting.com/r?meeting_code={number}',
  },
  context: { appSchemes: ['wemeet'] },
};

const standIns: readonly Rules[] = [
  tencent,
  { ...tencent, name: 'wecom', invitation: { ...tencent.invitation, names: [/企业微信/, /企業微信/, /WeCom/i] } },
  {
    name: 'dingtalk',
    match: {
      hosting: 'vendor',
      links: [/^https:\/\/meeting\.dingtalk\.(?:com|io)\/(?:j\/[\w-]+|app(?:\/room)?\?(?:[^#]*&)?(?:roomCode|linkId)=)/i],
      reject: [{ link: /^https?:\/\/im\.dingtalk\.com\//i, reason: 'this is the web chat' }],
    },
    variables: { number: /[?&]roomCode=(\d+)/ },
    invitation: { names: [/钉钉/, /釘釘/, /DingTalk/i], numberLabels: [/入[会會]口令/], number: /^\d{11}$/ },
  },
  {
    name: 'zoom',
    match: {
      hosting: 'vendor',
      links: [/^https:\/\/(?:[a-z0-9-]+\.)*zoom\.us\/(?:(?:j|w|s)\/\d{9,12}|wc(?:\/|\?|$)|my\/[\w.-]+)/i],
      reject: [{ link: /^https:\/\/(?:[a-z0-9-]+\.)*zoom\.us\/rec\//i, reason: 'this is a recording' }],
    },
    invitation: { names: [/\bzoom\b/i], number: /^\d{9,11}$/, link: 'https://app.zoom.us/wc/{number}/join' },
  },
  {
    name: 'teams',
    match: {
      hosting: 'vendor',
      links: [/^https:\/\/teams\.(?:microsoft|live)\.com\/.*(?:meetup-join|meet\/\d+|meetingjoin=true)/i],
    },
    variables: { passcode: /[?&]p=([^&#]+)/ },
    invitation: { names: [/microsoft teams/i], numberLabels: [/會議識別碼/], number: /^\d{10,15}$/ },
  },
  {
    name: 'google-meet',
    match: {
      hosting: 'vendor',
      links: [/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}(?:[/?#]|$)/i],
      reject: [{ link: /^https:\/\/meet\.google\.com\/new(?:[/?#]|$)/i, reason: 'this one makes a new meeting' }],
    },
    invitation: {
      names: [/google meet/i],
      number: /^[a-z]{3}-?[a-z]{4}-?[a-z]{3}$/i,
      link: 'https://meet.google.com/{number}',
    },
  },
  {
    name: 'webex',
    match: { hosting: 'vendor', links: [/^https:\/\/(?:[a-z0-9-]+\.)+webex\.com\/(?:meet\/|[\w.-]+\/j\.php\?)/i] },
    invitation: { names: [/webex/i] },
  },
  {
    name: 'feishu',
    match: { hosting: 'vendor', links: [/^https:\/\/vc\.(?:feishu\.cn|larksuite\.com)\/j\/\d{9}/i] },
    invitation: { names: [/飞书/, /飛書/, /\blark\b/i], number: /^\d{9}$/, link: 'https://vc.feishu.cn/j/{number}' },
  },
  { name: 'jitsi', match: { hosting: 'vendor', links: [/^https:\/\/(?:meet\.jit\.si|8x8\.vc)\/[^/?#]+/i] } },
];

const nothingElse = { states: { in_meeting: { all: [{ css: '#in' }] } }, actions: { join: [] } };

export const vendorProfiles: readonly PlatformProfile[] = standIns.map(
  (rules) => platformProfiles.find(({ name }) => name === rules.name) ?? { ...nothingElse, ...rules },
);
