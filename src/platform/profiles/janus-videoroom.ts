/**
 * The VideoRoom demo of Janus, as packaged by Debian 12 (`janus-demos` 1.1.2). Everything here was read off the running
 * page. It asks for camera and microphone at once and can do without the microphone, not without the camera: whoever has
 * none stays in `joining`. It shows at most five others. Whoever is kicked is told nothing by this page: media simply ends, which
 * is a lost transport and no `removed`.
 */
import { definePlatform } from '../define-platform.js';

const version = 'janus-demos 1.1.2 (Debian 12)';
const seen = { source: `${version}: videoroomtest.js`, confidence: 'code', verifiedAt: '2026-11-27' } as const;

export const janusVideoroom = definePlatform({
  name: 'janus-videoroom',
  title: 'Janus VideoRoom demo',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/(?:[^?#]*\/)?m?videoroom(?:test)?\.html/i] },
  // Long polls or a WebSocket, whichever settings.js names; its path or port is the server's own choice.
  signalling: { url: /^wss?:|\/janus(?:\/|$)/ },
  elements: {
    // The button that said Start says Stop once one is in.
    start: { css: '#start', ...seen },
    name: [{ css: '#username', ...seen }, { placeholder: 'Choose a display name' }],
    join: [
      { css: '#register', ...seen },
      { role: 'button', name: 'Join the room' },
    ],
    mute: { css: '#mute', ...seen },
  },
  states: {
    landing: {
      all: [
        { css: '#start', ...seen },
        { css: '#details', ...seen },
      ],
    },
    prejoin: {
      all: [
        { css: '#username', ...seen },
        { css: '#register:enabled', ...seen },
      ],
    },
    joining: { all: [{ css: '#register:disabled', ...seen }] },
    in_meeting: {
      // The page shows the room before the server has taken its media; the choice of bandwidth comes with that.
      all: [
        { css: '#videos', ...seen },
        { css: '#bitrateset', ...seen },
      ],
      next: ['ended'],
    },
    full: { all: [{ text: 'Maximum number of publishers', within: '.bootbox', ...seen }] },
    not_found: { any: [{ text: ['does not exist', 'No such room'], within: '.bootbox', ...seen }] },
    ended: { all: [{ text: 'The room has been destroyed', within: '.bootbox', ...seen }] },
  },
  actions: {
    join: [
      { when: 'landing', steps: [{ click: '@start' }] },
      {
        when: 'prejoin',
        steps: [
          { fill: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
    ],
    // The page then loads again.
    leave: [{ click: '@start' }],
    mute: [{ toggle: '@mute', isOn: { is: 'Mute' }, to: 'off' }],
    unmute: [{ toggle: '@mute', isOn: { is: 'Mute' }, to: 'on' }],
  },
  guest: { web: 'yes', devices: ['desktop', 'mobile'], ...seen },
  // Anything else in a name is refused with a word beside the field.
  limits: { nameCharacters: 'alphanumeric' },
  policy: { automation: 'own-server' },
  verified: { on: 'software', at: '2026-11-27', what: version },
});
