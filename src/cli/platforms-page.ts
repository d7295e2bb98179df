/** One platform on a page: what a person reads before a proof of concept. Pure. */
import type { PlatformProfile } from '../platform/profile.js';
import { guestText, limitsText, policyText, verifiedText } from './platforms-words.js';

export function platformPage(profile: PlatformProfile): readonly string[] {
  return [
    profile.title ?? profile.name,
    `Verified      ${verifiedText(profile)}`,
    `Guest by web  ${guestText(profile)}`,
    `Limits        ${limitsText(profile)}`,
    `Automation    ${policyText(profile)}`,
  ];
}
