import { describe, expect, it } from 'vitest';
import { hostMs } from '../../../src/model/time.js';
import { renderReport } from '../../../src/report/render-report.js';
import { sampleRun, sampleRuns, type SampleOptions } from '../../helpers/sample-run.js';

const report = (options: SampleOptions): string => renderReport(sampleRun(options).data);
const figures = (page: string): string[] =>
  [...page.matchAll(/<figcaption>\s*<b>(\w+)<\/b>/g)].map(([, name]) => name ?? '');

describe('renderReport', () => {
  it('says verdict and sentence before anything else', () => {
    const page = report(sampleRuns['slow-phase']);
    const [badge, sentence] = [page.indexOf('>Fail<'), page.indexOf('No: 0 of 10 mobile joins')];
    expect(badge).toBeGreaterThan(0);
    expect(sentence).toBeGreaterThan(badge);
    expect(page.indexOf('How long people waited')).toBeGreaterThan(sentence);
  });

  it('never pools mobile and desktop', () => {
    expect(figures(report(sampleRuns.pass))).toEqual(['Mobile', 'Desktop']);
    expect(figures(report(sampleRuns.nobody))).toEqual(['Mobile']);
  });

  it('shows joins that never became usable as more than the timeout', () => {
    const page = report(sampleRuns.nobody);
    expect(page).toContain('4 never');
    expect(page).toContain('&gt; 60 s');
    expect(page).not.toContain('Infinity');
  });

  it('cuts no drawing short, however long its path', () => {
    const paths = [...report({ ...sampleRuns.pass, holdMs: 400_000 }).matchAll(/ d="([^"]*)"/g)].map(
      ([, path = '']) => path,
    );
    expect(Math.max(...paths.map(({ length }) => length))).toBeGreaterThan(2_000);
    expect(paths.filter((path) => !/^[MHVZ\d. ]*$/.test(path))).toEqual([]);
  });

  it('draws the stay of everybody, what was done to them, and how the generator felt', () => {
    const page = report(sampleRuns.pass);
    expect(page).toContain('class="stay-reconnecting"');
    expect(page).toMatch(/network 4g-edge from [\d.]+ s, for [\d.]+ s: by the scenario/);
    expect(page).toContain('class="health-saturated"');
  });

  it('names the phase that was slow', () => {
    expect(report(sampleRuns['slow-phase'])).toMatch(/Admission[\s\S]{0,300}<b>1\d\.\d s<\/b>/);
  });

  it('warns of a partial run and of phones that no phone looks like', () => {
    const page = report(sampleRuns.partial);
    expect(page).toContain('This run is partial: interrupted by Ctrl-C.');
    expect(page).toContain('iPhone 15: emulated in Chromium');
    expect(report(sampleRuns.pass)).not.toContain('class="warnings"');
  });

  it('says what can be done about walls, and what a page that failed was nearest to', () => {
    expect(report(sampleRuns.pass)).not.toContain('What can be done');
    const { data } = sampleRun(sampleRuns.refusals);
    const [p, evidence = []] = [...data.course.evidence][0] ?? [];
    const rules = [
      { state: 'lobby', rule: 1, held: ['css #lobby'], missing: [] },
      { state: 'in_meeting', rule: 1, held: [], missing: ['live <remote> track'] },
    ] as const;
    evidence.push({ t: hostMs(1), p: p ?? '', type: 'evidence', kind: 'nearest_state', rules });
    const page = renderReport(data);
    expect(page).toContain('What can be done');
    expect(page).toContain('Nearest to in meeting: missing live &lt;remote&gt; track');
  });

  it('has no number that is none', () => {
    for (const options of Object.values(sampleRuns)) expect(report(options)).not.toMatch(/NaN|undefined|\[object/);
  });

  it('says so, and does not fail, when there is nothing to show', () => {
    const { data } = sampleRun({ mobiles: 0, desktops: 0 });
    const page = renderReport(data);
    expect(page).toContain('No join counts in this run.');
    expect(page).toContain('not known on this machine');
  });

  it('stays under 2 MB with 1,000 participants, and folds most of them', () => {
    const page = report({
      mobiles: 600,
      desktops: 400,
      withinMs: 60_000,
      badEvery: 5,
      badEnds: [{ outcome: 'timed_out', state: 'lobby' }],
    });
    expect(page.length).toBeLessThan(2_000_000);
    expect(page).toContain('quicker joins</summary>');
  });

  it('leaves nothing alive of hostile text', () => {
    const page = report({
      ...sampleRuns.refusals,
      hostile: '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e',
    });
    expect(page).not.toMatch(/<script|<img src=x|\u202e/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('asks nothing of the network and runs nothing', () => {
    const page = report(sampleRuns.refusals);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(page).not.toMatch(/@import|url\((?!#)/);
  });
});
