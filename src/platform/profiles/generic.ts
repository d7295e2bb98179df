/**
 * Any other meeting page: a field for the name and a button to join, found by role and text in three languages. Used only when
 * the user says `--platform generic`: it knows no platform, so everything here is a guess.
 *
 * Its proof of being in is the most that can be asked of a page that nobody has read. A remote track counts, and so does a
 * button to leave together with a connected peer connection; neither counts while the form to join or a waiting room is shown,
 * since forms try out devices over a connection to themselves and waiting rooms have a button to leave, too. Of somebody who is
 * alone in a meeting that connects nobody before the second comes, it can say nothing.
 */
import { definePlatform } from '../define-platform.js';
import { afterMeeting } from './after-meeting.js';

const guess = { source: 'words that meeting pages use', confidence: 'inferred' } as const;

const nameWords = {
  en: ['your name', 'display name', 'full name', 'nickname', 'enter a name', 'enter name'],
  'zh-CN': ['你的名称', '您的名称', '你的名字', '您的名字', '姓名', '昵称', '显示名称'],
  'zh-TW': ['你的名稱', '您的名稱', '你的名字', '您的名字', '姓名', '暱稱', '顯示名稱'],
} as const;
/** Whole labels: each of these is also part of others ("Join with a code"). */
const joinWords = {
  exact: {
    en: [
      'Join',
      'Join now',
      'Join meeting',
      'Join the meeting',
      'Join call',
      'Join room',
      'Ask to join',
      'Enter',
      'Enter meeting',
      'Connect',
    ],
    'zh-CN': ['加入', '立即加入', '加入会议', '进入', '进入会议', '入会', '请求加入'],
    'zh-TW': ['加入', '立即加入', '加入會議', '進入', '進入會議', '入會', '要求加入'],
  },
} as const;
const confirmWords = {
  exact: {
    en: ['OK', 'Submit', 'Continue', 'Confirm'],
    'zh-CN': ['确定', '提交', '继续', '确认'],
    'zh-TW': ['確定', '提交', '繼續', '確認'],
  },
} as const;
/** Of the bare words only the whole label: they are part of "Leave a comment", too. */
const leaveWords = {
  exact: {
    en: ['Leave', 'Leave call', 'Leave meeting', 'Leave the meeting', 'Leave room', 'Hang up', 'End call'],
    'zh-CN': ['离开', '离开会议', '退出', '退出会议', '结束会议', '挂断'],
    'zh-TW': ['離開', '離開會議', '退出', '退出會議', '結束會議', '掛斷'],
  },
} as const;
const passcodeWords = {
  en: ['passcode', 'password', 'meeting pin'],
  'zh-CN': ['密码', '口令'],
  'zh-TW': ['密碼'],
} as const;
const browserWords = {
  en: [
    'Continue on this browser',
    'Join from your browser',
    'Join from this browser',
    'Join on this browser',
    'Join in browser',
  ],
  'zh-CN': ['网页入会', '在浏览器中加入', '从浏览器加入', '网页版入会'],
  'zh-TW': ['網頁入會', '在瀏覽器中加入', '從瀏覽器加入'],
} as const;

/** Nobody knows whether the page keeps its meeting in a frame. */
const anywhere = { frame: 'any', ...guess } as const;
const joinButton = { role: 'button', name: joinWords, ...guess } as const;
const leaveButton = { role: 'button', name: leaveWords, ...guess } as const;
const waiting = {
  text: {
    en: [
      'waiting room',
      'will let you in',
      'let you in soon',
      'Waiting for the host',
      'Waiting to be let in',
      'Asking to be let in',
    ],
    'zh-CN': ['等候室', '等待主持人', '等待进入'],
    'zh-TW': ['等候室', '等待主持人', '等候主持人', '等待進入'],
  },
  ...guess,
} as const;
const passcodeField = { css: 'input[type="password"]', ...guess } as const;

export const generic = definePlatform({
  name: 'generic',
  title: 'Any other page (a guess by its words)',
  // Matches no link: only the user can say that a page is worth a guess.
  match: { hosting: 'self-hosted', links: [/(?!)/] },
  elements: {
    browser: [
      { role: 'button', name: browserWords, ...anywhere },
      { role: 'link', name: browserWords, ...anywhere },
    ],
    name: [
      { role: 'textbox', name: nameWords, ...anywhere },
      { placeholder: nameWords, ...anywhere },
      { css: 'input[autocomplete="name"], input[autocomplete="nickname"]', ...anywhere },
      { role: 'textbox', name: { exact: { en: 'Name' } }, ...anywhere },
      { css: 'input[type="text"], input:not([type])', ...anywhere },
    ],
    passcode: [
      { css: 'input[type="password"]', ...anywhere },
      { role: 'textbox', name: passcodeWords, ...anywhere },
    ],
    join: { role: 'button', name: joinWords, ...anywhere },
    confirm: [
      { role: 'button', name: joinWords, ...anywhere },
      { role: 'button', name: confirmWords, ...anywhere },
    ],
    leave: { role: 'button', name: leaveWords, ...anywhere },
  },
  states: inAnyFrame({
    captcha: {
      any: [
        { text: { en: ["Verify you're a real person", "Verify that you're human", "I'm not a robot"] }, ...guess },
        { css: 'iframe[title*="challenge" i][src*="captcha" i]', ...guess },
      ],
      none: [leaveButton],
    },
    login_required: {
      all: [
        {
          text: {
            en: ['Sign in to join', 'Log in to join', 'You must be signed in'],
            'zh-CN': ['请先登录', '扫码登录', '登录后加入'],
            'zh-TW': ['請先登入', '登入後加入'],
          },
          ...guess,
        },
      ],
      none: [leaveButton, joinButton],
    },
    removed: {
      all: [
        {
          text: {
            en: ['You have been removed', "You've been removed", 'You were removed'],
            'zh-CN': ['你已被移出', '您已被移出'],
            'zh-TW': ['你已被移出', '您已被移出'],
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    ended: {
      all: [
        {
          text: {
            en: ['meeting has ended', 'meeting has been ended', 'call has ended', 'Meeting ended'],
            'zh-CN': ['会议已结束', '通话已结束'],
            'zh-TW': ['會議已結束', '通話已結束'],
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    denied: {
      all: [
        {
          text: {
            en: ['denied your request', 'request to join was declined', 'You were denied access'],
            'zh-CN': ['拒绝了你的请求', '拒绝了您的请求'],
            'zh-TW': ['拒絕了你的要求', '加入請求遭到主持人拒絕'],
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    full: {
      all: [
        {
          text: {
            en: ['meeting is full', 'room is full', 'maximum number of participants'],
            'zh-CN': ['人数已满', '人数已达上限'],
            'zh-TW': ['人數已滿', '人數已達上限', '已達到最大參與人數'],
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    locked: {
      all: [
        {
          text: {
            en: ['meeting is locked', 'room is locked', 'meeting has been locked'],
            'zh-CN': '会议已锁定',
            'zh-TW': '會議已鎖定',
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    not_found: {
      all: [
        {
          text: {
            en: ['Meeting not found', 'Room not found', 'meeting does not exist', 'link is invalid'],
            'zh-CN': ['会议不存在', '会议号不存在'],
            'zh-TW': ['會議不存在', '會議號不存在'],
          },
          ...guess,
        },
      ],
      none: [leaveButton, joinButton],
    },
    bad_passcode: {
      all: [
        {
          text: {
            en: ['Incorrect password', 'Wrong password', 'Incorrect passcode', 'Wrong passcode'],
            'zh-CN': ['密码错误', '密码不正确'],
            'zh-TW': ['密碼錯誤', '密碼不正確', '密碼不符'],
          },
          ...guess,
        },
      ],
      none: [leaveButton],
    },
    // Passes: pages say so and come back.
    reconnecting: {
      all: [
        leaveButton,
        {
          text: { en: 'Reconnecting', 'zh-CN': ['正在重连', '重新连接'], 'zh-TW': ['正在重連', '重新連線'] },
          ...guess,
        },
      ],
    },
    in_meeting: [
      {
        any: [
          { liveTrack: 'video', ...guess },
          { liveTrack: 'audio', ...guess },
        ],
        none: [joinButton, passcodeField, waiting],
        debounceMs: 1_000,
        next: afterMeeting,
      },
      {
        all: [leaveButton, { connection: 'connected', ...guess }],
        none: [joinButton, passcodeField, waiting],
        debounceMs: 2_000,
        next: afterMeeting,
      },
    ],
    lobby: { all: [waiting], none: [joinButton] },
    // A passcode asked for by itself; a form that has both is filled in as the form for the name.
    passcode: {
      any: [passcodeField, { role: 'textbox', name: passcodeWords, ...guess }],
      none: [{ role: 'textbox', name: nameWords, ...guess }],
    },
    prejoin: { all: [{ role: 'textbox', ...guess }, joinButton] },
    app_redirect: {
      any: [
        { role: 'button', name: browserWords, ...guess },
        { role: 'link', name: browserWords, ...guess },
      ],
    },
  }),
  actions: {
    join: [
      { when: 'app_redirect', steps: [{ click: '@browser' }] },
      {
        when: 'prejoin',
        steps: [
          // Many forms ignore a value that was not typed.
          { type: '@name', value: '{name}' },
          { click: '@join', joins: true },
        ],
      },
      {
        when: 'passcode',
        steps: [
          { type: '@passcode', value: '{passcode}' },
          { click: '@confirm', joins: true },
        ],
      },
    ],
    leave: [{ domClick: '@leave' }],
  },
  guest: { web: 'unclear', devices: ['desktop', 'mobile'], ...guess },
  policy: {
    automation: 'permission',
    warning:
      'The generic profile knows nothing of this platform: it guesses by words in three languages. Look at the first join with your own eyes, or run rollcall calibrate.',
    joinsPerSecond: 0.5,
    ...guess,
  },
});

type States = Parameters<typeof definePlatform>[0]['states'];

function inAnyFrame(states: States): States {
  const rules = Object.entries(states).map(([state, rule]) => [
    state,
    [rule].flat().map((one) => ({ ...one, frames: 'any' as const })),
  ]);
  return Object.fromEntries(rules) as States;
}
