/** What a text says of a meeting beside its link, by the rules of a platform's profile: its name, its number, its passcode. */
import type { PlatformProfile } from '../profile.js';
import { fillTemplate, variablesIn } from '../template.js';
import { labelledNumbers, labelledPasscode, numberAlone } from './labelled.js';

export interface NumberOf {
  readonly profile: PlatformProfile;
  readonly number: string;
}

/** Numbers of the platforms that the text names. */
export function numbersByName(text: string, profiles: readonly PlatformProfile[]): readonly NumberOf[] {
  return numbersOf(
    text,
    profiles.filter((profile) => isNamed(profile, text)),
  );
}

export function numbersOf(text: string, profiles: readonly PlatformProfile[]): readonly NumberOf[] {
  return profiles.flatMap((profile) => {
    const rules = profile.invitation;
    if (rules?.number === undefined) return [];
    const alone = numberAlone(text, rules.number);
    const numbers = alone === undefined ? labelledOf(text, profile) : [alone];
    return numbers.map((number) => ({ profile, number }));
  });
}

/** Those that stand behind one of its labels. */
export function labelledOf(text: string, { invitation }: PlatformProfile): readonly string[] {
  const { numberLabels: labels = [], names = [], number } = invitation ?? {};
  return labelledNumbers(text, { labels, names, number });
}

export function passcodeIn(text: string, { invitation }: PlatformProfile): string | undefined {
  return labelledPasscode(text, { labels: invitation?.passcodeLabels ?? [], passcode: invitation?.passcode });
}

export function linkOfNumber(
  profile: PlatformProfile,
  number: string,
  passcode: string | undefined,
): string | undefined {
  const template = profile.invitation?.link;
  if (template === undefined) return undefined;
  const filled = fillTemplate(template, { number, passcode }, encodeURIComponent);
  if (passcode !== undefined || !variablesIn(template).includes('passcode')) return filled;
  // A parameter for a passcode that nobody gave says that it is empty.
  return filled.replace(/([?&])[\w-]+=(?:&|(?=#|$))/g, '$1').replace(/[?&]+(?=#|$)/, '');
}

/** Of several with the same links the one that the text names; the last, since those who use another's servers come after it. */
export function mostNamed(profiles: readonly PlatformProfile[], text: string): PlatformProfile | undefined {
  return profiles.findLast((profile) => isNamed(profile, text)) ?? profiles[0];
}

function isNamed({ invitation }: PlatformProfile, text: string): boolean {
  return invitation?.names?.some((name) => name.test(text)) ?? false;
}
