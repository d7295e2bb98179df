/**
 * The VideoRoom demo of Janus, as packaged by Debian 12 (`janus-demos` 1.1.2). Everything here was read off the running
 * page. It asks for camera and microphone at once and can do without the microphone, not without the camera: whoever has
 * none stays in `joining`. It shows at most five others.
 */
import { definePlatform } from '../define-platform.js';

export const janusVideoroom = definePlatform({
  name: 'janus-videoroom',
  title: 'Janus VideoRoom demo',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/(?:[^?#]*\/)?m?videoroom(?:test)?\.html/i] },
  // Long polls or a WebSocket, whichever settings.js names; its path or port is the server's own choice.
  signalling: { url: /^wss?:|\/janus(?:\/|$)/ },
  states: {
    landing: { all: [{ css: '#start' }, { css: '#details' }] },
    prejoin: { all: [{ css: '#username' }, { css: '#register:enabled' }] },
    joining: { all: [{ css: '#register:disabled' }] },
    // The page shows the room before the server has taken its media; the choice of bandwidth comes with that.
    in_meeting: { all: [{ css: '#videos' }, { css: '#bitrateset' }] },
    full: { all: [{ text: 'Maximum number of publishers', within: '.bootbox' }] },
    not_found: { any: [{ text: ['does not exist', 'No such room'], within: '.bootbox' }] },
    ended: { all: [{ text: 'The room has been destroyed', within: '.bootbox' }] },
    removed: { all: [{ text: 'kicked', within: '.bootbox' }] },
  },
  actions: {
    join: [
      { when: 'landing', steps: [{ click: '#start' }] },
      {
        when: 'prejoin',
        steps: [
          { fill: '#username', value: '{name}' },
          { click: '#register', joins: true },
        ],
      },
    ],
    // The button that said Start now says Stop; the page then loads again.
    leave: [{ click: '#start' }],
    mute: [{ toggle: '#mute', isOn: { is: 'Mute' }, to: 'off' }],
    unmute: [{ toggle: '#mute', isOn: { is: 'Mute' }, to: 'on' }],
  },
  // Anything else in a name is refused with a word beside the field.
  limits: { nameCharacters: 'alphanumeric' },
  policy: { automation: 'own-server' },
});
