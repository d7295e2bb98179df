import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withPlatformTable } from '../../../src/cli/platforms-readme.js';
import { platformProfiles } from '../../../src/platform/profiles/index.js';
import { packageRoot } from '../../../src/shared/package-root.js';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');

describe('the table of platforms in README', () => {
  it('is not stale: npm run platforms-table', () => {
    expect(readme).toBe(withPlatformTable(readme, platformProfiles));
  });

  it('has a row for each profile, and says verified of none that does not say on what', () => {
    const rows = readme.slice(readme.indexOf('platforms:begin'), readme.indexOf('platforms:end')).split('\n');
    for (const { name, verified } of platformProfiles) {
      const row = rows.filter((line) => line.includes(`| \`${name}\``));
      expect(row, name).toHaveLength(1);
      expect(row[0]?.includes('unverified'), name).toBe(verified === undefined);
    }
  });

  it('changes with a profile', () => {
    const [first, ...rest] = platformProfiles;
    const changed = { ...first!, verified: { on: 'live', at: '2026-11-27' } } as const;
    expect(withPlatformTable(readme, [changed, ...rest])).toContain('| live, 2026-11-27 ');
  });

  it('needs its place', () => {
    expect(() => withPlatformTable('# Rollcall', platformProfiles)).toThrow(/README has no <!-- platforms:begin/);
  });
});
