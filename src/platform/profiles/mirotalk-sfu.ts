/**
 * MiroTalk SFU, from its own code. It refuses a name that is there already. What marks being in its room is not known from the
 * code, so the proof is the media; its refusals are known by kind and not by their words, which are guessed here.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const room = { source: 'mirotalksfu public/js/Room.js f4a9a42, 2026-08-21', confidence: 'code' } as const;
const client = { source: 'mirotalksfu public/js/RoomClient.js f4a9a42, 2026-08-21', confidence: 'code' } as const;
const guess = { source: 'a word for what the server answers', confidence: 'inferred' } as const;

const form = { css: '#usernameInput', ...room } as const;
const dialog = '.swal2-popup';

export const mirotalkSfu = definePlatform({
  name: 'mirotalk-sfu',
  title: 'MiroTalk SFU',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/join(?:\/[^?#]+|\?(?:[^#]*&)?room=)/i] },
  invitation: { names: [/\bmirotalk\b/i] },
  // A name in the link would be everybody's.
  url: { query: { name: '{name}' } },
  elements: {
    name: { css: '#usernameInput', ...room },
    join: [
      { css: '.swal2-confirm', ...room },
      { role: 'button', name: 'Join meeting', ...room },
    ],
  },
  states: {
    removed: {
      all: [{ text: ['You have been kicked', 'You have been banned', 'You are banned'], within: dialog, ...guess }],
      none: [form],
    },
    full: { all: [{ text: ['room is full', 'room full'], within: dialog, ...guess }], none: [form] },
    locked: { all: [{ text: ['room is locked', 'room locked'], within: dialog, ...guess }], none: [form] },
    name_taken: { all: [{ text: ['already in use', 'already taken'], within: dialog, ...guess }] },
    reconnecting: { all: [{ css: '#disconnectBanner.reconnecting', ...client }] },
    in_meeting: [
      {
        any: [
          { liveTrack: 'video', ...guess },
          { liveTrack: 'audio', ...guess },
        ],
        none: [form],
        next: afterMeeting,
      },
      {
        all: [{ connection: 'connected', ...guess }],
        none: [form, { css: dialog, ...guess }],
        debounceMs: 500,
        next: afterMeeting,
      },
    ],
    lobby: { all: [{ text: 'lobby', within: dialog, ...guess }], none: [form] },
    prejoin: { all: [form] },
  },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { fill: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
  },
  guest: { web: 'yes', devices: ['desktop'], source: 'mirotalksfu README', confidence: 'documented' },
  policy: { automation: 'own-server' },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
