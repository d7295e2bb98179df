/** The dashboards that are committed: not stale, read strictly, and by rules of ours that no schema knows. */
import { describe, expect, it } from 'vitest';
import { dashboardJson, dashboardNames } from '../../../dashboards/all.js';
import { columns } from '../../../dashboards/layout.js';
import { uids } from '../../../dashboards/links.js';
import { schema, type MeasurementDefinition } from '../../../src/sinks/influxdb/schema.js';
import { committedDashboard, committedText, queriesOf } from '../../helpers/dashboards.js';

const measurements: Readonly<Record<string, MeasurementDefinition>> = schema;

/** Names in quotes are identifiers, `AS` gives new ones; what Grafana puts in is not looked at. */
function problemsOf(query: string): readonly string[] {
  const problems: string[] = [];
  const say = (is: boolean, problem: string): void => {
    if (is) problems.push(`${problem}: ${query}`);
  };
  const sources = [...query.matchAll(/\bFROM\s+(\(|\S+)/gi)].map(([, source = '']) => source);
  const named = sources.flatMap((source) => /^"(\w+)"$/.exec(source)?.[1] ?? []);
  say(
    sources.some((source) => source !== '(' && !/^"\w+"$/.test(source)),
    'a measurement is a quoted name, without retention policy or regular expression',
  );
  say(sources.length === 0, 'no measurement');
  for (const name of named) {
    const known = measurements[name];
    say(known === undefined, `no measurement ${name}`);
    const given = [...query.matchAll(/ AS "([^"]+)"/g)].map(([, as = '']) => as);
    const allowed = new Set([name, ...given, ...(known?.tags ?? []), ...Object.keys(known?.fields ?? {})]);
    const unknown = [...query.matchAll(/"([^"]+)"/g)].map(([, each = '']) => each).filter((each) => !allowed.has(each));
    say(unknown.length > 0, `unknown names ${unknown.join(', ')}`);
  }
  say(
    /^SHOW/i.test(query) && !/^SHOW TAG VALUES FROM .* WHERE .*(\btime\b|\$timeFilter)/.test(query),
    'a SHOW without a time',
  );
  say(/\bpercentile\s*\(/i.test(query), 'percentiles are ours to compute');
  say(
    /\b(?:median|stddev|spread|holt_winters|into|tz)\b\s*\(?/i.test(query.replace(/"[^"]*"|'[^']*'/g, '')),
    'not portable',
  );
  say(query.includes(';'), 'two statements');
  say(/=~(?!\s*\/\^\$\w+\$\/)/.test(query), 'a regular expression that is not a variable of several values');
  return problems;
}

describe('the rules for queries', () => {
  it.each([
    ['SELECT "x" FROM "meet_run"', 'unknown names x'],
    ['SELECT "verdict" FROM meet_run', 'quoted name'],
    ['SELECT "verdict" FROM /meet_.*/', 'quoted name'],
    ['SELECT "verdict" FROM "autogen"."meet_run"', 'quoted name'],
    ['SELECT "verdict" FROM "http_reqs"', 'no measurement http_reqs'],
    ['SHOW TAG VALUES FROM "meet_run" WITH KEY = "run_id"', 'without a time'],
    ['SELECT percentile("rtt_ms", 95) FROM "meet_media"', 'ours to compute'],
    [`SELECT "verdict" FROM "meet_run" WHERE "run_id" =~ /x/`, 'several values'],
  ])('%s is refused', (query, problem) => {
    expect(problemsOf(query).join()).toContain(problem);
  });
});

describe.each(dashboardNames)('the dashboard %s', (name) => {
  it('is not stale: npm run dashboards', () => {
    expect(committedText(name)).toBe(dashboardJson(name));
  });

  it('is read strictly', () => {
    expect(() => committedDashboard(name)).not.toThrow();
  });

  it('asks in the portable part of InfluxQL, of what the schema has', () => {
    expect(queriesOf(committedDashboard(name)).flatMap(({ query }) => problemsOf(query))).toEqual([]);
  });

  it('has panels with ids of their own, in the grid, over each other nowhere', () => {
    const { panels } = committedDashboard(name);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { title, gridPos } of panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(columns);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x},${y}`), `${title} lies over another panel`).toBe(false);
          taken.add(`${x},${y}`);
        }
    }
    const height = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
    expect(taken.size, 'a hole in the grid').toBe(columns * height);
  });

  it('says of every panel what it shows and in which unit, each title once', () => {
    const { panels } = committedDashboard(name);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    for (const { title, description, type, targets, fieldConfig } of panels) {
      expect(description.length, title).toBeGreaterThan(30);
      expect(description, title).toMatch(/\.$/);
      const fields = targets.flatMap(({ query }) => unitsIn(query));
      const { unit } = fieldConfig.defaults;
      if (type === 'table' || fields.length === 0) continue;
      expect(
        fields.map((each) => grafanaUnits[each]?.includes(unit)),
        `${title}: ${unit} for ${fields.join()}`,
      ).not.toContain(false);
    }
  });

  it('gives every shown column of a table that is measured its unit', () => {
    for (const { title, type, targets, fieldConfig } of committedDashboard(name).panels) {
      if (type !== 'table') continue;
      const query = targets[0]?.query ?? '';
      const [, measurement = ''] = /FROM "(\w+)"/.exec(query) ?? [];
      for (const { matcher, properties } of fieldConfig.overrides) {
        const field = measurements[measurement]?.fields[matcher.options];
        const unit = properties.flatMap((property) => (property.id === 'unit' ? property.value : [])).join();
        const isHidden = properties.some(({ id }) => id === 'custom.hidden');
        if (field === undefined || isHidden || !['ms', 'share', 'kbit/s'].includes(field.unit)) continue;
        const has = properties.some(({ id }) => id === 'mappings') || grafanaUnits[field.unit]?.includes(unit);
        expect(has, `${title}: ${matcher.options} in ${unit}`).toBe(true);
      }
    }
  });

  it('has its datasource by a variable, and leads to all others', () => {
    const { templating, links, uid } = committedDashboard(name);
    expect(uid).toBe(uids[name]);
    expect(templating.list[0]).toMatchObject({ type: 'datasource', name: 'datasource', query: 'influxdb' });
    const others = Object.values(uids).filter((each) => each !== uid);
    expect(links.map(({ url }) => /^\/d\/([\w-]+)\?\$\{datasource:queryparam\}/.exec(url)?.[1]).toSorted()).toEqual(
      others.toSorted(),
    );
  });

  it('leads into curves of a run with that run and its time range', () => {
    const text = committedText(name);
    const urls = [...text.matchAll(/"url": "([^"]+)"/g)]
      .map(([, url = '']) => url)
      .filter((url) => url.includes('var-run_id='));
    if (name !== 'trend' && name !== 'compare') expect(urls.length).toBeGreaterThan(0);
    for (const url of urls)
      if (/rollcall-(?:live|participant)/.test(url)) expect(url).toMatch(/&from=\$\{[\w.]+\}&to=\$\{[\w.]+\}$/);
  });

  it('asks by run, not by time range, so that an old run is there whatever the range is', () => {
    if (name === 'trend') return;
    const { panels } = committedDashboard(name);
    for (const { title, targets } of panels)
      for (const { query } of targets) {
        expect(query, title).not.toContain('$timeFilter');
        if (title !== 'Runs') expect(query, title).toContain('$run_id');
      }
  });
});

it('the trend reads meet_run alone', () => {
  for (const { query } of queriesOf(committedDashboard('trend'))) expect(query).toMatch(/FROM "meet_run"/);
});

it('no panel of the verdict computes what is stored', () => {
  for (const { place, query } of queriesOf(committedDashboard('verdict')))
    expect(query, place).not.toMatch(/\b(?:mean|max|min|count|difference)\s*\(/);
});

it('no number is one of before: a percentile that is not finite any more is absent, and last() would pass it over', () => {
  const stats = dashboardNames.flatMap((name) => committedDashboard(name).panels.filter(({ type }) => type === 'stat'));
  expect(stats.length).toBeGreaterThan(10);
  for (const { title, targets } of stats)
    for (const { query } of targets) expect(query, title).not.toMatch(/last\("join_time_\w+"\).*FROM "meet_progress"/);
});

it('join times are coloured at 8 s', () => {
  const coloured = dashboardNames.flatMap((name) =>
    committedDashboard(name).panels.filter(({ fieldConfig: { defaults, overrides } }) =>
      JSON.stringify([defaults.thresholds, overrides]).includes('{"value":8000,"color":"red"}'),
    ),
  );
  expect(coloured.length).toBeGreaterThanOrEqual(8);
});

/** Grafana's names for the units of the schema. */
const grafanaUnits: Readonly<Record<string, readonly string[]>> = {
  ms: ['ms'],
  share: ['percentunit', 'none', 'short'],
  count: ['short', 'cps', 'none'],
  'kbit/s': ['Kbits'],
  '1/s': ['fps'],
  '1/h': ['short'],
  code: ['none'],
  text: ['none'],
};

function unitsIn(query: string): readonly string[] {
  const [, measurement = ''] = /FROM "(\w+)"/.exec(query) ?? [];
  const [selected = ''] = query.split(' FROM ');
  const fields = measurements[measurement]?.fields ?? {};
  return [...selected.replace(/ AS "[^"]+"/g, '').matchAll(/"(\w+)"/g)].flatMap(
    ([, name = '']) => fields[name]?.unit ?? [],
  );
}
