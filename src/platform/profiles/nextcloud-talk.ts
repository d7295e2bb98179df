/**
 * Nextcloud Talk, from its code and from load scripts of others. Guests get into rooms that were opened to them. It has had
 * two layouts: (A) first a dialog for the name; (B) the name in the dialog for camera and microphone. English texts alone are
 * known, so the page is asked for English.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const spreed = { source: 'nextcloud/spreed, guest name and media settings', confidence: 'code' } as const;
const scripts = { source: 'public Playwright load scripts 61365783622, 34297249775', confidence: 'code' } as const;
const older = { source: 'nextcloud/spreed, versions of 2020–2023', confidence: 'secondary' } as const;

/** The first in the room starts the call, all others join it. */
const joinWords = { exact: ['Join call', 'Start call'] } as const;
const leaveButton = { role: 'button', name: { exact: 'Leave call' }, ...scripts } as const;
const settings = { css: '.media-settings', ...scripts } as const;
const hostAbsent = { text: 'You will be able to join the call only after a moderator starts it', ...older } as const;

export const nextcloudTalk = definePlatform({
  name: 'nextcloud-talk',
  title: 'Nextcloud Talk',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+(?:\/[^?#]*)?\/call\/[a-z0-9]{6,}(?:[/?#]|$)/i] },
  invitation: { names: [/\bnextcloud(?: talk)?\b/i] },
  context: { locale: 'en-US' },
  elements: {
    name: [
      { css: '.username-form__input', ...spreed },
      { label: 'Enter your name', ...spreed },
      { placeholder: { exact: 'Guest' }, ...scripts },
    ],
    submitName: { role: 'button', name: 'Submit name and join', ...spreed },
    openSettings: [
      { css: 'button.join-call', ...scripts },
      { role: 'button', name: joinWords, ...scripts },
    ],
    recordingConsent: { label: 'Give consent to the recording of this call', ...spreed },
    join: [
      { css: '.media-settings__call-buttons button', ...scripts },
      { css: '.media-settings button.join-call', ...scripts },
    ],
    leave: { role: 'button', name: { exact: 'Leave call' }, ...scripts },
    leaveItem: { role: 'menuitem', name: { exact: 'Leave call' }, ...scripts },
  },
  states: {
    // It goes on by itself.
    not_started: { all: [hostAbsent], none: [leaveButton] },
    in_meeting: [
      {
        all: [leaveButton],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [settings],
        next: afterMeeting,
      },
      {
        all: [leaveButton, { connection: 'connected', confidence: 'inferred' }],
        none: [settings],
        debounceMs: 500,
        next: afterMeeting,
      },
      // Who is the first there has no connection yet.
      { all: [leaveButton], none: [settings, hostAbsent], debounceMs: 3_000, next: afterMeeting },
    ],
    lobby: { all: [{ text: 'You are currently waiting in the lobby', ...older }] },
    prejoin: { all: [settings] },
    landing: {
      any: [
        { css: '.username-form__input', ...spreed },
        { role: 'button', name: 'Submit name and join', ...spreed },
        { css: 'button.join-call', ...scripts },
        { role: 'button', name: joinWords, ...scripts },
      ],
      none: [leaveButton],
    },
  },
  outcomes: { not_started: 'wait' },
  actions: {
    join: [
      {
        when: 'landing',
        // Until a moderator has started the call the button does nothing.
        times: 3,
        steps: [
          // Layout A, if it is that one.
          { type: '@name', value: '{name}', optional: true },
          { click: '@submitName', optional: true },
          { click: '@openSettings' },
        ],
      },
      {
        when: 'prejoin',
        steps: [
          // Layout B, if it is that one.
          { type: '@name', value: '{name}', optional: true },
          { check: '@recordingConsent', optional: true },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ click: '@leave' }, { click: '@leaveItem', optional: true }],
  },
  guest: { web: 'if the host allows', devices: ['desktop'], ...scripts },
  policy: { automation: 'own-server' },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
