/** A panel's answers as an ECharts option: near enough to what Grafana draws to judge what is in it. */
import type { EChartsOption, SeriesOption } from 'echarts';
import type { DashboardAnswer, PanelAnswer } from '../grafana/ask.js';
import { curvesOf, rowsOf, type Curve } from '../grafana/frames.js';
import type { PanelModel } from '../grafana/model.js';
import { colors, named, wordsOf } from './look.js';
import { valueText } from './format.js';

const text = { color: '#444', fontSize: 11 };

export function chartOf(answer: PanelAnswer, dashboard: DashboardAnswer): EChartsOption {
  switch (answer.panel.type) {
    case 'barchart':
      return barsOf(answer);
    case 'histogram':
      return histogramOf(answer);
    case 'state-timeline':
      return levelsOf(answer, dashboard);
    default:
      return timeSeriesOf(answer, dashboard);
  }
}

function curvesIn({ panel, answers }: PanelAnswer): readonly Curve[] {
  return answers.flatMap(({ series }, index) => curvesOf(series, panel.targets[index]?.alias ?? '$col'));
}

/** What a panel says of the unit, with which axis. */
function valueAxis({ fieldConfig: { defaults } }: PanelModel) {
  const { unit, min, max } = defaults;
  return {
    type: 'value' as const,
    axisLabel: { ...text, formatter: (value: number) => valueText(value, unit) },
    splitLine: { lineStyle: { color: '#eee' } },
    splitNumber: 4,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(unit === 'percentunit' && max === 1 && { interval: 0.25 }),
  };
}

const frame = {
  animation: false,
  textStyle: { fontFamily: 'system-ui, sans-serif' },
  color: [...colors],
  grid: { left: 8, right: 16, top: 12, bottom: 30, containLabel: true },
  legend: { bottom: 0, type: 'scroll' as const, itemWidth: 12, itemHeight: 8, textStyle: text },
};

function timeAxis({ surroundings: { range } }: DashboardAnswer) {
  return { type: 'time' as const, min: range.from, max: range.to, axisLabel: { ...text, hideOverlap: true } };
}

function timeSeriesOf(answer: PanelAnswer, dashboard: DashboardAnswer): EChartsOption {
  const { panel } = answer;
  const custom = panel.fieldConfig.defaults.custom ?? {};
  const isStacked = JSON.stringify(custom.stacking ?? {}).includes('normal');
  const marks = dashboard.annotations.flatMap(({ answer: { series } }) =>
    series.flatMap(({ values }) => values.map(([t]) => ({ xAxis: Number(t) }))),
  );
  const series = curvesIn(answer).map(({ name, points }, index): SeriesOption => {
    const dashed = panel.fieldConfig.overrides.some(
      ({ matcher, properties }) => matcher.options === name && properties.some(({ id }) => id === 'custom.lineStyle'),
    );
    const fixed = panel.fieldConfig.overrides
      .filter(({ matcher }) => matcher.options === name)
      .flatMap(({ properties }) => properties.flatMap((each) => (each.id === 'color' ? each.value.fixedColor : [])))[0];
    const common = {
      name,
      ...(fixed !== undefined && { color: named[fixed] ?? fixed }),
      data: points.map(([t, value]) => [t, value]),
      ...(index === 0 && marks.length > 0 && marks.length < 200
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              label: { show: false },
              lineStyle: { color: '#bbb', width: 1 },
              data: marks,
            },
          }
        : {}),
    };
    if (dashed)
      return { ...common, type: 'line', symbol: 'none', color: '#d33', lineStyle: { type: 'dashed', width: 1.5 } };
    if (custom.drawStyle === 'bars') return { ...common, type: 'bar', barMaxWidth: 12 };
    if (custom.drawStyle === 'points') return { ...common, type: 'scatter', symbolSize: 8 };
    return {
      ...common,
      type: 'line',
      symbol: points.length < 3 ? 'circle' : 'none',
      lineStyle: { width: 1.5 },
      ...(isStacked && { stack: 'all', areaStyle: { opacity: 0.6 } }),
    };
  });
  return { ...frame, xAxis: timeAxis(dashboard), yAxis: valueAxis(panel), series };
}

function barsOf({ panel, answers }: PanelAnswer): EChartsOption {
  const { columns, rows } = rowsOf(answers[0]?.series ?? []);
  const by = typeof panel.options.xField === 'string' ? panel.options.xField : '';
  const numbers = columns.filter(
    (column) => column !== 'Time' && column !== by && rows.some((row) => typeof row[column] === 'number'),
  );
  const isStacked = panel.options.stacking === 'normal';
  const { unit, thresholds, custom } = panel.fieldConfig.defaults;
  const names = rows.map((row) => String(row[by] ?? ''));
  const longest = Math.min(28, Math.max(...names.map(({ length }) => length)));
  const most = Math.max(...rows.map((row) => numbers.reduce((so, name) => so + Number(row[name] ?? 0), 0)));
  const limit = JSON.stringify(custom ?? {}).includes('dashed') ? thresholds?.steps.at(-1)?.value : undefined;
  return {
    ...frame,
    grid: { ...frame.grid, left: 16 + 6.5 * longest, right: 56, bottom: 50, containLabel: false },
    // From the top, as a table would be read.
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisLabel: { ...text, width: 6.5 * longest + 8, overflow: 'truncate' },
    },
    xAxis: valueAxis(panel),
    series: numbers.map((name, index): SeriesOption => ({
      name,
      type: 'bar',
      barMaxWidth: 22,
      data: rows.map((row) => row[name] ?? null),
      label: {
        show: true,
        position: isStacked ? 'inside' : 'right',
        fontSize: 10,
        formatter: ({ value }) =>
          typeof value === 'number' && (!isStacked || value > most / 12) ? valueText(value, unit) : '',
      },
      labelLayout: { hideOverlap: true },
      ...(isStacked && { stack: 'all' }),
      ...(index === 0 && typeof limit === 'number'
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: '#d33', type: 'dashed' },
              label: { show: false },
              data: [{ xAxis: limit }],
            },
          }
        : {}),
    })),
  };
}

function histogramOf(answer: PanelAnswer): EChartsOption {
  const { panel } = answer;
  const bucket = typeof panel.options.bucketSize === 'number' ? panel.options.bucketSize : 1;
  const curves = curvesIn(answer);
  const values = curves.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
  const [first, end] = [Math.floor(Math.min(...values) / bucket), Math.floor(Math.max(...values) / bucket) + 1];
  const places = Array.from({ length: Math.max(0, end - first) }, (_, index) => (first + index) * bucket);
  const { unit } = panel.fieldConfig.defaults;
  return {
    ...frame,
    xAxis: { type: 'category', data: places.map((from) => valueText(from, unit)), axisLabel: text },
    yAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: '#eee' } } },
    series: curves.map(({ name, points }): SeriesOption => ({
      name,
      type: 'bar',
      barCategoryGap: '8%',
      data: places.map(
        (from) => points.filter(([, value]) => value !== null && value >= from && value < from + bucket).length,
      ),
    })),
  };
}

function levelsOf(answer: PanelAnswer, dashboard: DashboardAnswer): EChartsOption {
  const { panel } = answer;
  const curves = curvesIn(answer);
  const { range } = dashboard.surroundings;
  const words = wordsOf(panel);
  return {
    ...frame,
    legend: { show: false },
    xAxis: timeAxis(dashboard),
    yAxis: { type: 'category', data: curves.map(({ name }) => name), axisLabel: text },
    series: curves.map(({ points }, row): SeriesOption => ({
      type: 'custom',
      data: points.map(([t, value], index) => [
        t,
        points[index + 1]?.[0] ?? Math.min(range.to, t + (range.to - range.from) / 60),
        value,
        row,
      ]),
      renderItem: (_params, api) => {
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(3)]);
        const [end = 0] = api.coord([api.value(1), api.value(3)]);
        const height = 24;
        return {
          type: 'rect',
          shape: { x, y: y - height / 2, width: Math.max(1, end - x), height },
          style: { fill: words.get(String(api.value(2)))?.color ?? '#999' },
        };
      },
    })),
  };
}
