/**
 * Microsoft Teams, from public code that drives its page. A guest gets in where the tenant allows anonymous people. How its
 * buttons for microphone and camera show their state is not known, so there is no mute.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const attendee = { source: 'attendee 77e990ed, 2026-08-19', confidence: 'code' } as const;
const vexa = { source: 'vexa join/src/msteams, 2026-08', confidence: 'code' } as const;

/** Also there in the lobby's last moments: never a proof by itself. */
const hangup = { css: '#hangup-button, [data-tid="hangup-main-btn"]', is: 'attached', ...attendee } as const;
const joinButton = { css: '[data-tid="prejoin-join-button"]', ...attendee } as const;
const nameField = { css: '[data-tid="prejoin-display-name-input"]', ...attendee } as const;
const waiting = {
  text: ['Someone will let you in shortly', 'Someone will let you in soon', 'Waiting for someone to let you in'],
  ...vexa,
} as const;
const inBrowser = ['Continue on this browser', 'Join meeting from this browser'] as const;

export const teams = definePlatform({
  name: 'teams',
  title: 'Microsoft Teams',
  match: {
    hosting: 'vendor',
    links: [
      /^https:\/\/teams\.(?:microsoft\.com|live\.com|microsoft\.us|cloud\.microsoft)\/.*(?:meetup-join|meet\/\d+|meetingjoin=true|light-meetings\/launch)/i,
    ],
  },
  variables: { passcode: /[?&]p=([^&#]+)/ },
  invitation: {
    names: [/\bmicrosoft teams\b/i, /\bteams (?:meeting|会议|會議)/i],
    numberLabels: [/meeting id/i, /会议\s*id/i, /會議\s*(?:id|識別碼)/i],
    passcodeLabels: [/passcode/i, /密码/, /密碼/],
    number: /^\d{10,15}$/,
    link: 'https://teams.microsoft.com/meet/{number}?p={passcode}',
  },
  context: { locale: 'en-US', appSchemes: ['msteams', 'ms-teams', 'teams'] },
  elements: {
    browser: [
      { role: 'button', name: inBrowser, ...vexa },
      { role: 'link', name: inBrowser, ...vexa },
      { text: inBrowser, ...attendee },
    ],
    name: { testId: 'prejoin-display-name-input', attribute: 'data-tid', ...attendee },
    join: { testId: 'prejoin-join-button', attribute: 'data-tid', ...attendee },
    leave: [
      { css: '#hangup-button', ...vexa },
      { testId: 'hangup-main-btn', attribute: 'data-tid', ...attendee },
    ],
    withoutDevices: { role: 'button', name: 'Continue without audio or video', ...vexa },
  },
  dismiss: [{ seen: '@withoutDevices' }],
  states: {
    captcha: { all: [{ text: "Verify you're a real person", ...attendee }], none: [hangup] },
    // A "Sign in" beside the form is no wall; being sent to the login page is one.
    login_required: { all: [{ url: /^https:\/\/login\.microsoftonline\.com\//i, ...attendee }] },
    removed: { all: [{ text: "You've been removed from this meeting", ...vexa }], none: [hangup] },
    ended: { all: [{ text: { exact: ['Meeting ended', 'Call ended'] }, ...vexa }], none: [hangup] },
    denied: {
      all: [{ text: ['but you were denied access to the meeting', 'Your request to join was declined'], ...attendee }],
      none: [hangup],
    },
    not_found: { all: [{ text: 'Looks like the meeting URL is incorrect', ...attendee }] },
    in_meeting: [
      {
        all: [hangup],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [waiting, joinButton],
        next: afterMeeting,
      },
      // Whoever is alone in the meeting has nobody's track.
      {
        all: [
          hangup,
          { css: '#callingButtons-showMoreBtn', is: 'attached', ...attendee },
          { connection: 'connected', confidence: 'inferred' },
        ],
        none: [waiting, joinButton],
        debounceMs: 1_000,
        next: afterMeeting,
      },
    ],
    lobby: { all: [waiting] },
    prejoin: { any: [nameField, joinButton] },
    app_redirect: {
      any: [
        { role: 'button', name: inBrowser, ...vexa },
        { role: 'link', name: inBrowser, ...vexa },
      ],
    },
  },
  actions: {
    join: [
      { when: 'app_redirect', steps: [{ click: '@browser' }] },
      {
        when: 'prejoin',
        steps: [
          // Its form is React's: a value that is only set is not noticed.
          { type: '@name', value: '{name}', optional: true, timeoutMs: 3_000 },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
  },
  guest: {
    web: 'if the host allows',
    devices: ['desktop'],
    source: 'Set-CsTeamsMeetingPolicy, AllowAnonymousUsersToJoinMeeting (learn.microsoft.com)',
    confidence: 'documented',
  },
  policy: {
    automation: 'permission',
    warning:
      'Guests have met a captcha here: it ends the join and is never solved. Whether a phone’s browser gets in is not proved.',
    joinsPerSecond: 0.5,
    ...attendee,
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
