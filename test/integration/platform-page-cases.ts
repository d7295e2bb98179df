/** What each profile is tried on: its replica's links, and which wall and which end. Replicas are pages that we wrote ourselves. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import type { JoinState } from '../../src/model/join-state.js';
import type { RefusalReason } from '../../src/model/outcome.js';
import { replicaSecret } from '../fixtures/platforms/bigbluebutton/secret.js';
import type { ReplicaName } from '../fixtures/platforms/replicas.js';
import type { MeetingKnobs } from '../fixtures/platforms/shared/knobs.js';

export interface PageCase {
  /** Profile and replica have one name. */
  readonly platform: ReplicaName;
  /** A code as the platform's links have it. @param n 1 to 99. */
  readonly code: (n: number) => string;
  /** As an invitation has it. */
  readonly link: (code: string) => string;
  readonly knobs?: MeetingKnobs;
  /** Beside the name. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly prepare?: (page: Page) => Promise<void>;
  /** `false`: no fact says that this platform has one. */
  readonly lobby?: false;
  /** The banner of a connection that comes back. */
  readonly reconnects?: true;
  /** A refusal, as the facts word it; absent: they word none. */
  readonly wall?: { readonly knobs: MeetingKnobs; readonly reason: RefusalReason };
  /** How a meeting ends here, and the state that says so; `undefined`: the facts have no mark of it, only being in is over. */
  readonly end: { readonly as: 'removed' | 'ended'; readonly state: JoinState | undefined };
}

const digits =
  (length: number) =>
  (n: number): string =>
    `9${String(n).padStart(length - 1, '0')}`;
const word = (n: number): string => `meeting${n}`;
const variables = { passcode: '4321' };

/** A session that was logged in. */
async function withSession(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'session', value: 'made-up', domain: '127.0.0.1', path: '/' }]);
}

/** Every link of one name until the profile signs it anew. */
function signedLink(code: string): string {
  const query = `fullName=Nobody&meetingID=${code}&role=VIEWER`;
  const checksum = createHash('sha256').update(`join${query}${replicaSecret}`).digest('hex');
  return `https://bbb.example.com/bigbluebutton/api/join?${query}&checksum=${checksum}`;
}

export const pageCases: readonly PageCase[] = [
  {
    platform: 'teams',
    code: digits(13),
    link: (code) => `https://teams.microsoft.com/meet/${code}?p=abc`,
    wall: { knobs: { wall: 'captcha' }, reason: 'captcha' },
    end: { as: 'removed', state: 'removed' },
  },
  {
    platform: 'zoom',
    code: digits(11),
    link: (code) => `https://us02web.zoom.us/j/${code}?pwd=abc`,
    wall: { knobs: { wall: 'bot_wall' }, reason: 'bot_wall' },
    end: { as: 'ended', state: 'ended' },
  },
  {
    platform: 'feishu',
    code: digits(9),
    link: (code) => `https://vc.feishu.cn/j/${code}`,
    knobs: { language: 'zh-CN' },
    prepare: withSession,
    wall: { knobs: { wall: 'login_required' }, reason: 'login_required' },
    end: { as: 'ended', state: undefined },
  },
  {
    platform: 'jitsi',
    code: word,
    link: (code) => `https://jitsi.example.com/${code}`,
    // The facts have the words of refusals and ends in this language alone.
    knobs: { language: 'zh-TW' },
    reconnects: true,
    wall: { knobs: { wall: 'full' }, reason: 'full' },
    end: { as: 'removed', state: 'removed' },
  },
  {
    platform: 'bigbluebutton',
    code: word,
    link: signedLink,
    variables: { secret: replicaSecret },
    reconnects: true,
    wall: { knobs: { wall: 'ended' }, reason: 'ended' },
    end: { as: 'ended', state: 'ended' },
  },
  {
    platform: 'nextcloud-talk',
    code: word,
    link: (code) => `https://cloud.example.com/call/${code}`,
    knobs: { build: 'older' },
    end: { as: 'ended', state: undefined },
  },
  {
    platform: 'google-meet',
    code: (n) => `abc-defg-${String.fromCodePoint(96 + n)}xy`,
    link: (code) => `https://meet.google.com/${code}`,
    wall: { knobs: { wall: 'not_found' }, reason: 'not_found' },
    end: { as: 'ended', state: 'ended' },
  },
  {
    platform: 'webex',
    code: word,
    link: (code) => `https://example.webex.com/meet/${code}`,
    knobs: { language: 'zh-TW' },
    wall: { knobs: { wall: 'not_found' }, reason: 'not_found' },
    end: { as: 'ended', state: 'ended' },
  },
  {
    platform: 'livekit-meet',
    code: word,
    link: (code) => `https://livekit.example.com/rooms/${code}`,
    lobby: false,
    reconnects: true,
    // Back to the first page, whatever the reason.
    end: { as: 'removed', state: 'left' },
  },
  {
    platform: 'galene',
    code: word,
    link: (code) => `https://galene.example.com:8443/group/${code}/`,
    lobby: false,
    wall: { knobs: { wall: 'locked' }, reason: 'locked' },
    end: { as: 'removed', state: undefined },
  },
  {
    platform: 'element-call',
    code: word,
    link: (code) => `https://call.example.com/room/?replica=${code}#/${code}?roomId=!abc:example.com`,
    knobs: { language: 'zh-CN' },
    lobby: false,
    reconnects: true,
    wall: { knobs: { wall: 'full' }, reason: 'full' },
    end: { as: 'removed', state: 'removed' },
  },
  {
    platform: 'mirotalk-sfu',
    code: word,
    link: (code) => `https://sfu.example.com/join?room=${code}`,
    reconnects: true,
    // Its kind is documented, its words are a guess on both sides.
    wall: { knobs: { wall: 'full' }, reason: 'full' },
    end: { as: 'removed', state: undefined },
  },
  {
    platform: 'generic',
    code: word,
    link: (code) => `https://meetings.example.com/meeting/${code}`,
    knobs: { language: 'zh-TW' },
    wall: { knobs: { wall: 'full' }, reason: 'full' },
    end: { as: 'removed', state: 'removed' },
  },
];

/** Other ways in: builds, first visits, passcodes, frames. */
interface Detour {
  readonly name: string;
  readonly platform: ReplicaName;
  readonly knobs?: MeetingKnobs;
  readonly variables?: Readonly<Record<string, string>>;
  readonly link?: (code: string) => string;
  /** Opened as it is, in place of what the profile makes of the link. */
  readonly opened?: (code: string) => string;
  readonly withoutDevices?: true;
}

export const detours: readonly Detour[] = [
  { name: 'zoom: its client in a frame, with the old ids', platform: 'zoom', knobs: { build: 'older' } },
  { name: 'zoom: the landing page with its cookie bar', platform: 'zoom', opened: (code) => `/j/${code}` },
  { name: 'zoom: a browser without devices, asked twice', platform: 'zoom', withoutDevices: true },
  { name: 'google-meet: a browser without devices', platform: 'google-meet', withoutDevices: true },
  { name: 'google-meet: a hint over the form', platform: 'google-meet', knobs: { firstRun: true } },
  { name: 'teams: a page that tries to start the app', platform: 'teams', knobs: { firstRun: true } },
  {
    name: 'feishu: a page that tries to start the app',
    platform: 'feishu',
    knobs: { build: 'older', language: 'en', firstRun: true },
  },
  { name: 'feishu: a guest by name', platform: 'feishu', knobs: { build: 'older', language: 'en' } },
  { name: 'jitsi: a room name that is not safe', platform: 'jitsi', knobs: { firstRun: true } },
  { name: 'jitsi: a passcode', platform: 'jitsi', knobs: { passcode: '4321' }, variables },
  { name: 'bigbluebutton: a notice of the recording', platform: 'bigbluebutton', knobs: { firstRun: true } },
  {
    name: 'nextcloud-talk: the newer layout, with consent',
    platform: 'nextcloud-talk',
    knobs: { build: 'newer', firstRun: true },
  },
  { name: 'webex: the older landing page', platform: 'webex', knobs: { build: 'older' } },
  { name: 'galene: a password', platform: 'galene', knobs: { passcode: '4321' }, variables },
  {
    name: 'livekit-meet: straight into the room',
    platform: 'livekit-meet',
    link: () => 'https://livekit.example.com/custom?liveKitUrl=wss://livekit.example.com&token=made-up',
  },
  { name: 'generic: Simplified Chinese', platform: 'generic', knobs: { language: 'zh-CN' } },
];
