/** A platform that says "too often": the run backs off and says so, or ends, as it was told. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { cli, linesIn, resultsIn, startCli, summaryIn, type RunningCli } from '../helpers/cli.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

requires('chromium')('rate limits', () => {
  let cwd: string;
  let meeting: Rehearsal;
  let run: RunningCli | undefined;

  beforeEach(async () => {
    cwd = await makeFolder();
    meeting = await startRehearsal({ truthFile: path.join(cwd, 'truth.jsonl') });
  });
  afterEach(async () => {
    if (run?.child.exitCode === null && run.child.signalCode === null) run.child.kill('SIGKILL');
    await meeting.close();
    await removeFolder(cwd);
  });

  it('holds later starts back, says so, and schedules them anew', async () => {
    await writeFile(path.join(cwd, 'again.ts'), again(meeting.link, 2, 2));
    await meeting.control('refuse', { reason: 'rate_limited' });
    run = startCli(['run', 'again.ts'], cwd);
    const begun = await firstBackOff(cwd);
    await meeting.control('refuse', { reason: 'none' });
    const { out } = await run.finished;

    expect(out).toMatch(/back off \(the platform limits the rate of joins: nobody starts for 5 s/);
    expect(out).toMatch(/\d refused: rate limited\. The platform finds that joins come too often/);
    const lines = await linesIn(cwd);
    const scheduled = new Map(
      lines.flatMap((line) => (line.type === 'moment' && line.name === 'scheduled' ? [[line.p, line.t]] : [])),
    );
    const later = [...scheduled.values()].filter((t) => t > begun);
    expect(later).toHaveLength(2);
    expect(later[0]).toBeGreaterThanOrEqual(begun + 5_000);
    for (const [place, t] of later.entries()) {
      if (place > 0) expect(t - later[place - 1]!).toBeGreaterThanOrEqual(1_000);
    }
    const { outcomes, remarks } = await summaryIn(cwd);
    expect(outcomes).toContainEqual(
      expect.objectContaining({
        outcome: 'refused',
        reason: 'rate_limited',
        advice: expect.stringContaining('spread them') as string,
      }),
    );
    const completed = outcomes.filter(({ outcome }) => outcome === 'completed');
    expect(completed.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(later.length);
    expect(remarks.join(' ')).toContain('starts were held back 1 time,');
    expect(await readFile(path.join(resultsIn(cwd), 'report.html'), 'utf8')).toContain('What can be done');
  });

  it('ends the run when told to stop, with the reason', async () => {
    await writeFile(path.join(cwd, 'again.ts'), again(`${meeting.link}?refuse=rate_limited`, 1, 3));
    await cli(['run', 'again.ts', '--on-rate-limited', 'stop', '--quiet'], cwd);
    const lines = await linesIn(cwd);
    expect(lines.find(({ type }) => type === 'end')).toMatchObject({ reason: 'aborted' });
    expect(lines.filter(({ type }) => type === 'outcome')).toHaveLength(1);
    const { run: facts } = await summaryIn(cwd);
    expect(facts.partial_reason).toContain("limits the rate of joins (all-1), and onRateLimited is 'stop'");
  });
});

/** So many who come again as soon as they were turned away, and send nothing: how quick this machine is does not matter. */
function again(link: string, vus: number, iterations: number): string {
  return `import { defineScenario } from 'rollcall';
export default defineScenario({
  name: 'again', meeting: ${JSON.stringify(link)},
  scenarios: { all: {
    executor: 'per-vu-iterations', vus: ${vus}, iterations: ${iterations}, hold: '2s', media: { camera: false, microphone: false },
  } },
});
`;
}

async function firstBackOff(cwd: string): Promise<number> {
  const limit = performance.now() + 60_000;
  while (performance.now() < limit) {
    const lines = await linesIn(cwd).catch((): readonly Line[] => []);
    const begun = lines.find((line) => line.type === 'action' && line.name === 'back_off');
    if (begun !== undefined) return begun.t;
    await sleep(100);
  }
  throw new Error('nobody backed off');
}
