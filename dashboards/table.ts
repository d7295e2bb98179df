/** Tables, and what their columns are called, in which unit, and where they lead. */
import * as common from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { datasource, steps, targetSteps, type AnyPanel, type Unit, type Wishes } from './panels.js';
import { tableQuery } from './queries.js';
import { mappingOf, type Words } from './words.js';

interface ColumnWishes {
  readonly name: string;
  readonly label: string;
  readonly unit?: Unit;
  readonly words?: Words;
  readonly width?: number;
  readonly target?: boolean;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
}

interface TableWishes extends Wishes {
  readonly query: string;
  /** In the query's order. Other columns are there for links alone and are not shown. */
  readonly columns: readonly ColumnWishes[];
  /** Columns that are not shown. */
  readonly hidden?: readonly string[];
  readonly time?: boolean;
  readonly sortBy?: string;
  readonly wrap?: boolean;
  /** In a cell without a value. */
  readonly noValue?: string;
}

export function table(wishes: TableWishes): AnyPanel {
  const { title, description, unit, query, columns, hidden = [], time, sortBy, wrap, noValue } = wishes;
  const panel = new Table()
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(datasource)
    .withTarget(tableQuery(query))
    .thresholds(steps([{ value: null, color: 'text' }]))
    .noValue(noValue ?? '–')
    .cellHeight(common.TableCellHeight.Sm);
  for (const column of columns) panel.overrideByName(column.name, propertiesOf(column, wrap === true));
  // Hidden rather than left out: links read them.
  for (const name of [...(time === true ? [] : ['Time']), ...hidden])
    panel.overrideByName(name, [{ id: 'custom.hidden', value: true }]);
  if (time === true)
    panel.overrideByName('Time', [
      { id: 'unit', value: 'dateTimeAsIso' },
      { id: 'custom.width', value: 170 },
    ]);
  if (sortBy !== undefined) panel.sortBy([new common.TableSortByFieldStateBuilder().displayName(sortBy).desc(false)]);
  return panel;
}

function propertiesOf({ label, unit, words, width, target, links }: ColumnWishes, wrap: boolean): DynamicConfigValue[] {
  return [
    { id: 'displayName', value: label },
    ...(unit === undefined ? [] : [{ id: 'unit', value: unit }]),
    ...(unit === 'percentunit' ? [{ id: 'decimals', value: 1 }] : []),
    ...(words === undefined
      ? []
      : [
          { id: 'mappings', value: [mappingOf(words)] },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]),
    ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
    ...(target === true
      ? [
          { id: 'thresholds', value: targetSteps().build() },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]
      : []),
    ...(links === undefined ? [] : [{ id: 'links', value: links }]),
    ...(wrap ? [{ id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } }] : []),
  ];
}
