/** Element Call, from its own code and strings. Its media is a LiveKit server's. */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const code = { source: 'element-hq/element-call b51a33c, 2026-08-21', confidence: 'code' } as const;

/** By `data-testid`, as the app's own tests do. */
const lobbyJoin = { css: '[data-testid="lobby_joinCall"]', ...code } as const;
const leaveButton = { css: '[data-testid="incall_leave"]', is: 'attached', ...code } as const;

export const elementCall = definePlatform({
  name: 'element-call',
  title: 'Element Call',
  match: { hosting: 'self-hosted', links: [/^https?:\/\/[^/]+\/room\/?(?:[?#]|$)/i] },
  invitation: { names: [/\belement call\b/i] },
  elements: {
    name: { testId: 'joincall_displayName', ...code },
    enter: { testId: 'joincall_joincall', ...code },
    join: { testId: 'lobby_joinCall', ...code },
    leave: { testId: 'incall_leave', ...code },
  },
  states: {
    removed: {
      all: [{ text: { en: 'You have been removed from the call', 'zh-CN': '你已被移出通话' }, ...code }],
      none: [leaveButton],
    },
    ended: {
      all: [{ text: { en: 'your call has ended', 'zh-CN': '通话已结束', 'zh-TW': '您的通話已結束' }, ...code }],
      none: [leaveButton],
    },
    denied: { all: [{ text: 'Your request to join was declined', ...code }], none: [leaveButton] },
    full: { all: [{ text: { en: 'Insufficient capacity', 'zh-CN': '容量不足' }, ...code }], none: [leaveButton] },
    not_found: { all: [{ text: { en: 'Call not found', 'zh-CN': '未找到通话' }, ...code }], none: [leaveButton] },
    // All of these pass: it reconnects, or offers a button to.
    reconnecting: {
      any: [
        { text: { en: 'Reconnecting…', 'zh-CN': '正在重新连接…' }, ...code },
        {
          text: {
            en: 'Connection lost',
            'zh-CN': ['连接已丢失', '与服务器的连接中断'],
            'zh-TW': '到伺服器的連線已遺失',
          },
          ...code,
        },
      ],
    },
    in_meeting: [
      {
        all: [leaveButton],
        any: [{ liveTrack: 'video' }, { liveTrack: 'audio' }],
        none: [lobbyJoin],
        next: afterMeeting,
      },
      // Whoever is alone sees a tile too: their own.
      {
        all: [
          leaveButton,
          { css: '[data-testid="videoTile"]', is: 'attached', ...code },
          { connection: 'connected', confidence: 'inferred' },
        ],
        none: [lobbyJoin],
        next: afterMeeting,
      },
    ],
    prejoin: { all: [lobbyJoin] },
    // A guest's name comes first, then the lobby with the camera.
    landing: { all: [{ css: '[data-testid="joincall_displayName"]', ...code }] },
  },
  ready: ['landing', 'prejoin'],
  actions: {
    join: [
      {
        when: 'landing',
        steps: [{ type: '@name', value: '{name}' }, { click: '@enter' }],
      },
      { when: 'prejoin', steps: [{ click: '@join', joins: true }] },
    ],
    leave: [{ domClick: '@leave' }],
  },
  guest: {
    web: 'yes',
    devices: ['desktop', 'mobile'],
    source: 'mobile viewport tests of element-call',
    confidence: 'code',
  },
  policy: {
    automation: 'own-server',
    warning: 'Test a server of your own; call.element.io is other people’s.',
    publicHosts: ['call.element.io'],
    confidence: 'inferred',
  },
  verified: { on: 'replica', at: '2026-11-27', what: 'one short page of our own' },
});
