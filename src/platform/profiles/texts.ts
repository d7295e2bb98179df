/**
 * Words in which pages for Chinese and English readers say the same, shared by several profiles.
 *
 * Some are the words of the vendors' help pages; how their web pages put it nobody has published. So a rule made of these is
 * `inferred` unless the profile gives a source beside it. Each set is tried as a whole, whatever language the page speaks, and
 * found inside longer sentences: entries are the part that sentences have in common.
 */
import type { Dismissal, ProvableState, StateRule, TextSet } from '../profile.js';

/** A guess that nobody has checked. */
export const inferred = { confidence: 'inferred' } as const;

export const texts = {
  lobby: {
    'zh-CN': ['等候室', '等待主持人', '等候主持人', '准入'],
    'zh-TW': ['等候室', '等待主持人', '等候主持人', '準入'],
    en: ['waiting room', 'wait for the host', 'waiting for the host', 'let you in', 'admit you'],
  },
  reconnecting: {
    'zh-CN': ['网络连接已断开', '网络已断开', '网络连接断开', '正在重连', '正在重新连接', '重新连接中'],
    'zh-TW': [
      '網絡連接已斷開',
      '網絡已斷開',
      '網路連接已斷開',
      '網路連線已中斷',
      '網路已斷開',
      '正在重連',
      '正在重新連接',
      '正在重新連線',
    ],
    en: ['reconnecting', 'connection lost', 'network disconnected', 'network connection was lost'],
  },
  /** `你已被移出会议`, `您已被主持人移出…`: never what one says of somebody else. */
  removed: {
    'zh-CN': ['你已被移出', '您已被移出', '你被移出', '您被移出', '你已被主持人移出', '您已被主持人移出', '将你移出'],
    'zh-TW': ['你已被移出', '您已被移出', '你被移出', '您被移出', '你已被主持人移出', '您已被主持人移出', '將你移出'],
    en: ['you have been removed', 'you were removed', "you've been removed", 'removed you from'],
  },
  ended: {
    'zh-CN': ['会议已结束', '会议已经结束', '结束了会议', '会议已取消'],
    'zh-TW': ['會議已結束', '會議已經結束', '結束了會議', '會議已取消'],
    en: ['meeting has ended', 'meeting ended', 'meeting is over', 'ended the meeting', 'meeting has been cancelled'],
  },
  denied: {
    'zh-CN': ['拒绝了你', '拒绝了您', '主持人拒绝', '主持人已拒绝'],
    'zh-TW': ['拒絕了你', '拒絕了您', '主持人拒絕', '主持人已拒絕'],
    en: ['request to join was declined', 'request to join was denied', 'host declined', 'denied your request'],
  },
  full: {
    'zh-CN': ['人数已满', '人数已达', '人数达到上限', '人数上限', '人数超过'],
    'zh-TW': ['人數已滿', '人數已達', '人數達到上限', '人數上限', '人數超過'],
    en: [
      'meeting is full',
      'participant limit',
      'member limit',
      'maximum number of',
      'limit has been reached',
      'limit reached',
    ],
  },
  locked: {
    'zh-CN': ['会议已锁定', '会议已被锁定'],
    'zh-TW': ['會議已鎖定', '會議已被鎖定'],
    en: ['meeting is locked', 'meeting has been locked', 'locked the meeting'],
  },
  notFound: {
    'zh-CN': ['会议不存在', '会议号不存在', '会议号无效', '无效的会议号', '会议号错误', '会议号有误', '会议号不正确'],
    'zh-TW': ['會議不存在', '會議號不存在', '會議號無效', '無效的會議號', '會議號錯誤', '會議號有誤', '會議號不正確'],
    en: [
      'meeting does not exist',
      'meeting ID does not exist',
      "meeting doesn't exist",
      'meeting not found',
      'no such meeting',
      'invalid meeting',
      'incorrect meeting',
      'wrong meeting number',
    ],
  },
  notStarted: {
    'zh-CN': ['会议未开始', '会议尚未开始', '会议还未开始', '主持人未入会', '主持人尚未入会', '主持人还未入会'],
    'zh-TW': ['會議未開始', '會議尚未開始', '會議還未開始', '主持人未入會', '主持人尚未入會', '主持人還未入會'],
    en: [
      'meeting has not started',
      "meeting hasn't started",
      'host has not joined',
      "host hasn't joined",
      'not started yet',
    ],
  },
  insidersOnly: {
    'zh-CN': ['仅组织内', '仅限组织', '仅企业内', '仅限企业', '内部会议', '仅限受邀', '未报名'],
    'zh-TW': ['僅組織內', '僅限組織', '僅企業內', '僅限企業', '內部會議', '僅限受邀', '未報名'],
    en: [
      'members of the organization',
      'members of the organisation',
      'organization members',
      'organisation members',
      'internal meeting',
      'invited members only',
      'not enrolled',
    ],
  },
  rateLimited: {
    'zh-CN': ['过于频繁', '太频繁', '频繁入会', '频繁操作'],
    'zh-TW': ['過於頻繁', '太頻繁', '頻繁入會', '頻繁操作'],
    en: ['too frequent', 'too often', 'too many requests', 'too many attempts', 'too fast'],
  },
  badPasscode: {
    'zh-CN': ['密码错误', '密码不正确', '密码有误'],
    'zh-TW': ['密碼錯誤', '密碼不正確', '密碼有誤'],
    en: [
      'incorrect passcode',
      'wrong passcode',
      'invalid passcode',
      'passcode is incorrect',
      'incorrect password',
      'wrong password',
      'invalid password',
      'password is incorrect',
    ],
  },
  passcode: {
    'zh-CN': ['会议密码', '入会密码', '输入密码'],
    'zh-TW': ['會議密碼', '入會密碼', '輸入密碼'],
    en: ['passcode', 'meeting password', 'enter the password', 'enter password'],
  },
  left: {
    'zh-CN': ['已离开会议', '你已离开', '您已离开', '已退出会议'],
    'zh-TW': ['已離開會議', '你已離開', '您已離開', '已退出會議'],
    en: ['you have left', "you've left", 'you left'],
  },
  login: {
    'zh-CN': ['请先登录', '请登录', '需要登录', '登录后加入', '登录后入会'],
    'zh-TW': ['請先登入', '請登入', '需要登入', '登入後加入', '登入後入會', '請先登錄'],
    en: [
      'please sign in',
      'please log in',
      'sign in to join',
      'sign in to DingTalk',
      'log in to join',
      'sign-in required',
      'login required',
    ],
  },
  /** A label: whole. */
  loginLabel: { 'zh-CN': '登录', 'zh-TW': ['登入', '登錄'], en: ['Sign in', 'Log in'] },
  joining: {
    'zh-CN': ['正在加入', '正在入会', '正在进入会议'],
    'zh-TW': ['正在加入', '正在入會', '正在進入會議'],
    en: ['joining the meeting', 'joining meeting', 'joining…', 'joining...', 'entering the meeting'],
  },
  appOnly: {
    'zh-CN': ['请使用客户端', '请在客户端', '请下载客户端', '请在小程序', '请在App', '仅支持客户端'],
    'zh-TW': ['請使用客戶端', '請在客戶端', '請使用用戶端', '請下載客戶端', '請在小程式', '請在App', '僅支援客戶端'],
    en: ['please use the app', 'only available in the app', 'only be joined from the app', 'open the app to join'],
  },
  /** Labels of buttons: whole. */
  confirm: { 'zh-CN': ['确定', '确认', '加入'], 'zh-TW': ['確定', '確認', '加入'], en: ['OK', 'Confirm', 'Join'] },
  /** Labels of buttons that put a hint or notice away and agree to nothing. */
  gotIt: {
    'zh-CN': ['知道了', '我知道了', '我知道啦', '暂不', '稍后再说', '跳过'],
    'zh-TW': ['知道了', '我知道了', '暫不', '稍後再說', '略過', '跳過'],
    en: ['Got it', 'I see', 'Not now', 'Later', 'Maybe later', 'Skip'],
  },
} satisfies Readonly<Record<string, TextSet>>;

/**
 * What may stand before any of these platforms, whichever it is. They end a join with a sentence; nothing is done about them
 * (platforms.md §17).
 */
export const walls = {
  captcha: {
    any: [
      { css: 'iframe[src*="captcha" i], [id*="captcha" i], [class*="captcha" i]', ...inferred },
      {
        text: {
          'zh-CN': ['安全验证', '拖动滑块', '拖动下方滑块', '人机验证'],
          'zh-TW': ['安全驗證', '拖動滑塊', '拖曳滑塊', '真人驗證'],
          en: ['captcha', 'security verification', 'drag the slider', 'verify you are human', 'not a robot'],
        },
        ...inferred,
      },
    ],
  },
  bot_wall: {
    any: [
      {
        text: {
          'zh-CN': ['检测到自动化', '自动化程序', '机器人访问', '访问异常', '环境异常'],
          'zh-TW': ['偵測到自動化', '自動化程式', '機器人存取', '訪問異常', '環境異常'],
          en: ['automated access', 'automated browser', 'automated software', 'bot detected', 'unusual traffic'],
        },
        ...inferred,
      },
    ],
  },
  unsupported_browser: {
    any: [
      {
        text: {
          'zh-CN': [
            '不支持当前浏览器',
            '浏览器不支持',
            '不支持该浏览器',
            '不支持此浏览器',
            '浏览器版本过低',
            '更换浏览器',
          ],
          'zh-TW': ['不支援目前的瀏覽器', '瀏覽器不支援', '不支援此瀏覽器', '瀏覽器版本過低', '更換瀏覽器'],
          en: [
            'browser is not supported',
            'browser is unsupported',
            'unsupported browser',
            'does not support your browser',
          ],
        },
        ...inferred,
      },
    ],
  },
  region: {
    any: [
      {
        text: {
          'zh-CN': ['地区不可用', '地区暂不', '地区不支持', '所在的国家或地区', '所在国家或地区'],
          'zh-TW': ['地區不可用', '地區暫不', '地區不支援', '所在的國家或地區', '所在國家或地區'],
          en: ['available in your region', 'available in your country', 'supported in your region'],
        },
        ...inferred,
      },
    ],
  },
} satisfies Partial<Record<ProvableState, StateRule>>;

const closers = [
  ...['关闭', '關閉', 'Close'].map((label) => `[aria-label="${label}" i]`),
  String.raw`:text-matches("^\s*(关闭|關閉|close|×|✕)\s*$", "i")`,
].join(', ');

/** Hints and notices. A dialog with a field (a passcode) asks something and is never put away. */
export const dismissals: readonly Dismissal[] = [
  { seen: { role: 'button', name: { exact: texts.gotIt }, ...inferred } },
  {
    seen: {
      css: `:is([role="dialog"], [role="alertdialog"], dialog):not(:has(input, textarea)) :is(button, [role="button"]):is(${closers})`,
      ...inferred,
    },
  },
];
