/** All platforms in one table: for a terminal, for README, for programs. Pure. */
import type { PlatformProfile } from '../platform/profile.js';
import { markdownTable } from '../report/markdown-table.js';
import { padText, textWidth } from '../report/text-width.js';
import { guestText, limitsText, policyText, verifiedText } from './platforms-words.js';

const columns = [
  { title: 'Platform', of: ({ name, title }: PlatformProfile) => title ?? name },
  { title: '--platform', of: ({ name }: PlatformProfile) => name },
  { title: 'Verified', of: verifiedText },
  { title: 'Guest by web', of: guestText },
  { title: 'Limits', of: limitsText },
  { title: 'Automation', of: policyText },
] as const;

/** Aligned, one line a platform, a line of titles above. */
export function platformLines(profiles: readonly PlatformProfile[]): readonly string[] {
  const rows = [columns.map(({ title }) => title), ...profiles.map((profile) => columns.map(({ of }) => of(profile)))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => textWidth(row[index] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, index) => padText(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as a table in Markdown. */
export function platformTable(profiles: readonly PlatformProfile[]): readonly string[] {
  return markdownTable(
    columns.map(({ title }) => ({ title: title.startsWith('--') ? `\`${title}\`` : title, align: 'left' })),
    profiles.map((profile) =>
      columns.map(({ title, of }) => (title.startsWith('--') ? `\`${of(profile)}\`` : of(profile))),
    ),
  );
}

/** What a program may ask of a platform. */
export function platformFacts(profile: PlatformProfile): Readonly<Record<string, unknown>> {
  const { name, title, match, guest, limits, policy, verified, context, media = 'pc' } = profile;
  return {
    name,
    title: title ?? name,
    hosting: match.hosting,
    verified,
    guest,
    limits,
    policy,
    media,
    h264: context?.h264,
    session: context?.session,
  };
}
