/** Links that start a vendor's app: `wemeet://page/inmeeting?meeting_code=763545348`. They are read and never followed. */
import type { PlatformProfile } from '../profile.js';

export interface AppLink {
  readonly profile: PlatformProfile;
  /** Digits. */
  readonly number: string;
  readonly passcode?: string;
}

const appLinkPattern = /\b([a-z][a-z\d+.-]{2,20}):\/{1,2}[\w\-.~:/?#@!$&'()*+,;=%]+/gi;
const numberKeys = /[?&](?:meeting_?code|meeting_?id|room_?code|conf_?no|conf_?id|code|mn)=(\d{6,15})(?:[&#]|$)/i;
const passcodeKeys = /[?&](?:pwd|pass(?:code|word)?)=([^&#]+)/i;

export function appLinks(text: string, profiles: readonly PlatformProfile[]): readonly AppLink[] {
  return [...text.matchAll(appLinkPattern)].slice(0, 20).flatMap(([link, scheme = '']) => {
    const profile = profiles.find(({ context }) => context?.appSchemes?.includes(scheme.toLowerCase()));
    const number = numberKeys.exec(link)?.[1];
    if (profile === undefined || number === undefined) return [];
    const passcode = passcodeKeys.exec(link)?.[1];
    return [{ profile, number, ...(passcode !== undefined && { passcode }) }];
  });
}
