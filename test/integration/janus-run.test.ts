/** A real meeting that others wrote: people on desktops and phones join the VideoRoom demo of a real Janus, and are judged. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import { cli, linesIn, startCli, summaryIn, type RunningCli } from '../helpers/cli.js';
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
  let run: RunningCli | undefined;
  beforeEach(async () => {
    cwd = await makeFolder();
    janus = await startJanus();
  });
  afterEach(async () => {
    if (run?.child.exitCode === null && run.child.signalCode === null) run.child.kill('SIGKILL');
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

  it('sees one of six cut off and back, and the room destroyed: a reconnect, and drops that are all ended', async () => {
    await writeFile(path.join(cwd, 'fate.ts'), fate(janus.link()));
    run = startCli(['run', 'fate.ts', '--quiet'], cwd);
    // Five hold once. The unlucky one, who comes last and so sees others, holds before its cut, after it, and then again.
    await until(async () => {
      const lines = await linesIn(cwd).catch((): readonly Line[] => []);
      const holds = lines.filter((line) => line.type === 'action' && line.name === 'hold' && line.phase === 'begin');
      return holds.length >= 8;
    });
    expect(await janus.participants()).toHaveLength(6);
    await janus.destroyRoom(janus.room);
    expectCode(await run.finished, 99);

    const { outcomes, groups, outages } = await summaryIn(cwd);
    expect(outcomes.map(({ outcome, cause, count }) => [outcome, cause, count]).toSorted()).toEqual([
      ['dropped', 'ended', 1],
      ['dropped', 'ended', 2],
      ['dropped', 'ended', 3],
    ]);
    const all = groups.filter(({ scenario }) => scenario === null);
    expect(all.reduce((sum, { drops }) => sum + drops.count, 0)).toBe(6);
    const own = outages.filter(({ participant }) => participant === 'unlucky-1');
    expect(own).toContainEqual(expect.objectContaining({ kind: 'reconnect', cause: 'injected' }));
    // On a machine so busy that the page falls silent meanwhile, the outage has no length; cut for 12 s it has at least 11.
    const whole = own.find(({ kind, ended }) => kind === 'reconnect' && ended === 'recovered');
    if (whole !== undefined) expect(whole.outage_ms).toBeGreaterThan(11_000);
    const lines = await linesIn(cwd);
    const cutAt = lines.find((line) => line.type === 'action' && line.name === 'offline')?.t ?? Infinity;
    const ice = lines.flatMap((line) =>
      line.type === 'state' && line.p === 'unlucky-1' && line.of === 'ice' && line.t > cutAt ? [line.value] : [],
    );
    expect(ice).toContain('disconnected');
    expect(ice.indexOf('connected')).toBeGreaterThan(ice.indexOf('disconnected'));
    // Nobody else noticed.
    expect(outages.filter(({ participant, kind }) => participant !== 'unlucky-1' && kind === 'reconnect')).toEqual([]);
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

/**
 * Six who stay until they are thrown out; the last of them loses its network for a while. Their hold is far longer than the test:
 * an end after the planned one would be no drop.
 */
function fate(link: string): string {
  const media = "media: { camera: 'talking-head', microphone: 'speech', width: 320, height: 240, frameRate: 10 }";
  const group = (device: string, vus: number, startTime: string) =>
    `{ executor: 'burst', arrival: 'even', vus: ${vus}, within: '4s', startTime: '${startTime}', hold: '10m', device: '${device}', ${media} }`;
  return `import { defineScenario } from 'rollcall';
export default defineScenario({
  name: 'fate', meeting: ${JSON.stringify(link)},
  scenarios: {
    desktops: ${group('desktop', 2, '0s')},
    phones: ${group('Pixel 7', 3, '1s')},
    unlucky: {
      executor: 'burst', vus: 1, within: '0s', startTime: '6s', hold: '10m', network: 'lan', ${media},
      exec: async (participant) => {
        await participant.join();
        await participant.hold('3s');
        await participant.offline('12s');
        await participant.hold('4s');
        await participant.hold('10m');
      },
    },
  },
});
`;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 100_000;
  while (performance.now() < limit) {
    if (await condition()) return;
    await sleep(200);
  }
  throw new Error('it did not happen');
}
