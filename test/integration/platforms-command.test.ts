/** `rollcall platforms` as a person runs it. No browser. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformProfiles } from '../../src/platform/profiles/index.js';
import { cli } from '../helpers/cli.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

let cwd: string;
beforeAll(async () => {
  cwd = await makeFolder();
});
afterAll(() => removeFolder(cwd));

describe('rollcall platforms', () => {
  it('lists all, for people and for programs', async () => {
    const list = await cli(['platforms'], cwd);
    expect(list.code).toBe(0);
    const json = await cli(['platforms', '--json'], cwd);
    const facts = JSON.parse(json.out) as readonly { readonly name: string; readonly policy: unknown }[];
    expect(facts.map(({ name }) => name)).toEqual(platformProfiles.map(({ name }) => name));
    expect(facts.every(({ policy }) => policy !== undefined)).toBe(true);
    for (const { name } of facts) expect(list.out).toMatch(new RegExp(` ${name} +(?:on |live|unverified)`));
  });

  it('shows one, for people and for programs', async () => {
    const page = await cli(['platforms', 'show', 'zoom'], cwd);
    expect(page.out).toMatch(/Automation +restricted/);
    const json = await cli(['platforms', 'show', 'zoom', '--json'], cwd);
    expect(JSON.parse(json.out)).toMatchObject({ name: 'zoom', media: 'opaque' });
  });

  it('shows a profile of one’s own, and what is wrong with one', async () => {
    await writeFile(
      path.join(cwd, 'ours.ts'),
      `import { extendPlatform } from 'rollcall';
       export default extendPlatform('teams', { elements: { join: { role: 'button', name: 'Go in' } } });`,
    );
    const page = await cli(['platforms', 'show', 'ours.ts'], cwd);
    expect(page.err).toBe('');
    expect(page.out).toMatch(/@join +button "Go in" or data-tid "prejoin-join-button"/);
    await writeFile(path.join(cwd, 'wrong.ts'), 'export default { name: "wrong" };');
    const wrong = await cli(['platforms', 'show', 'wrong.ts'], cwd);
    expect([wrong.code, wrong.err]).toEqual([104, expect.stringContaining('wrong.ts: match')]);
  });

  it.each([
    ['a name that is nobody’s', ['platforms', 'show', 'teems'], 'did you mean teams?'],
    ['no name', ['platforms', 'show'], 'missing required argument'],
    ['a subcommand that there is not', ['platforms', 'list'], 'too many arguments'],
  ])('exits 104 for %s', async (_, args, sentence) => {
    const { code, err } = await cli(args, cwd);
    expect(code).toBe(104);
    expect(err).toContain(sentence);
  });
});
