/** What the command line says when something is wrong, and what it does without a browser. Each exit code has a test. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../helpers/cli.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

describe('the command line', () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await makeFolder();
  });
  afterEach(() => removeFolder(cwd));

  const stack = /\n\s+at .*\(/;

  it('tells all problems at once, each with its place, and exits 104 before anything is started', async () => {
    await writeFile(
      path.join(cwd, 'wrong.ts'),
      `export default { scenarios: { phones: { executor: 'burst', vus: -1, device: 'Pixel 77', hodl: '3s' } }, thresholds: { join_tme_ms: ['p(95)<8s'] } };`,
    );
    const { code, err } = await cli(['run', 'wrong.ts', '--seed', 'blue'], cwd);
    expect(code).toBe(104);
    for (const word of ['vus', 'Pixel 7', 'hodl', 'join_time_ms', '--seed']) expect(err).toContain(word);
    expect(err).not.toMatch(stack);
  });

  it('exits 104 for a meeting on a stranger’s host without an authorisation', async () => {
    const { code, err } = await cli(
      ['run', '--meeting', 'https://meet.example.com/m/room', '--platform', 'rehearsal'],
      cwd,
    );
    expect(code).toBe(104);
    expect(err).toContain('authorisation');
    expect(err).toContain('maxParticipants');
  });

  describe('a meeting', () => {
    const invitation =
      'Ada Wong invites you to a meeting.\nJoin: http://localhost:9/m/monday?token=geheim\nPasscode: geheim4711\n';
    const words =
      'Rehearsal (built in) (by the shape of the link), http://localhost:9/m/monday?token=…, passcode given';
    const inspected = async (meeting: string, input = '') => {
      await writeFile(path.join(cwd, 'one.ts'), `export default { scenarios: { a: { executor: 'burst' } } };`);
      return cli(['inspect', 'one.ts', '--meeting', meeting], cwd, {}, { input });
    };

    it.each([
      ['a pasted invitation', invitation, ''],
      ['a file', '@invitation.txt', ''],
      ['a path', 'invitation.txt', ''],
      ['standard input', '-', invitation],
    ])('is read from %s, and told without its secrets', async (_, meeting, input) => {
      await writeFile(path.join(cwd, 'invitation.txt'), invitation);
      const { code, out, err } = await inspected(meeting, input);
      expect(err).toBe('');
      expect(code).toBe(0);
      expect(out).toContain(words);
      expect(out).not.toContain('geheim');
    });

    it.each([
      ['a file that is not there', '@nowhere.txt', '', 'nowhere.txt, which is no file'],
      ['an empty standard input', '-', '', 'nothing'],
      ['a text without a meeting', 'see you tomorrow', '', 'a text of 16 characters without a link or number'],
      ['two meetings', 'http://localhost:9/m/a http://localhost:9/m/b', '', 'several meetings'],
      ['a number without its platform', '763 545 348', '', 'the number may belong to several'],
    ])('is refused from %s, with its place', async (_, meeting, input, found) => {
      const { code, err } = await inspected(meeting, input);
      expect(code).toBe(104);
      expect(err).toContain('--meeting');
      expect(err).toContain(found);
      expect(err).not.toMatch(stack);
    });
  });

  it.each([
    ['a link that is none', ['run', '--meeting', 'not a link']],
    ['an unknown flag', ['run', '--particpants', '3']],
    ['an unknown command', ['rnu']],
    ['a scenario that does not exist', ['run', 'nowhere.ts']],
    ['a recording that does not exist', ['replay', 'nowhere.jsonl']],
    ['a recording that is a folder', ['report', '.']],
    ['a port that is none', ['meeting', '--port', 'http']],
  ])('exits 104 for %s, without a stack', async (_, args) => {
    const { code, err } = await cli(args, cwd);
    expect(code).toBe(104);
    expect(err.trim()).not.toBe('');
    expect(err).not.toMatch(stack);
  });

  it('exits 107 when the scenario throws while it is loaded, and shows where', async () => {
    await writeFile(
      path.join(cwd, 'throws.ts'),
      `const rooms: string[] = [];\nthrow new Error('no room ' + rooms.length);\n`,
    );
    const { code, err } = await cli(['run', 'throws.ts'], cwd);
    expect(code).toBe(107);
    expect(err).toContain('throws.ts:2');
    expect(err).toContain('no room 0');
  });

  it('exits 122 when the browser that was named is none', async () => {
    const { code, err } = await cli(['run', '--participants', '2', '--browser', './no-browser'], cwd);
    expect(code).toBe(122);
    expect(err).toContain('no-browser');
  });

  it('exits 122 when results cannot be written', async () => {
    await writeFile(path.join(cwd, 'results'), 'a file where a folder should be');
    const { code, err } = await cli(['run', '--participants', '2'], cwd);
    expect(code).toBe(122);
    expect(err).toContain('--out');
  });

  it('writes a scenario to start from, which inspect draws without a browser', async () => {
    const written = await cli(['new', 'first.ts'], cwd);
    expect(written.code).toBe(0);
    const again = await cli(['new', 'first.ts'], cwd);
    expect(again.code).toBe(104);
    const drawn = await cli(['inspect', 'first.ts'], cwd, { ROLLCALL_BROWSER: '/nowhere/at-all' });
    expect(drawn.code).toBe(0);
    expect(drawn.out).toMatch(/joins in \d/);
  });

  it('lists every metric with its type, unit, definition and source', async () => {
    const { out, code } = await cli(['metrics'], cwd);
    expect(code).toBe(0);
    expect(out).toMatch(/join_time_ms\n {2}trend, ms\n/);
  });

  it('lists the exit codes in --help and in README alike', async () => {
    const { out } = await cli(['--help'], cwd);
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const codes = (text: string, pattern: RegExp): readonly string[] =>
      [...text.matchAll(pattern)].map(([, code = '']) => code);
    expect(codes(readme, /^\| (\d+) +\|/gm)).toEqual(codes(out, /^ +(\d+) {2}/gm));
  });
});
