/**
 * Galene, from its own page. A group with a password takes it with the name, in one form; whoever was given a link with a
 * token needs none. Which class its mute button wears when it is muted is not known, so there is no mute.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const page = { source: 'jech/galene static/galene.html 9e03b36, 2026-07-28', confidence: 'code' } as const;
const code = { source: 'jech/galene static/galene.js 9e03b36, 2026-07-28', confidence: 'code' } as const;

const connect = { css: '#connectbutton', ...page } as const;

export const galene = definePlatform({
  name: 'galene',
  title: 'Galene',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/group\/[^?#]+/i] },
  invitation: { names: [/\bgal[eè]ne\b/i] },
  elements: {
    name: { css: '#username', ...page },
    password: { css: '#password', ...page },
    microphoneOnly: { css: '#presentmike', ...page },
    both: { css: '#presentboth', ...page },
    join: { css: '#connectbutton', ...page },
    leave: { css: '#disconnectbutton', ...page },
  },
  states: {
    full: { all: [{ text: 'The server said: too many users', ...code }] },
    locked: { all: [{ text: 'The server said: this group is locked', ...code }] },
    bad_passcode: { all: [{ text: 'The server said: not authorised', ...code }] },
    // Shown only once the server has taken one in; there is no waiting room.
    in_meeting: {
      all: [
        { css: '#disconnectbutton', ...page },
        { css: '#peers', is: 'attached', ...page },
      ],
      none: [connect],
      next: afterMeeting,
    },
    prejoin: { all: [{ css: '#username', ...page }, connect] },
  },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { fill: '@name', value: '{name}' },
          // Nothing where nobody gave a passcode: an open group takes an empty one, and without this line it would be missed.
          { read: 'passcode', script: "''", optional: true },
          { fill: '@password', value: '{passcode}', optional: true },
          // Radio buttons: never "on", so they are pressed when the participant has what they stand for.
          { toggle: '@microphoneOnly', isOn: { attribute: 'data-never', is: 'on' }, to: 'microphone', optional: true },
          { toggle: '@both', isOn: { attribute: 'data-never', is: 'on' }, to: 'camera', optional: true },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ click: '@leave' }],
  },
  guest: { web: 'yes', devices: ['desktop'], ...page },
  policy: { automation: 'own-server' },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
