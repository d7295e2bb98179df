/** The part of README that says what each profile was proved on. Made of the profiles; a test fails when it is stale. Pure. */
import type { PlatformProfile } from '../platform/profile.js';
import { platformTable } from './platforms-list.js';

const begin = '<!-- platforms:begin: npm run platforms-table writes what stands here -->';
const end = '<!-- platforms:end -->';

/**
 * @returns README with the table of these profiles in its place.
 * @throws Error when the place is not marked.
 */
export function withPlatformTable(readme: string, profiles: readonly PlatformProfile[]): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README has no ${begin} with ${end} after it`);
  return [readme.slice(0, from) + begin, '', ...platformTable(profiles), '', readme.slice(to)].join('\n');
}
