/**
 * Zoom's web client, from public code that drives it. Zoom turns bots away and says so: its walls are recognised and end the
 * join. Its media may run in WebAssembly, where nobody can measure it.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const vexa = { source: 'vexa join/src/zoom, 2026-08', confidence: 'code' } as const;
const attendee = { source: 'attendee 77e990ed, 2026-08-19', confidence: 'code' } as const;
const screenapp = { source: 'screenapp src/bots/ZoomBot 37f89d6, 2026-06-18', confidence: 'code' } as const;
const help = { source: 'support.zoom.com KB0066906', confidence: 'documented' } as const;

/** Older builds have the client in a frame of its own, newer ones in the page. */
const frame = 'any';
const leaveButton = { css: 'button[aria-label="Leave"]', is: 'attached', ...vexa } as const;
const nameField = { css: '#input-for-name, #inputname', ...vexa } as const;
const hostAbsent = { text: 'Waiting for the host to start this meeting', ...vexa } as const;
const waiting = {
  text: ['the meeting host will let you in soon', "Host has joined. We've let them know you're here"],
  ...vexa,
} as const;
const inBrowser = 'Join from your browser';

export const zoom = definePlatform({
  name: 'zoom',
  title: 'Zoom (web client)',
  match: {
    hosting: 'vendor',
    links: [/^https:\/\/(?:[a-z0-9-]+\.)*zoom(?:gov)?\.(?:us|com)\/(?:(?:j|w|s)\/\d{9,12}|wc(?:\/|\?|$)|my\/[\w.-]+)/i],
    reject: [
      {
        link: /^https:\/\/(?:[a-z0-9-]+\.)*zoom(?:gov)?\.(?:us|com)\/rec\//i,
        reason: 'this one is a recording, not a meeting',
      },
    ],
  },
  variables: { number: /\/(?:j|w|s|wc|wc\/join)\/(\d{9,12})(?:[/?#]|$)/i },
  invitation: {
    names: [/\bzoom\b/i],
    numberLabels: [/meeting id/i, /会议号/, /會議\s*(?:id|號)/i],
    passcodeLabels: [/passcode/i, /密码/, /密碼/],
    number: /^\d{9,11}$/,
    link: 'https://app.zoom.us/wc/{number}/join',
  },
  url: {
    rewrite: [
      {
        from: /^https:\/\/(?:[a-z0-9-]+\.)*zoom\.(?:us|com)\/(?:j|w|s)\/(\d{9,12})[^?#]*(\?[^#]*)?.*$/i,
        to: 'https://app.zoom.us/wc/$1/join$2',
      },
    ],
  },
  context: { locale: 'en-US', appSchemes: ['zoommtg'] },
  media: 'opaque',
  elements: {
    cookies: { css: '#onetrust-accept-btn-handler', ...screenapp },
    withoutDevices: { role: 'button', name: 'Continue without microphone and camera', ...vexa },
    launch: { role: 'button', name: 'Launch Meeting', ...screenapp },
    browser: [
      { role: 'link', name: inBrowser, ...screenapp },
      { text: inBrowser, ...attendee },
    ],
    name: [
      { css: '#input-for-name', frame, ...vexa },
      { css: '#inputname', frame, ...vexa },
    ],
    join: [
      { css: 'button.preview-join-button', frame, ...vexa },
      { css: '#joinBtn', frame, ...vexa },
    ],
    leave: { css: 'button[aria-label="Leave"]', frame, ...vexa },
    leaveForGood: { css: 'button.leave-meeting-options__btn--danger', frame, ...vexa },
  },
  dismiss: [{ seen: '@cookies' }, { seen: '@withoutDevices' }],
  states: {
    captcha: {
      all: [
        { css: 'iframe[src*="recaptcha"]', ...vexa },
        { css: '#joinBtn[disabled], button.preview-join-button[disabled]', ...vexa },
      ],
      // The button is also off until a name is typed.
      debounceMs: 8_000,
      frames: 'any',
    },
    bot_wall: {
      all: [
        {
          text: ["automated bots aren't allowed", 'must use Zoom RTMS', 'detected you may be a bot'],
          ...vexa,
        },
      ],
      frames: 'any',
    },
    login_required: {
      any: [
        { text: ['Sign in to join', 'host requires authentication'], ...vexa },
        { text: 'Only authenticated users can join meetings from Web client', ...help },
      ],
      none: [leaveButton],
      frames: 'any',
    },
    removed: { all: [{ text: 'You have been removed', within: '.zm-modal-body-title', ...vexa }], frames: 'any' },
    ended: {
      all: [{ text: 'This meeting has been ended by host', within: '.zm-modal-body-title', ...vexa }],
      frames: 'any',
    },
    // What it also says of a meeting that has not begun.
    not_found: {
      all: [
        { title: 'Error - Zoom', ...vexa },
        { text: 'This meeting link is invalid', ...vexa },
      ],
    },
    not_started: { all: [hostAbsent], none: [leaveButton], frames: 'any' },
    bad_passcode: { all: [{ text: 'Passcode wrong', ...vexa }], none: [leaveButton], frames: 'any' },
    // The root of the meeting also holds the waiting room; both of these together do not.
    in_meeting: {
      all: [leaveButton, { css: '#wc-footer', is: 'attached', ...screenapp }],
      none: [waiting, hostAbsent, nameField],
      debounceMs: 500,
      frames: 'any',
      next: afterMeeting,
    },
    lobby: { all: [waiting], frames: 'any' },
    prejoin: { all: [nameField], frames: 'any' },
    app_redirect: { any: [{ role: 'link', name: inBrowser, ...screenapp }] },
    landing: { all: [{ role: 'button', name: 'Launch Meeting', ...screenapp }] },
  },
  outcomes: { not_started: 'wait' },
  actions: {
    join: [
      { when: 'landing', steps: [{ click: '@launch' }] },
      { when: 'app_redirect', steps: [{ click: '@browser' }] },
      {
        when: 'prejoin',
        steps: [
          { type: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }, { click: '@leaveForGood', optional: true, timeoutMs: 3_000 }],
  },
  guest: { web: 'if the host allows', devices: ['desktop'], ...help },
  policy: {
    automation: 'restricted',
    warning:
      'Zoom does not support bots: it has a wall against them and reCAPTCHA. Both end the join; neither is ever evaded.',
    joinsPerSecond: 0.2,
    source: 'developers.zoom.us/docs/meeting-sdk/web/browser-support',
    confidence: 'documented',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
