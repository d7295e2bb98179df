/**
 * The states of a join as a platform profile names them. A profile uses those that its platform has; the order here
 * is the order in which their rules are tried, which avoids the known mistakes (a leave button that also shows in the
 * lobby, a captcha drawn over a pre-join page).
 */
export const joinStates = [
  'captcha',
  'bot_wall',
  'login_required',
  'unsupported_browser',
  'app_only',
  'region',
  'removed',
  'ended',
  'denied',
  'full',
  'locked',
  'not_found',
  'not_started',
  'insiders_only',
  'rate_limited',
  'name_taken',
  'bad_passcode',
  'left',
  'reconnecting',
  'in_meeting',
  'lobby',
  'joining',
  'passcode',
  'consent',
  'prejoin',
  'app_redirect',
  'landing',
  /** No rule holds. Never written in a profile. */
  'unknown',
] as const;
export type JoinState = (typeof joinStates)[number];
