/** Google Meet, from public code that drives it. It turns automated guests away at will, and does not say that it did. */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const attendee = { source: 'attendee 77e990ed, 2026-08-19', confidence: 'code' } as const;
const vexa = { source: 'vexa join/src/googlemeet, 2026-08', confidence: 'code' } as const;
const screenapp = { source: 'screenapp src/bots/GoogleMeetBot 37f89d6, 2026-06-18', confidence: 'code' } as const;

const joinWords = [
  'Ask to join',
  'Join now',
  'Ask to join anyway',
  'Join the call now',
  'Join anyway',
  'Join here too',
  'Switch here',
] as const;
const waiting = {
  text: [
    'Asking to be let in',
    "You'll join the call when someone lets you in",
    'Please wait until a meeting host brings you into the call',
    'Waiting for the host to join',
  ],
  ...attendee,
} as const;
/** Also there in the lobby. */
const leaveButton = { css: 'button[aria-label="Leave call"]', is: 'attached', ...vexa } as const;
const joinButton = { role: 'button', name: { exact: joinWords }, ...attendee } as const;

export const googleMeet = definePlatform({
  name: 'google-meet',
  title: 'Google Meet',
  match: {
    hosting: 'vendor',
    links: [/^https:\/\/meet\.google\.com\/(?:[a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/[\w-]+)(?:[/?#]|$)/i],
    reject: [
      {
        link: /^https:\/\/meet\.google\.com\/new(?:[/?#]|$)/i,
        reason: 'this one makes a new meeting for whoever is logged in; give the link of a meeting',
      },
      {
        link: /^https:\/\/meet\.google\.com\/(?:landing|about)?(?:[?#]|$)/i,
        reason: 'this one is Google Meet’s own page, not a meeting',
      },
    ],
  },
  invitation: {
    names: [/\bgoogle meet\b/i],
    numberLabels: [/meeting code/i],
    number: /^[a-z]{3}-?[a-z]{4}-?[a-z]{3}$/i,
    link: 'https://meet.google.com/{number}',
  },
  // Else it speaks the language of the country that the address is in.
  url: { query: { hl: 'en' } },
  context: { locale: 'en-US' },
  elements: {
    gotIt: { role: 'button', name: { exact: 'Got it' }, ...attendee },
    withoutDevices: { role: 'button', name: 'Continue without microphone and camera', ...screenapp },
    name: [
      { css: 'input[type="text"][aria-label="Your name"]', ...attendee },
      { css: 'input[jsname][type="text"]', ...vexa },
    ],
    join: [
      { role: 'button', name: { exact: joinWords }, ...attendee },
      { text: { exact: joinWords }, ...attendee },
    ],
    microphone: { css: '[aria-label^="Turn off microphone"], [aria-label^="Turn on microphone"]', ...attendee },
    camera: { css: '[aria-label^="Turn off camera"], [aria-label^="Turn on camera"]', ...attendee },
    leave: { css: 'button[aria-label="Leave call"]', ...vexa },
  },
  dismiss: [{ seen: '@gotIt' }, { seen: '@withoutDevices' }],
  states: {
    login_required: {
      all: [
        { role: 'heading', name: 'Sign in', ...attendee },
        { text: 'your Google Account', ...attendee },
      ],
    },
    ended: { all: [{ text: { exact: ['Meeting ended', 'Call ended'] }, ...vexa }], none: [leaveButton] },
    denied: {
      any: [
        {
          text: ['Someone in the call denied your request to join', 'No one responded to your request'],
          ...attendee,
        },
        { role: 'button', name: 'Ask to join again', ...attendee },
        // It says no more than this to a guest who is not wanted and to a machine.
        { text: ["You can't join this video call", 'There is a problem connecting to this video call'], ...attendee },
      ],
      none: [leaveButton],
    },
    not_found: {
      all: [
        {
          text: [
            'Check your meeting code',
            'Invalid video call name',
            'Your meeting code has expired',
            "The meeting code you entered doesn't work",
          ],
          ...attendee,
        },
      ],
      none: [leaveButton],
    },
    left: { all: [{ text: 'You left the meeting', ...vexa }], none: [leaveButton] },
    in_meeting: {
      any: [
        { css: '[data-participant-id]', is: 'attached', ...vexa },
        { css: '[data-self-name]', is: 'attached', ...vexa },
        { text: { exact: 'Present now' }, ...vexa },
      ],
      none: [waiting, joinButton],
      next: afterMeeting,
    },
    lobby: { all: [waiting] },
    prejoin: {
      any: [joinButton, { css: 'input[type="text"][aria-label="Your name"]', ...attendee }],
    },
  },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { type: '@name', value: '{name}', optional: true, timeoutMs: 2_000 },
          {
            toggle: '@microphone',
            isOn: { attribute: 'aria-label', is: /^turn off/i },
            to: 'microphone',
            optional: true,
          },
          { toggle: '@camera', isOn: { attribute: 'aria-label', is: /^turn off/i }, to: 'camera', optional: true },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
    mute: [{ toggle: '@microphone', isOn: { attribute: 'aria-label', is: /^turn off/i }, to: 'off' }],
    unmute: [{ toggle: '@microphone', isOn: { attribute: 'aria-label', is: /^turn off/i }, to: 'on' }],
    cameraOff: [{ toggle: '@camera', isOn: { attribute: 'aria-label', is: /^turn off/i }, to: 'off' }],
    cameraOn: [{ toggle: '@camera', isOn: { attribute: 'aria-label', is: /^turn off/i }, to: 'on' }],
  },
  guest: { web: 'if the host allows', devices: ['desktop'], ...attendee },
  limits: { participants: 100, minutes: 60, plan: 'free plan', source: 'common knowledge', confidence: 'inferred' },
  policy: {
    automation: 'restricted',
    warning:
      'Google Meet refuses automated guests at will, without saying why: a refusal here may say nothing about the meeting.',
    joinsPerSecond: 0.2,
    ...vexa,
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
