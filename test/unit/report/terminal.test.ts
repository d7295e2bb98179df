import { describe, expect, it } from 'vitest';
import { hostMs } from '../../../src/model/time.js';
import { TerminalView, terminalMode, type TerminalMode } from '../../../src/report/terminal.js';
import type { Clock } from '../../../src/shared/clock.js';
import { sampleScheduled } from '../../helpers/sample-lines.js';
import { sampleRun, sampleRuns } from '../../helpers/sample-run.js';

const plan = { runName: 'monday-peak', platform: 'rehearsal', planned: 2, expectedMs: 40_000, targetMs: 8_000 };
const { summary } = sampleRun(sampleRuns.refusals).data;

function view(mode: TerminalMode) {
  let text = '';
  let tick = (): void => undefined;
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: () => Promise.resolve(),
    every: (_ms, callback) => {
      tick = callback;
      return () => {
        tick = () => undefined;
      };
    },
  };
  const out = { write: (more: string) => (text += more), isTTY: mode === 'live', columns: 100 };
  const terminal = new TerminalView({ out, clock, mode, colours: false });
  const later = (ms: number): void => {
    now += ms;
    tick();
  };
  return { terminal, later, text: () => text };
}

function someRun({ terminal, later }: ReturnType<typeof view>): void {
  terminal.note('Found Chromium 156');
  terminal.start(plan);
  terminal.step({ ...sampleScheduled, p: 'a' });
  later(250);
  terminal.step({ t: hostMs(200), p: 'a', type: 'outcome', outcome: 'refused', reason: 'full' });
  later(250);
}

describe('terminalMode', () => {
  it.each([
    [{ json: true, quiet: true }, true, 'json'],
    [{ quiet: true }, true, 'quiet'],
    [{}, true, 'live'],
    [{}, false, 'plain'],
  ] as const)('of %j, a terminal: %s, is %s', (flags, isTTY, mode) => {
    expect(terminalMode(flags, { write: () => true, isTTY })).toBe(mode);
  });
});

describe('TerminalView', () => {
  it('paints in place on a terminal: what it erases is what it painted', () => {
    const live = view('live');
    someRun(live);
    // eslint-disable-next-line no-control-regex -- the sequence that erases
    const [before = '', erased, after] = live.text().split(/\u001b\[(\d+)A\u001b\[0J/);
    expect(before).toContain('monday-peak on rehearsal  0:00, about 0:40 left');
    expect(erased).toBe('3');
    expect(before.split('\n')).toHaveLength(3 + 1 + 1);
    expect(after).toContain('a refused: full');
  });

  it('writes plain lines and no escape sequence when it is no terminal', () => {
    const plainView = view('plain');
    someRun(plainView);
    plainView.terminal.finish(summary, { timeoutMs: 60_000 });
    expect(plainView.text()).not.toContain('\u001b');
    expect(plainView.text()).toContain('  200 ms: a refused: full\n');
    expect(plainView.text()).toMatch(/\n0:00, about 0:40 left: 1 waiting, 0 joining, 0 in, 0 left, 1 failed\n/);
  });

  it('does not flood a log when everybody fails at once', () => {
    const plainView = view('plain');
    plainView.terminal.start(plan);
    for (let index = 0; index < 1_000; index++) {
      plainView.terminal.step({ ...sampleScheduled, p: `p${index}` });
      plainView.terminal.step({ t: hostMs(1), p: `p${index}`, type: 'outcome', outcome: 'unreachable' });
    }
    plainView.later(5_000);
    expect(plainView.text().split('\n')).toHaveLength(13);
    expect(plainView.text()).toContain('and 990 more went wrong');
  });

  it('is silent until the end when quiet', () => {
    const quiet = view('quiet');
    someRun(quiet);
    expect(quiet.text()).toBe('');
    quiet.terminal.finish(summary, { timeoutMs: 60_000, reportFile: 'results/x/report.html' });
    expect(quiet.text()).toContain('Report: results/x/report.html');
  });

  it('writes the summary and nothing else with json', () => {
    const json = view('json');
    someRun(json);
    json.terminal.finish({ ...summary, sentence: 'a\u202eb' }, { timeoutMs: 60_000, reportFile: 'r.html' });
    expect(json.text()).not.toContain('\u202e');
    expect(JSON.parse(json.text())).toEqual({ ...summary, sentence: 'a\u202eb' });
  });

  it.each(['live', 'plain'] as const)('shows (%s) one line more, as it stands at each painting', (mode) => {
    const shown = view(mode);
    let waiting = 0;
    shown.terminal.start(plan, () => (waiting === 0 ? undefined : `InfluxDB: ${waiting} wait`));
    shown.later(5_000);
    expect(shown.text()).not.toContain('InfluxDB');
    waiting = 250;
    shown.later(5_000);
    expect(shown.text()).toContain('InfluxDB: 250 wait');
  });
});
