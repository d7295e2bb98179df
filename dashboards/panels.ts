/** The kinds of panels that the dashboards are made of, each with what all of its kind have. */
import { PanelBuilder as BarChart } from '@grafana/grafana-foundation-sdk/barchart';
import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type GridPos,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Histogram } from '@grafana/grafana-foundation-sdk/histogram';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { seriesQuery, tableQuery } from './queries.js';
import { mappingOf, type Words } from './words.js';

/** Any panel, as far as the layout knows it. */
export interface AnyPanel {
  id(id: number): this;
  gridPos(gridPos: GridPos): this;
  build(): Panel;
}

/** Grafana's names of units. */
export type Unit = 'ms' | 'percentunit' | 'short' | 'Kbits' | 'cps' | 'fps' | 'none' | 'string';

export interface Wishes {
  readonly title: string;
  /** What it shows, from which events, and what an absent value means. */
  readonly description: string;
  readonly unit: Unit;
}

/** Joins have to be usable within it, unless the scenario has a target of its own (`target_ms`, drawn where there is a time axis). */
const usualTargetMs = 8_000;

export function targetSteps(): ThresholdsConfigBuilder {
  return steps([
    { value: null, color: 'green' },
    { value: usualTargetMs, color: 'red' },
  ]);
}

export function steps(
  of: readonly { readonly value: number | null; readonly color: string }[],
): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...of]);
}

const legendBelow = () =>
  new common.VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(common.LegendDisplayMode.List)
    .placement(common.LegendPlacement.Bottom);

const tooltipOfAll = () => new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi);

interface StatWishes extends Wishes {
  readonly query: string;
  readonly words?: Words;
  /** Coloured by the target. */
  readonly target?: boolean;
  /** From so much on it is red. */
  readonly redFrom?: number;
  readonly noValue?: string;
  /** Of the query's columns, the one that is shown; all otherwise. */
  readonly only?: string;
}

/** One number, or a word for it. */
export function stat(wishes: StatWishes): AnyPanel {
  const { title, description, unit, query, words, target, redFrom, noValue, only } = wishes;
  const panel = new Stat()
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(datasource)
    .withTarget(seriesQuery(query))
    .graphMode(common.BigValueGraphMode.None)
    .textMode(common.BigValueTextMode.Value)
    .colorMode(common.BigValueColorMode.Value)
    .reduceOptions(
      new common.ReduceDataOptionsBuilder()
        .calcs(['lastNotNull'])
        .values(false)
        .fields(only === undefined ? '' : `/^${only}$/`),
    )
    .noValue(noValue ?? '–')
    .thresholds(
      target === true
        ? targetSteps()
        : steps([{ value: null, color: 'text' }, ...(redFrom === undefined ? [] : [{ value: redFrom, color: 'red' }])]),
    );
  if (words !== undefined) panel.mappings([mappingOf(words)]);
  if (unit === 'percentunit') panel.decimals(1);
  return panel;
}

interface CurveWishes extends Wishes {
  /** Legends are the columns' names, unless `legend` says otherwise. */
  readonly queries: readonly string[];
  readonly legend?: string;
  readonly style?: 'line' | 'stacked' | 'bars' | 'points';
  /** A series of that name is the target: dashed, red. */
  readonly target?: string;
  readonly max?: number;
  /** Of series, where a colour means something. */
  readonly colors?: Readonly<Record<string, string>>;
}

/** Over the time of the dashboard. */
export function curves(wishes: CurveWishes): AnyPanel {
  const { title, description, unit, queries, legend = '$col', style = 'line', target, max, colors = {} } = wishes;
  const panel = new TimeSeries()
    .title(title)
    .description(description)
    .unit(unit)
    .min(0)
    .datasource(datasource)
    // A run's second is the finest there is.
    .interval('1s')
    .targets(queries.map((query, index) => seriesQuery(query, legend, index)))
    .legend(legendBelow())
    .tooltip(tooltipOfAll())
    .lineWidth(style === 'bars' ? 0 : 1)
    .drawStyle(
      style === 'bars'
        ? common.GraphDrawStyle.Bars
        : style === 'points'
          ? common.GraphDrawStyle.Points
          : common.GraphDrawStyle.Line,
    )
    .fillOpacity(style === 'stacked' ? 60 : style === 'bars' ? 80 : 0)
    .showPoints(style === 'points' ? common.VisibilityMode.Always : common.VisibilityMode.Auto)
    .pointSize(style === 'points' ? 8 : 4)
    .spanNulls(3_000);
  if (style === 'stacked')
    panel.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'));
  if (max !== undefined) panel.max(max);
  for (const [name, fixedColor] of Object.entries(colors))
    panel.overrideByName(name, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  if (target !== undefined) {
    panel.thresholds(targetSteps()).overrideByName(target, [
      { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
      { id: 'custom.drawStyle', value: 'line' },
      { id: 'custom.showPoints', value: 'never' },
    ]);
  }
  return panel;
}

interface BarWishes extends Wishes {
  readonly query: string;
  /** The column that names the bars. */
  readonly by: string;
  readonly stacked?: boolean;
  readonly target?: boolean;
  readonly max?: number;
}

/** A bar for each row, or for each number of each row. */
export function bars({ title, description, unit, query, by, stacked, target, max }: BarWishes): AnyPanel {
  const panel = new BarChart()
    .title(title)
    .description(description)
    .unit(unit)
    .min(0)
    .datasource(datasource)
    .withTarget(tableQuery(query))
    .withTransformation({ id: 'organize', options: { excludeByName: { Time: true } } })
    .xField(by)
    .xTickLabelMaxLength(28)
    .orientation(common.VizOrientation.Horizontal)
    .showValue(common.VisibilityMode.Auto)
    .stacking(stacked === true ? common.StackingMode.Normal : common.StackingMode.None)
    .legend(legendBelow())
    .tooltip(tooltipOfAll())
    .fillOpacity(80);
  if (max !== undefined) panel.max(max);
  if (target === true)
    panel
      .thresholds(targetSteps())
      .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed));
  return panel;
}

/** How many values lie in which range. */
export function histogram({
  title,
  description,
  unit,
  queries,
  bucket,
}: Wishes & { readonly queries: readonly string[]; readonly bucket: number }): AnyPanel {
  return new Histogram()
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(datasource)
    .targets(queries.map((query, index) => seriesQuery(query, '$col', index)))
    .thresholds(targetSteps())
    .bucketSize(bucket)
    .legend(legendBelow())
    .fillOpacity(60);
}

/** Which word was true when. */
export function levels({
  title,
  description,
  unit,
  query,
  words,
  legend,
}: Wishes & { readonly query: string; readonly words: Words; readonly legend?: string }): AnyPanel {
  return new StateTimeline()
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(datasource)
    .interval('1s')
    .withTarget(seriesQuery(query, legend ?? '$col'))
    .mappings([mappingOf(words)])
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .legend(legendBelow());
}

/** Whichever InfluxDB is chosen on the dashboard. */
export const datasource = { type: 'influxdb', uid: '${datasource}' } as const;
