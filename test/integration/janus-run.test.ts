/** A real meeting that others wrote: people on desktops and phones join the VideoRoom demo of a real Janus, and are judged. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cli, linesIn, summaryIn } from '../helpers/cli.js';
import { expectCode } from '../helpers/expect-run.js';
import { startJanus, type Janus } from '../helpers/janus.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

requires(
  'chromium',
  'janus',
  'janus-demos',
)('rollcall run on Janus', () => {
  let cwd: string;
  let janus: Janus;
  beforeEach(async () => {
    cwd = await makeFolder();
    janus = await startJanus();
  });
  afterEach(async () => {
    await janus.stop();
    await removeFolder(cwd);
  });

  it('joins six, half of them phones, who see each other, and gives a verdict', async () => {
    await writeFile(path.join(cwd, 'six.ts'), scenario(janus.link(), 3));
    const run = await cli(['run', 'six.ts', '--quiet'], cwd);
    expect(run.err).toBe('');
    const { groups, verdict, usable_by } = await summaryIn(cwd);
    expect(
      groups.filter(({ scenario }) => scenario !== null).map(({ device_class, joins }) => [device_class, joins.joined]),
    ).toEqual(
      expect.arrayContaining([
        ['desktop', 3],
        ['mobile', 3],
      ]),
    );
    expectCode(run, verdict === 'pass' ? 0 : 99);
    // The first one in sees nobody; who comes in within half a second of the first sender does not wait for its frame either.
    expect(usable_by.first_frame).toBeGreaterThanOrEqual(3);
    const sawVideo = new Set(
      (await linesIn(cwd)).flatMap((line) => (line.type === 'moment' && line.name === 'first_frame' ? [line.p] : [])),
    );
    expect(sawVideo.size).toBe(6);
  });

  it('runs the profile that stands in README as a user’s own file', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const profile = /<!-- profile:begin[^>]*-->\s*```ts\n([\s\S]*?)```\s*<!-- profile:end -->/.exec(readme)?.[1];
    expect(profile).toContain('definePlatform');
    await writeFile(path.join(cwd, 'our-janus.ts'), profile ?? '');
    await writeFile(path.join(cwd, 'two.ts'), scenario(janus.link(), 1));
    const run = await cli(['run', 'two.ts', '--platform', 'our-janus.ts', '--quiet'], cwd);
    expect(run.err).toBe('');
    const { run: facts, outcomes } = await summaryIn(cwd);
    expect(facts.platform).toBe('our-janus');
    expect(outcomes.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['completed', 1],
      ['completed', 1],
    ]);
  });

  it('says not_found when the room does not exist', async () => {
    await writeFile(path.join(cwd, 'lost.ts'), scenario(janus.link(987_654), 1));
    const run = await cli(['run', 'lost.ts', '--quiet'], cwd);
    expectCode(run, 99);
    const { outcomes } = await summaryIn(cwd);
    expect(outcomes.every(({ outcome, reason }) => outcome === 'refused' && reason === 'not_found')).toBe(true);
  });
});

function scenario(link: string, each: number): string {
  // 320x240 at 10 frames a second: this SFU forwards everybody to everybody, on two cores.
  const media = "media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 240, frameRate: 10 }";
  // One of them each second, so that on a busy machine too most find somebody who sends.
  const group = (device: string, startTime: string) =>
    `{ executor: 'burst', arrival: 'even', vus: ${each}, within: '6s', startTime: '${startTime}', hold: '12s', device: '${device}', ${media} }`;
  return `import { defineScenario } from 'rollcall';
export default defineScenario({
  name: 'janus', meeting: ${JSON.stringify(link)},
  scenarios: { desktops: ${group('desktop', '0s')}, phones: ${group('Pixel 7', '1s')} },
});
`;
}
