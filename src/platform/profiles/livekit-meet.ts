/** LiveKit Meet, the open-source app on LiveKit's own components. A link of the form `/custom` goes straight into the room. */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const app = { source: 'livekit-examples/meet 6da2b8e', confidence: 'code' } as const;
const components = { source: 'livekit/components-js', confidence: 'code' } as const;

const controls = { css: '.lk-control-bar', is: 'attached', ...components } as const;
const preJoin = { css: '.lk-prejoin', ...components } as const;
const toast = { css: '.lk-toast-connection-state', ...components } as const;

export const livekitMeet = definePlatform({
  name: 'livekit-meet',
  title: 'LiveKit Meet',
  match: {
    hosting: 'self-hosted',
    links: [/^https?:\/\/[^/]+\/(?:rooms\/[^/?#]+|custom\/?\?(?:[^#]*&)?liveKitUrl=)/i],
  },
  invitation: { names: [/\blivekit\b/i] },
  signalling: { url: /^wss?:/ },
  elements: {
    name: { css: '#username', ...components },
    join: { css: '.lk-join-button', ...components },
    leave: { css: '.lk-disconnect-button', ...components },
  },
  states: {
    // After a drop the app goes back to where it began.
    left: { all: [{ url: /^https?:\/\/[^/]+\/?(?:[?#]|$)/, ...app }] },
    reconnecting: {
      all: [
        {
          text: 'Reconnecting',
          within: '.lk-toast-connection-state',
          source: 'ConnectionStateToast.tsx',
          confidence: 'code',
        },
      ],
    },
    in_meeting: [
      { all: [controls], any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }], none: [preJoin], next: afterMeeting },
      // Whoever is alone has nobody's track. The toast says that it is still connecting.
      {
        all: [controls, { connection: 'connected', confidence: 'inferred' }],
        none: [preJoin, toast],
        next: afterMeeting,
      },
    ],
    joining: { all: [{ css: '.lk-room-container', is: 'attached', ...components }], none: [preJoin] },
    prejoin: {
      all: [
        { css: '.lk-prejoin #username', ...components },
        { css: '.lk-prejoin .lk-join-button', ...components },
      ],
    },
  },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          // The button is off until a name is typed.
          { type: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
  },
  guest: {
    web: 'yes',
    devices: ['desktop', 'mobile'],
    source: 'no redirect to an app was found',
    confidence: 'inferred',
  },
  policy: {
    automation: 'own-server',
    warning: 'Test a LiveKit server of your own; meet.livekit.io is other people’s.',
    publicHosts: ['meet.livekit.io'],
    confidence: 'inferred',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
