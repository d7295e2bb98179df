/**
 * BigBlueButton, from its own tests. A link to its `join` call is signed and holds one person's name: with the server's
 * secret (the scenario's variable `secret`) everybody gets a link of their own, without it all come under that name.
 */
import { definePlatform } from '../define-platform.js';
import { signBigBlueButton } from '../hooks/bbb-checksum.js';
import { afterMeeting } from './after-meeting.js';

const tests = { source: 'bigbluebutton-tests/playwright/core/elements.ts 0092292', confidence: 'code' } as const;
const codes = { source: 'HTTP statuses, as the error screen seems to use them', confidence: 'inferred' } as const;

const audioChoice = { css: '[data-test="audioModal"]', ...tests } as const;
const guestPage = { css: 'p[data-test="guestMessage"], #positionInWaitingQueue', ...tests } as const;

export const bigBlueButton = definePlatform({
  name: 'bigbluebutton',
  title: 'BigBlueButton',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/bigbluebutton\/api\/join\?.*checksum=/i] },
  invitation: { names: [/\bbigbluebutton\b/i] },
  url: { sign: signBigBlueButton },
  elements: {
    microphone: { css: '[data-test="microphoneBtn"]', ...tests },
    echoHeard: { css: '[data-test="joinEchoTestButton"]', ...tests },
    mute: { css: '[data-test="muteMicButton"], [data-test="unmuteMicButton"]', ...tests },
    leaveMenu: { css: '[data-test="leaveMeetingDropdown"]', ...tests },
    leave: { css: '[data-test="directLogoutButton"]', ...tests },
    recordingNotice: { css: '[data-test="recordingNotifyModal"]', ...tests },
    recordingContinue: { css: '[data-test="recordingNotifyContinue"]', ...tests },
  },
  dismiss: [{ seen: '@recordingNotice', click: '@recordingContinue' }],
  states: {
    login_required: { all: [errorCode('401')] },
    removed: { all: [errorCode('403')] },
    ended: { any: [{ css: '[data-test="meetingEndedModal"]', ...tests }, errorCode('410')] },
    not_found: { all: [errorCode('404')] },
    reconnecting: {
      all: [{ text: 'Reconnection in progress', within: '[data-test="notificationBannerBar"]', ...tests }],
    },
    // The button to leave is there before audio is; so is the whole page behind the choice of audio.
    in_meeting: [
      {
        any: [
          { css: '[data-test="muteMicButton"]', ...tests },
          { css: '[data-test="unmuteMicButton"]', ...tests },
        ],
        none: [audioChoice, guestPage],
        next: afterMeeting,
      },
      {
        all: [{ css: '[data-test="leaveMeetingDropdown"]', is: 'attached', ...tests }],
        any: [{ liveTrack: 'audio' }, { liveTrack: 'video' }],
        none: [audioChoice, guestPage],
        next: afterMeeting,
      },
    ],
    lobby: { all: [guestPage] },
    joining: { any: [{ css: '[data-test="establishingAudioLabel"]', ...tests }] },
    prejoin: { all: [audioChoice] },
  },
  actions: {
    join: [
      {
        when: 'prejoin',
        steps: [
          { click: '@microphone', joins: true },
          { click: '@echoHeard', optional: true, timeoutMs: 5_000 },
        ],
      },
    ],
    leave: [{ click: '@leaveMenu' }, { click: '@leave' }],
    mute: [{ toggle: '@mute', isOn: { attribute: 'data-test', is: 'muteMicButton' }, to: 'off' }],
    unmute: [{ toggle: '@mute', isOn: { attribute: 'data-test', is: 'muteMicButton' }, to: 'on' }],
  },
  guest: { web: 'yes', devices: ['desktop'], source: 'BigBlueButton API documentation', confidence: 'documented' },
  policy: {
    automation: 'own-server',
    warning:
      'Give the server’s secret as the variable `secret`: without it all participants use one signed link and share the name in it.',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});

/** A number in the screen that says why one is out. */
function errorCode(code: string) {
  return { text: { exact: code }, within: '[data-test="errorScreenCode"]', ...codes } as const;
}
