/**
 * The meeting built into Rollcall. Its page says in `data-screen` which screen it shows; what a person would go by (the
 * roster with oneself in it, the form to fill in) is asked for besides.
 */
import { definePlatform } from '../define-platform.js';
import type { Marker, ProvableState, StateRule } from '../profile.js';

export const rehearsal = definePlatform({
  name: 'rehearsal',
  title: 'Rehearsal (built in)',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/m\/[^/?#]+(?:[?#]|$)/i] },
  // What whoever holds the link knows, as in links of real platforms. In the fragment, since the query is the meeting's own
  // knobs: `?passcode=` is what the room wants.
  variables: { passcode: /#(?:.*&)?pwd=([^&]+)/ },
  signalling: { url: /^wss?:/ },
  states: {
    app_redirect: { all: [screen('invite'), { css: '#continue-in-browser' }] },
    prejoin: { all: [screen('prejoin'), { css: '#name' }, { css: '#join' }] },
    passcode: { all: [screen('passcode'), { css: '#passcode' }] },
    bad_passcode: { any: [{ css: '#passcode-error' }, { css: '#refusal[data-reason="bad_passcode"]' }] },
    joining: { all: [screen('joining')] },
    lobby: { all: [screen('lobby'), { css: '#lobby' }] },
    // Attached is enough: a phone's layout may hide the roster.
    in_meeting: { all: [screen('meeting'), { css: '#roster li[data-self]', is: 'attached' }] },
    reconnecting: { all: [screen('meeting'), { css: '#reconnecting:not([hidden])' }] },
    left: { all: [screen('left')] },
    removed: { any: [screen('removed'), { css: '#removed' }] },
    ended: { any: [screen('ended'), { css: '#ended' }, { css: '#refusal[data-reason="ended"]' }] },
    full: refused('full'),
    locked: refused('locked'),
    not_found: refused('not_found'),
    rate_limited: refused('rate_limited'),
    login_required: refused('login_required'),
  },
  actions: {
    join: [
      { when: 'app_redirect', steps: [{ click: '#continue-in-browser' }] },
      {
        when: 'prejoin',
        steps: [
          { fill: '#name', value: '{name}' },
          { toggle: '#prejoin-camera', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'camera' },
          { toggle: '#prejoin-microphone', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'microphone' },
          { click: '#join', joins: true },
        ],
      },
      {
        when: 'passcode',
        steps: [
          { fill: '#passcode', value: '{passcode}' },
          { click: '#passcode-submit', joins: true },
        ],
      },
    ],
    leave: [{ click: '#leave' }],
    mute: [{ toggle: '#toggle-microphone', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'off' }],
    unmute: [{ toggle: '#toggle-microphone', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'on' }],
    cameraOff: [{ toggle: '#toggle-camera', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'off' }],
    cameraOn: [{ toggle: '#toggle-camera', isOn: { attribute: 'aria-pressed', is: 'true' }, to: 'on' }],
  },
  guest: { web: 'yes', devices: ['desktop', 'mobile'] },
  policy: { automation: 'own-server' },
  verified: { on: 'software', at: '2026-11-27', what: 'every test of ours joins it' },
});

function screen(name: string): Marker {
  return { css: `html[data-screen="${name}"]`, is: 'attached' };
}

function refused(reason: ProvableState): StateRule {
  return { all: [{ css: `#refusal[data-reason="${reason}"]` }] };
}
