/** Everything that a visitor can read, in the three languages of Hong Kong's meetings. */
import type { Refusal } from './protocol.js';

export interface Texts {
  readonly lang: string;
  readonly title: string;
  readonly inviteQuestion: string;
  readonly openApp: string;
  readonly continueInBrowser: string;
  readonly noApp: string;
  readonly name: string;
  readonly namePlaceholder: string;
  readonly camera: string;
  readonly microphone: string;
  readonly cameraOff: string;
  readonly deviceMissing: string;
  readonly join: string;
  readonly passcodeTitle: string;
  readonly passcodeWrong: string;
  readonly continue: string;
  readonly joining: string;
  readonly lobby: string;
  readonly lobbyHint: string;
  readonly alone: string;
  readonly people: string;
  readonly you: string;
  readonly leave: string;
  readonly reconnecting: string;
  readonly left: string;
  readonly again: string;
  readonly removed: string;
  readonly ended: string;
  readonly refused: Readonly<Record<Refusal, string>>;
}

const en: Texts = {
  lang: 'en',
  title: 'Rehearsal meeting',
  inviteQuestion: 'How would you like to join?',
  openApp: 'Open in the app',
  continueInBrowser: 'Continue in browser',
  noApp: 'The app is not installed on this device. Please continue in the browser.',
  name: 'Your name',
  namePlaceholder: 'Name shown to others',
  camera: 'Camera',
  microphone: 'Microphone',
  cameraOff: 'Camera is off',
  deviceMissing: 'This device could not be used.',
  join: 'Join meeting',
  passcodeTitle: 'This meeting has a passcode',
  passcodeWrong: 'Wrong passcode, please try again.',
  continue: 'Continue',
  joining: 'Joining…',
  lobby: 'Please wait, the host will let you in soon.',
  lobbyHint: 'You are in the waiting room.',
  alone: 'Nobody else is here yet.',
  people: 'Participants',
  you: 'you',
  leave: 'Leave',
  reconnecting: 'Connection lost. Reconnecting…',
  left: 'You left the meeting.',
  again: 'Join again',
  removed: 'You were removed from the meeting.',
  ended: 'The meeting has ended.',
  refused: {
    full: 'This meeting is full.',
    locked: 'This meeting is locked.',
    ended: 'This meeting has already ended.',
    not_found: 'There is no such meeting.',
    rate_limited: 'You join too often. Please try again later.',
    login_required: 'Please sign in to join this meeting.',
    bad_passcode: 'Wrong passcode, too many tries.',
  },
};

const zhTw: Texts = {
  lang: 'zh-TW',
  title: '排練會議',
  inviteQuestion: '您想如何加入？',
  openApp: '在應用程式中開啟',
  continueInBrowser: '在瀏覽器中繼續',
  noApp: '此裝置尚未安裝應用程式，請在瀏覽器中繼續。',
  name: '您的名稱',
  namePlaceholder: '其他人看到的名稱',
  camera: '攝影機',
  microphone: '麥克風',
  cameraOff: '攝影機已關閉',
  deviceMissing: '無法使用此裝置。',
  join: '加入會議',
  passcodeTitle: '此會議需要密碼',
  passcodeWrong: '密碼錯誤，請再試一次。',
  continue: '繼續',
  joining: '正在加入…',
  lobby: '請稍候，主持人即將讓您加入。',
  lobbyHint: '您正在等候室。',
  alone: '目前沒有其他人。',
  people: '參會者',
  you: '您',
  leave: '離開',
  reconnecting: '連線中斷，正在重新連線…',
  left: '您已離開會議。',
  again: '再次加入',
  removed: '您已被移出會議。',
  ended: '會議已結束。',
  refused: {
    full: '會議人數已滿。',
    locked: '會議已鎖定。',
    ended: '此會議已經結束。',
    not_found: '找不到此會議。',
    rate_limited: '加入過於頻繁，請稍後再試。',
    login_required: '請先登入再加入會議。',
    bad_passcode: '密碼錯誤次數過多。',
  },
};

const zhCn: Texts = {
  lang: 'zh-CN',
  title: '排练会议',
  inviteQuestion: '您想如何加入？',
  openApp: '在应用中打开',
  continueInBrowser: '在浏览器中继续',
  noApp: '此设备尚未安装应用，请在浏览器中继续。',
  name: '您的名称',
  namePlaceholder: '其他人看到的名称',
  camera: '摄像头',
  microphone: '麦克风',
  cameraOff: '摄像头已关闭',
  deviceMissing: '无法使用此设备。',
  join: '加入会议',
  passcodeTitle: '此会议需要密码',
  passcodeWrong: '密码错误，请重试。',
  continue: '继续',
  joining: '正在加入…',
  lobby: '请稍候，主持人即将允许您加入。',
  lobbyHint: '您正在等候室。',
  alone: '目前没有其他人。',
  people: '参会者',
  you: '您',
  leave: '离开',
  reconnecting: '连接中断，正在重新连接…',
  left: '您已离开会议。',
  again: '再次加入',
  removed: '您已被移出会议。',
  ended: '会议已结束。',
  refused: {
    full: '会议人数已满。',
    locked: '会议已锁定。',
    ended: '此会议已经结束。',
    not_found: '找不到此会议。',
    rate_limited: '加入过于频繁，请稍后再试。',
    login_required: '请先登录再加入会议。',
    bad_passcode: '密码错误次数过多。',
  },
};

/** Traditional where it is written (Hong Kong, Macau, Taiwan), simplified for other Chinese, English for the rest. */
export function textsFor(language: string): Texts {
  if (!/^zh\b/i.test(language)) return en;
  return /hant|-(tw|hk|mo)\b/i.test(language) ? zhTw : zhCn;
}
