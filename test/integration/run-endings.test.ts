/** How participants and runs end when nobody planned it: thrown out, cut off, crashed, interrupted, killed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { cli, linesIn, resultsIn, startCli, summaryIn, type RunningCli } from '../helpers/cli.js';
import { expectCode, expectSameSummaryAgain } from '../helpers/expect-run.js';
import { descendantsOf, isAlive } from '../helpers/processes.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const clock = monotonicClock();
const long = ['--participants', '2', '--within', '0s', '--hold', '60s'];

requires('chromium')('endings', () => {
  let cwd: string;
  let meeting: Rehearsal;
  const started: RunningCli[] = [];

  beforeEach(async () => {
    cwd = await makeFolder();
    meeting = await startRehearsal({ truthFile: path.join(cwd, 'truth.jsonl') });
  });
  afterEach(async () => {
    for (const { child } of started.splice(0))
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await meeting.close();
    await removeFolder(cwd);
  });

  /** Starts a run and resolves when so many hold in the meeting. */
  async function running(count: number, args: readonly string[]): Promise<RunningCli> {
    const run = startCli(['run', '--meeting', meeting.link, ...args], cwd);
    started.push(run);
    await until(async () => {
      const holding = (await linesSoFar(cwd)).filter((line) => line.type === 'action' && line.name === 'hold');
      return holding.length >= count;
    });
    return run;
  }

  it('calls it a drop, with its cause, when somebody is removed or the meeting is ended', async () => {
    const run = await running(2, [...long, '--quiet']);
    await meeting.control('remove', { participant: 'phones-1' });
    await until(async () => (await linesSoFar(cwd)).some((line) => line.type === 'outcome'));
    await meeting.control('end');
    expectCode(await run.finished, 99);
    const { outcomes, groups } = await summaryIn(cwd);
    expect(outcomes).toContainEqual(
      expect.objectContaining({ scenario: 'phones', outcome: 'dropped', cause: 'removed' }),
    );
    expect(outcomes).toContainEqual(
      expect.objectContaining({ scenario: 'desktops', outcome: 'dropped', cause: 'ended' }),
    );
    expect(groups.reduce((sum, { scenario, drops }) => (scenario === null ? sum + drops.count : sum), 0)).toBe(2);
  });

  it('costs only its participant when a page crashes: the platform’s drop when the generator was well, else beside', async () => {
    await writeFile(
      path.join(cwd, 'crash.ts'),
      `import { defineScenario } from 'rollcall';
      export default defineScenario({ meeting: ${JSON.stringify(meeting.link)}, scenarios: {
        steady: { executor: 'burst', vus: 1, within: '0s', hold: '12s' },
        crashing: { executor: 'burst', vus: 1, within: '0s', exec: async (participant) => {
          await participant.join();
          void participant.page.goto('chrome://crash').catch(() => undefined);
          await participant.hold('20s');
        } },
      } });`,
    );
    await cli(['run', 'crash.ts', '--quiet'], cwd);
    const { outcomes, groups } = await summaryIn(cwd);
    expect(outcomes).toContainEqual(expect.objectContaining({ scenario: 'steady', outcome: 'completed' }));
    expect(outcomes).toContainEqual(
      expect.objectContaining({ scenario: 'crashing', outcome: 'dropped', cause: 'page_crashed' }),
    );
    const { count = 0, beside = 0 } = groups.find(({ scenario }) => scenario === 'crashing')?.drops ?? {};
    expect(count + beside).toBe(1);
  });

  it('lets everyone leave at the first Ctrl-C, says that it is partial, exits 105, and leaves nothing behind', async () => {
    const run = await running(2, long);
    const family = descendantsOf(run.child.pid!);
    expect(family.length).toBeGreaterThan(1);
    process.kill(run.child.pid!, 'SIGINT');
    const { code, out } = await run.finished;
    expect(code).toBe(105);
    expect(out).toContain('everyone leaves');
    const { run: facts, verdict } = await summaryIn(cwd);
    expect(facts.partial).toBe(true);
    expect(verdict).toBeDefined();
    let left: readonly string[] = [];
    // The meeting's log is written a moment after what it tells of.
    await until(async () => {
      left = (await readFile(meeting.truthFile, 'utf8')).split('\n').filter((line) => line.includes('"left"'));
      return left.length >= 2;
    });
    expect(left).toHaveLength(2);
    expect(left.every((line) => line.includes('"asked"'))).toBe(true);
    expect(family.filter(isAlive)).toEqual([]);
    await expectSameSummaryAgain(cwd, 105);
  });

  it('ends at once at the second Ctrl-C', async () => {
    const run = await running(2, long);
    const family = descendantsOf(run.child.pid!);
    process.kill(run.child.pid!, 'SIGINT');
    process.kill(run.child.pid!, 'SIGINT');
    expect((await run.finished).code).toBe(105);
    expect(family.filter(isAlive)).toEqual([]);
  });

  it('leaves a report that says partial and no browser after kill -9, and doctor tidies up', async () => {
    const run = await running(2, long);
    const family = descendantsOf(run.child.pid!);
    process.kill(run.child.pid!, 'SIGKILL');
    await run.finished;
    await until(() => Promise.resolve(family.filter(isAlive).length === 0));
    const recording = path.join(resultsIn(cwd), 'recording.jsonl');
    const reported = await cli(['report', recording], cwd);
    expect(reported.code).toBe(0);
    expect(reported.out).toContain('partial');
    expect(await readFile(path.join(resultsIn(cwd), 'report.html'), 'utf8')).toContain('partial');
    const tidied = await cli(['doctor'], cwd);
    expect(tidied.out).toContain('Removed what');
  });

  it.skipIf(process.getuid?.() !== 0)(
    'says that the disk is full, keeps what fitted on it, and exits 122',
    async () => {
      const results = path.join(cwd, 'results');
      await mkdir(results);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', results]);
      try {
        const run = await cli(['run', '--meeting', meeting.link, ...long], cwd);
        expect(run.code).toBe(122);
        expect(run.out + run.err).toMatch(/recording cannot be written: ENOSPC/);
        expect(run.out + run.err).not.toMatch(/^\s+at /m);
      } finally {
        execFileSync('umount', ['-l', results]);
      }
    },
  );

  async function until(condition: () => Promise<boolean>): Promise<void> {
    const limit = clock.now() + 90_000;
    while (clock.now() < limit) {
      if (await condition()) return;
      await clock.sleep(200);
    }
    throw new Error(`it did not happen; the command said:\n${started.map((run) => run.output()).join('\n')}`);
  }
});

async function linesSoFar(cwd: string) {
  const results = path.join(cwd, 'results');
  if (!existsSync(results) || readdirSync(results).length === 0) return [];
  return linesIn(cwd).catch(() => []);
}
