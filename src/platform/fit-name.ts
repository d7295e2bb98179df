/** A display name that the platform takes. */
import type { PlatformProfile } from './profile.js';

/** Names of one run differ at their ends (`phones-12`), so what is too long loses its middle. */
export function fitName({ limits }: PlatformProfile, wanted: string): string {
  const longest = limits?.nameLength;
  // A stand-in and not nothing: VU 12 of `a` and VU 2 of `a1` must stay two.
  const name = limits?.nameCharacters === 'alphanumeric' ? wanted.replace(/[^a-zA-Z0-9]+/g, 'x') : wanted;
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  if (longest === undefined || letters.length <= longest) return name;
  const tail = Math.min(longest, Math.ceil(longest / 2));
  return [...letters.slice(0, longest - tail), ...letters.slice(letters.length - tail)].join('');
}
