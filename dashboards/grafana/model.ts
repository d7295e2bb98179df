/**
 * The dashboards' JSON as far as we use it, strictly: a key that nobody of us knows is an error, so that a misspelt option cannot
 * pass for one. It stands in for Grafana's own decoder, which has Go and no npm package.
 */
import { z } from 'zod';

const datasource = z.strictObject({ type: z.literal('influxdb'), uid: z.literal('${datasource}') });

const target = z.strictObject({
  refId: z.string().min(1),
  datasource,
  rawQuery: z.literal(true),
  query: z.string().min(1),
  resultFormat: z.enum(['time_series', 'table']),
  alias: z.string().optional(),
  fromAnnotations: z.literal(true).optional(),
  textColumn: z.string().optional(),
});

const step = z.strictObject({ value: z.number().nullable(), color: z.string() });
const thresholds = z.strictObject({ mode: z.literal('absolute'), steps: z.array(step).min(1) });
const mapping = z.strictObject({
  type: z.literal('value'),
  options: z.record(z.string(), z.strictObject({ text: z.string(), color: z.string(), index: z.number() })),
});
const link = z.strictObject({ title: z.string(), url: z.string().startsWith('/d/rollcall-') });

const override = z.strictObject({
  matcher: z.strictObject({ id: z.literal('byName'), options: z.string() }),
  properties: z.array(
    z.discriminatedUnion('id', [
      z.strictObject({
        id: z.enum(['displayName', 'unit', 'custom.drawStyle', 'custom.showPoints']),
        value: z.string(),
      }),
      z.strictObject({ id: z.enum(['decimals', 'custom.width']), value: z.number() }),
      z.strictObject({ id: z.literal('custom.hidden'), value: z.literal(true) }),
      z.strictObject({ id: z.literal('mappings'), value: z.array(mapping) }),
      z.strictObject({ id: z.literal('thresholds'), value: thresholds }),
      z.strictObject({ id: z.literal('links'), value: z.array(link) }),
      z.strictObject({
        id: z.literal('color'),
        value: z.strictObject({ mode: z.literal('fixed'), fixedColor: z.string() }),
      }),
      z.strictObject({
        id: z.literal('custom.lineStyle'),
        value: z.strictObject({ fill: z.literal('dash'), dash: z.array(z.number()) }),
      }),
      z.strictObject({
        id: z.literal('custom.cellOptions'),
        value: z.strictObject({ type: z.enum(['auto', 'color-text']), wrapText: z.boolean().optional() }),
      }),
    ]),
  ),
});

const panel = z.strictObject({
  id: z.number().int().positive(),
  type: z.enum(['stat', 'timeseries', 'table', 'barchart', 'histogram', 'state-timeline']),
  title: z.string().min(1),
  description: z.string().min(1),
  transparent: z.boolean().optional(),
  repeatDirection: z.literal('h').optional(),
  datasource,
  interval: z.string().optional(),
  gridPos: z.strictObject({ x: z.number().int(), y: z.number().int(), w: z.number().int(), h: z.number().int() }),
  targets: z.array(target).min(1),
  transformations: z
    .array(
      z.strictObject({
        id: z.literal('organize'),
        options: z.strictObject({ excludeByName: z.record(z.string(), z.literal(true)) }),
      }),
    )
    .optional(),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      unit: z.string(),
      decimals: z.number().optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      noValue: z.string().optional(),
      mappings: z.array(mapping).optional(),
      thresholds: thresholds.optional(),
      // Of each kind of panel its own; the SDK's types have checked them.
      custom: z.record(z.string(), z.unknown()).optional(),
    }),
    overrides: z.array(override),
  }),
  options: z.record(z.string(), z.unknown()),
});

const option = z.strictObject({
  text: z.string(),
  value: z.string(),
  selected: z.boolean().optional(),
});

const variable = z.strictObject({
  type: z.enum(['datasource', 'query', 'custom']),
  name: z.string().regex(/^[a-z_]+$/),
  label: z.string().min(1),
  description: z.string().optional(),
  datasource: datasource.optional(),
  query: z.string().min(1),
  definition: z.string().optional(),
  refresh: z.number().optional(),
  sort: z.number().optional(),
  multi: z.boolean().optional(),
  includeAll: z.boolean().optional(),
  allowCustomValue: z.boolean().optional(),
  skipUrlSync: z.boolean().optional(),
  allValue: z.string().optional(),
  hide: z.number().optional(),
  options: z.array(option).optional(),
  current: option.optional(),
});

const annotation = z.strictObject({
  name: z.string().min(1),
  datasource,
  enable: z.boolean(),
  hide: z.boolean().optional(),
  builtIn: z.number().optional(),
  iconColor: z.string(),
  target,
});

export const dashboardModel = z.strictObject({
  title: z.string().startsWith('Rollcall: '),
  uid: z.string().startsWith('rollcall-'),
  description: z.string().min(1),
  tags: z.array(z.string()),
  timezone: z.literal('browser'),
  editable: z.boolean(),
  graphTooltip: z.number(),
  fiscalYearStartMonth: z.number(),
  schemaVersion: z.number(),
  time: z.strictObject({ from: z.string().startsWith('now-'), to: z.literal('now') }),
  timepicker: z.strictObject({ hidden: z.boolean(), refresh_intervals: z.array(z.string()) }),
  refresh: z.string().optional(),
  templating: z.strictObject({ list: z.array(variable) }),
  annotations: z.strictObject({ list: z.array(annotation).optional() }),
  links: z.array(
    z.strictObject({
      title: z.string(),
      type: z.literal('link'),
      icon: z.string(),
      tooltip: z.string(),
      url: z.string().startsWith('/d/rollcall-'),
      tags: z.array(z.string()),
      asDropdown: z.boolean(),
      targetBlank: z.boolean(),
      includeVars: z.boolean(),
      keepTime: z.boolean(),
    }),
  ),
  panels: z.array(panel).min(1),
});

export type DashboardModel = z.infer<typeof dashboardModel>;
export type PanelModel = DashboardModel['panels'][number];
export type VariableModel = DashboardModel['templating']['list'][number];
