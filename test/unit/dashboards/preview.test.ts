/** The preview shows names that anybody may have typed, and has no script of its own. */
import { expect, it } from 'vitest';
import { dashboardNames } from '../../../dashboards/all.js';
import { askDashboard, type Series } from '../../../dashboards/grafana/ask.js';
import { previewPage } from '../../../dashboards/preview/page.js';
import { committedDashboard } from '../../helpers/dashboards.js';
import { VirtualClock } from '../../helpers/virtual-clock.js';

const hostile = `<script>alert('x')</script>"&`;

/** Two rows of whatever is asked for, with a hostile text in every place for one. */
async function answered(influxql: string): Promise<readonly Series[]> {
  const [selected = ''] = influxql.split(' FROM ');
  const isAll = influxql.startsWith('SHOW');
  const columns = isAll
    ? ['key', 'value']
    : [
        'time',
        ...selected
          .replace('SELECT ', '')
          .split(', ')
          .map((each) => /"([^"]+)"$/.exec(each)?.[1] ?? ''),
      ];
  const isText =
    /run_id|platform|participant|text|phase|reason|device_class|metric|threshold$|scenario|network$|key|value/;
  const row = (at: number) =>
    columns.map((name, index) => (index === 0 && !isAll ? at : isText.test(name) ? hostile : index + at / 1_000));
  return Promise.resolve([
    { name: 'meet', columns, tags: { device_class: hostile, network: hostile }, values: [row(1_000), row(2_000)] },
  ]);
}

it('escapes names, in tables, charts and titles', async () => {
  const answers = [];
  for (const name of dashboardNames)
    answers.push(
      await askDashboard(committedDashboard(name), {
        query: answered,
        now: 3_000,
        range: { from: 0, to: 3_000 },
        clock: new VirtualClock(),
      }),
    );
  const page = previewPage(answers, hostile);
  expect(page).not.toMatch(/<script/i);
  expect(page).toContain('&lt;script&gt;');
  expect(page.match(/<article/g)).toHaveLength(answers.reduce((sum, { panels }) => sum + panels.length, 0));
  expect(page.match(/<svg/g)?.length).toBeGreaterThan(20);
  expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});
