/** `rollcall run` against the built-in meeting, as a person runs it: verdicts, outcomes, exit codes. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Summary } from '../../src/model/summary.js';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { cli, linesIn, resultsIn, summaryIn } from '../helpers/cli.js';
import { expectCode, expectSameSummaryAgain } from '../helpers/expect-run.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

/** Four that come one after the other, so that two cores bear them. */
const quick = ['--participants', '4', '--within', '5s', '--hold', '6s', '--quiet'];

requires('chromium')('rollcall run', () => {
  let cwd: string;
  let meeting: Rehearsal;

  beforeEach(async () => {
    cwd = await makeFolder();
    meeting = await startRehearsal({ truthFile: path.join(cwd, 'truth.jsonl') });
  });
  afterEach(async () => {
    await meeting.close();
    await removeFolder(cwd);
  });

  it('joins everyone on desktops and phones, passes, and replays to the same bytes', async () => {
    const run = await cli(['run', '--meeting', meeting.link, ...quick], cwd);
    expect(run.err).toBe('');
    expectCode(run, 0);
    const summary = await summaryIn(cwd);
    expect(summary.thresholds.every(({ result }) => result === 'pass')).toBe(true);
    expect(joinsByClass(summary)).toEqual({ desktop: 2, mobile: 2 });
    expect(run.out).toContain(summary.verdict.toUpperCase());
    expect(run.out).toContain('report.html');

    await expectSameSummaryAgain(cwd, run.code);
  });

  it('records the moments of a join in their order, and phases that add up to it', async () => {
    await cli(['run', '--meeting', meeting.link, ...quick], cwd);
    const lines = await linesIn(cwd);
    const moments = (p: string) =>
      lines.flatMap((line) =>
        line.type === 'moment' && 'p' in line && line.p === p ? [[line.name, line.t] as const] : [],
      );
    for (const p of ['desktops-1', 'phones-1']) {
      const at = new Map(moments(p).toReversed());
      const order = ['link_opened', 'page_ready', 'join_pressed', 'in_meeting'] as const;
      const times = order.map((name) => at.get(name) ?? Number.NaN);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => Number.isFinite(time))).toBe(true);
    }
    const { groups } = await summaryIn(cwd);
    const one = groups.find(({ scenario }) => scenario === 'desktops');
    const phases = Object.values(one?.phases ?? {}).reduce((sum, { p50 }) => sum + (p50 ?? 0), 0);
    expect(phases).toBeGreaterThan(0);
  });

  it('fails with 99 when a slow platform lets nobody in within the target, and says which phase was slow; again in replay', async () => {
    const run = await cli(['run', '--meeting', `${meeting.link}?joinDelayMs=9000`, ...quick], cwd);
    expectCode(run, 99);
    const { groups, thresholds } = await summaryIn(cwd);
    expect(thresholds.some(({ result }) => result === 'fail')).toBe(true);
    for (const { joins, phases } of groups) {
      expect(joins).toMatchObject({ joined: 2, within_target: 0 });
      expect(phases.admission_ms?.p50).toBeGreaterThanOrEqual(9_000);
      expect(phases.page_ms?.p50 ?? 0).toBeLessThan(phases.admission_ms?.p50 ?? 0);
    }
    await expectSameSummaryAgain(cwd, run.code);
  });

  it('closes the page of those who do not find the way out, who all the same were in as long as was planned', async () => {
    await writeFile(
      path.join(cwd, 'no-way-out.ts'),
      `import { extendPlatform } from 'rollcall';
       export default extendPlatform('rehearsal', { actions: { leave: [{ click: '#gone', timeoutMs: 500 }] } });`,
    );
    const run = await cli(['run', '--platform', 'no-way-out.ts', '--meeting', meeting.link, ...quick], cwd);
    expect(run.err).toBe('');
    expectCode(run, 0);
    const { outcomes, remarks } = await summaryIn(cwd);
    expect(outcomes.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['completed', 2],
      ['completed', 2],
    ]);
    expect(remarks).toContain(
      '4 participants did not find the way out of the page (step 1 (click css #gone): not found within 500 ms), so it was closed; no number depends on that.',
    );
  });

  it('gives each refusal its own outcome', async () => {
    const knobs = ['full', 'locked', 'ended', 'not_found', 'rate_limited', 'login_required'];
    const scenarios = Object.fromEntries([
      ...knobs.map((reason) => [reason, refusal(`${meeting.link}?refuse=${reason}`)]),
      [
        'bad_passcode',
        {
          ...refusal(`${meeting.link}?passcode=1234`),
          meeting: { link: `${meeting.link}?passcode=1234`, passcode: '9999' },
        },
      ],
      ['never_admitted', { ...refusal(`${meeting.link}?admitAfterMs=never`), joinTimeout: '8s' }],
    ]);
    await writeFile(path.join(cwd, 'refusals.ts'), scenarioFile({ name: 'refusals', scenarios }));
    const run = await cli(['run', 'refusals.ts', '--quiet'], cwd);
    expectCode(run, 99);
    const { outcomes } = await summaryIn(cwd);
    for (const reason of [...knobs, 'bad_passcode']) {
      expect(outcomes).toContainEqual(
        expect.objectContaining({ scenario: reason, outcome: 'refused', reason, count: 1 }),
      );
    }
    expect(outcomes).toContainEqual(
      expect.objectContaining({ scenario: 'never_admitted', outcome: 'timed_out', state: 'lobby' }),
    );
    expect(await readFile(path.join(resultsIn(cwd), 'report.html'), 'utf8')).toContain('data:image/jpeg');
  });

  it('calls a meeting unreachable whose server is not there or answers 503', async () => {
    const broken = createServer((_, response) => {
      response.writeHead(503).end('come back later');
    }).listen(0, '127.0.0.1');
    await once(broken, 'listening');
    const { port } = broken.address() as AddressInfo;
    const scenarios = {
      broken: refusal(`http://127.0.0.1:${port}/m/room`),
      // Nobody listens on the port of discard.
      nowhere: refusal('http://127.0.0.1:9/m/room'),
    };
    await writeFile(path.join(cwd, 'unreachable.ts'), scenarioFile({ name: 'unreachable', scenarios }));
    const run = await cli(['run', 'unreachable.ts', '--quiet'], cwd);
    broken.close();
    expectCode(run, 99);
    const ends = (await linesIn(cwd)).flatMap((line) => (line.type === 'outcome' ? [line] : []));
    expect(ends).toContainEqual(expect.objectContaining({ p: 'broken-1', outcome: 'unreachable', detail: 'HTTP 503' }));
    expect(ends).toContainEqual(expect.objectContaining({ p: 'nowhere-1', outcome: 'unreachable' }));
  });

  it('keeps a trace when asked, and says in the report that it may hold secrets', async () => {
    const one = {
      executor: 'burst',
      vus: 1,
      hold: '1s',
      media: { camera: false, microphone: false },
      meeting: meeting.link,
    };
    await writeFile(path.join(cwd, 'traced.ts'), scenarioFile({ name: 'traced', scenarios: { one } }));
    const run = await cli(['run', 'traced.ts', '--trace', '--quiet'], cwd);
    expectCode(run, 0);
    expect(existsSync(path.join(resultsIn(cwd), 'evidence', 'one-1.trace.zip'))).toBe(true);
    expect(await readFile(path.join(resultsIn(cwd), 'report.html'), 'utf8')).toMatch(/trace/i);
  });

  it('counts a meeting that was started by hand on this machine as the meeting, not as some other program', async () => {
    const run = await cli(['run', '--meeting', meeting.link, '--participants', '1', '--hold', '2s', '--quiet'], cwd);
    expectCode(run, 0);
    const health = (await linesIn(cwd)).flatMap((line) => (line.type === 'health' ? [line] : []));
    expect(Math.max(...health.map(({ meeting_cpu: share = 0 }) => share))).toBeGreaterThan(0);
  });

  it('joins with the passcode, and writes it nowhere', async () => {
    const secret = 'correct-horse-7391';
    const scenario = {
      name: 'secret',
      meeting: { link: `${meeting.link}?passcode=${secret}`, passcode: secret },
      scenarios: { one: { executor: 'burst', vus: 1, hold: '2s', media: { camera: false, microphone: false } } },
    };
    await writeFile(path.join(cwd, 'secret.ts'), scenarioFile(scenario));
    const run = await cli(['run', 'secret.ts'], cwd);
    expectCode(run, 0);
    const folder = resultsIn(cwd);
    const written = await Promise.all(
      ['recording.jsonl', 'summary.json', 'report.html'].map((file) => readFile(path.join(folder, file), 'utf8')),
    );
    expect([...written, run.out, run.err].filter((text) => text.includes(secret))).toEqual([]);
  });

  it('is inconclusive with 120 when so few joins cannot settle what is asked with confidence', async () => {
    const run = await cli(['run', '--meeting', meeting.link, '--confidence', '0.95', ...quick], cwd);
    expectCode(run, 120);
    const { thresholds } = await summaryIn(cwd);
    expect(thresholds.find(({ result }) => result === 'inconclusive')?.more_joins).toBeGreaterThan(0);
  });

  it('lets exec mute, switch the camera and rejoin; a throw in it costs its participant alone', async () => {
    await writeFile(
      path.join(cwd, 'exec.ts'),
      `import { defineScenario } from 'rollcall';
      const one = { executor: 'burst', vus: 1, within: '0s' } as const;
      export default defineScenario({
        name: 'exec', meeting: ${JSON.stringify(meeting.link)},
        scenarios: {
          host: { ...one, hold: '25s', media: { camera: 'talking-head' } },
          busy: { ...one, startTime: '3s', media: { camera: 'talking-head' }, exec: async (participant) => {
            await participant.join();
            await participant.mute(); await participant.unmute();
            await participant.cameraOff(); await participant.cameraOn();
            await participant.rejoin();
            await participant.hold('1s');
          } },
          clumsy: { ...one, startTime: '4s', exec: async (participant) => {
            await participant.join();
            throw new Error('tripped over a cable');
          } },
        },
        thresholds: { join_success: ['rate>=0'] },
      });`,
    );
    const run = await cli(['run', 'exec.ts', '--quiet'], cwd);
    expect(run.err).toBe('');
    const { outcomes } = await summaryIn(cwd);
    expect(outcomes).toContainEqual(expect.objectContaining({ scenario: 'busy', outcome: 'completed' }));
    expect(outcomes).toContainEqual(expect.objectContaining({ scenario: 'clumsy', outcome: 'script_failed' }));
    expect(outcomes).toContainEqual(expect.objectContaining({ scenario: 'host', outcome: 'completed' }));
    const actions = (await linesIn(cwd)).flatMap((line) =>
      line.type === 'action' && line.p === 'busy-1' && line.phase === 'end' ? [line.name] : [],
    );
    expect(actions).toEqual(['join', 'mute', 'unmute', 'cameraOff', 'cameraOn', 'leave', 'rejoin', 'hold', 'leave']);
    const rejoined = (await linesIn(cwd)).filter(
      (line) => line.type === 'moment' && line.name === 'in_meeting' && line.p === 'busy-1',
    );
    expect(rejoined.length).toBeGreaterThanOrEqual(2);
  });
});

function refusal(link: string) {
  return {
    executor: 'burst',
    vus: 1,
    within: '4s',
    hold: '1s',
    meeting: link,
    media: { camera: false, microphone: false },
  };
}

function scenarioFile(scenario: object): string {
  return `import { defineScenario } from 'rollcall';\nexport default defineScenario(${JSON.stringify(scenario)});\n`;
}

function joinsByClass({ groups }: Summary): Readonly<Record<string, number>> {
  return Object.fromEntries(
    groups.filter(({ scenario }) => scenario === null).map((group) => [group.device_class, group.joins.within_target]),
  );
}
