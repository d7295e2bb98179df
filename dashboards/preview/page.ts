/** All dashboards on one page, each laid out as Grafana's grid would: charts as SVG, tables and numbers as HTML. No script in it. */
import * as echarts from 'echarts';
import type { DashboardAnswer, PanelAnswer } from '../grafana/ask.js';
import { curvesOf, rowsOf, type Cell } from '../grafana/frames.js';
import type { PanelModel } from '../grafana/model.js';
import { chartOf } from './charts.js';
import { escaped, valueText } from './format.js';
import { colorAt, wordsIn, wordsOf } from './look.js';

/** The content's; a row of Grafana's grid is 30 px and a gap of 8. */
const width = 1_232;
const gap = 8;
const rowHeight = 38;
const headHeight = 26;
/** More would only make the page long. */
const mostRows = 25;

export function previewPage(dashboards: readonly DashboardAnswer[], about: string): string {
  const sections = dashboards.map((answer) => sectionOf(answer));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Rollcall: what the dashboards would show</title>
<style>${style}</style>
</head>
<body>
<p class="about">${escaped(about)}</p>
${sections.join('\n')}
</body>
</html>
`;
}

function sectionOf(answer: DashboardAnswer): string {
  const { dashboard, variables, surroundings, annotations } = answer;
  const chosen = variables
    .filter(({ variable }) => variable.hide === undefined || variable.hide === 0)
    .map(({ variable }) => {
      const value = [surroundings.variables.get(variable.name) ?? '']
        .flat()
        .join(' + ')
        .replace(/^\.\*$/, 'All');
      return `<span class="variable"><b>${escaped(variable.label)}</b> ${escaped(value)}</span>`;
    });
  const links = dashboard.links.map(({ title }) => `<span class="link">${escaped(title)}</span>`);
  const marks = annotations.map(({ name, answer: { series } }) => {
    const count = series.reduce((sum, { values }) => sum + values.length, 0);
    return `<span class="mark">${escaped(name)}: ${count}</span>`;
  });
  return `<section id="${escaped(dashboard.uid)}">
<h1>${escaped(dashboard.title)}</h1>
<p>${escaped(dashboard.description)}</p>
<p class="bar">${[...chosen, ...marks, ...links].join(' ')}</p>
<div class="grid">
${answer.panels.map((panel) => panelOf(panel, answer)).join('\n')}
</div>
</section>`;
}

function panelOf(answer: PanelAnswer, dashboard: DashboardAnswer): string {
  const { panel } = answer;
  const { x, y, w, h } = panel.gridPos;
  const place = `grid-column:${x + 1}/span ${w};grid-row:${y + 1}/span ${h}`;
  return `<article class="${panel.type}" style="${place}" title="${escaped(panel.description)}">
<h2>${escaped(panel.title)}</h2>
${bodyOf(answer, dashboard)}
</article>`;
}

function bodyOf(answer: PanelAnswer, dashboard: DashboardAnswer): string {
  const { panel, answers } = answer;
  if (panel.type === 'stat') return statOf(answer);
  if (answers.every(({ series }) => series.every(({ values }) => values.length === 0)))
    return '<p class="nothing">No data</p>';
  if (panel.type === 'table') return tableOf(answer);
  const size = {
    width: Math.floor((panel.gridPos.w / 24) * width - gap - 18),
    height: panel.gridPos.h * rowHeight - gap - headHeight - 10,
  };
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  chart.setOption(chartOf(answer, dashboard));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function statOf({ panel, answers }: PanelAnswer): string {
  const curves = answers.flatMap(({ series }) => curvesOf(series, '$col'));
  const only = shownIn(panel);
  const curve = only === undefined ? curves[0] : curves.find(({ name }) => name === only);
  const value = curve?.points.findLast(([, each]) => each !== null)?.[1];
  const { unit, decimals, noValue = 'No data', thresholds } = panel.fieldConfig.defaults;
  if (value === undefined || value === null) return `<p class="number none">${escaped(noValue)}</p>`;
  const word = wordsOf(panel).get(String(value));
  const color = word?.color ?? colorAt(value, thresholds);
  return `<p class="number" style="color:${escaped(color)}">${escaped(word?.text ?? valueText(value, unit, decimals))}</p>`;
}

/** The one column of several that a number is of. */
function shownIn({ options }: PanelModel): string | undefined {
  const { fields } = (options.reduceOptions ?? {}) as { readonly fields?: string };
  return /^\/\^(\w+)\$\/$/.exec(fields ?? '')?.[1];
}

function tableOf({ panel, answers }: PanelAnswer): string {
  const { columns, rows } = rowsOf(answers[0]?.series ?? []);
  const overrides = new Map(
    panel.fieldConfig.overrides.map(({ matcher, properties }) => [matcher.options, propertiesOf(properties)]),
  );
  const shown = columns.filter((column) => overrides.get(column)?.hidden !== true);
  const labelOf = (column: string): string => overrides.get(column)?.label ?? column;
  const sortBy = sortColumn(panel, (label) => columns.find((column) => labelOf(column) === label));
  const sorted =
    sortBy === undefined ? rows : rows.toSorted((a, b) => (String(a[sortBy]) < String(b[sortBy]) ? -1 : 1));
  const head = shown.map((column) => `<th>${escaped(labelOf(column))}</th>`).join('');
  const body = sorted.slice(0, mostRows).map((row) => {
    const cells = shown.map((column) => cellOf(row[column] ?? null, panel, overrides.get(column)));
    return `<tr>${cells.join('')}</tr>`;
  });
  const more = sorted.length > mostRows ? `<p class="more">and ${sorted.length - mostRows} more</p>` : '';
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${more}</div>`;
}

function sortColumn(panel: PanelModel, columnOf: (label: string) => string | undefined): string | undefined {
  const [by] = (panel.options.sortBy ?? []) as readonly { readonly displayName?: string }[];
  return by?.displayName === undefined ? undefined : columnOf(by.displayName);
}

interface ColumnLook {
  label?: string;
  unit?: string;
  decimals?: number;
  hidden?: boolean;
  isLink?: boolean;
  words?: ReturnType<typeof wordsIn>;
  thresholds?: PanelModel['fieldConfig']['defaults']['thresholds'];
}

function propertiesOf(properties: PanelModel['fieldConfig']['overrides'][number]['properties']): ColumnLook {
  const look: ColumnLook = {};
  for (const property of properties) {
    if (property.id === 'displayName') look.label = property.value;
    else if (property.id === 'unit') look.unit = property.value;
    else if (property.id === 'decimals') look.decimals = property.value;
    else if (property.id === 'custom.hidden') look.hidden = true;
    else if (property.id === 'links') look.isLink = true;
    else if (property.id === 'mappings') look.words = wordsIn(property.value);
    else if (property.id === 'thresholds') look.thresholds = property.value;
  }
  return look;
}

function cellOf(value: Cell, panel: PanelModel, look: ColumnLook = {}): string {
  const { unit, noValue = '' } = panel.fieldConfig.defaults;
  const word = look.words?.get(String(value));
  const text = value === null ? noValue : (word?.text ?? valueText(value, look.unit ?? unit, look.decimals));
  const color =
    word?.color ??
    (typeof value === 'number' && look.thresholds !== undefined ? colorAt(value, look.thresholds) : undefined);
  const inner = look.isLink === true ? `<a>${escaped(text)}</a>` : escaped(text);
  const isTime = look.unit === 'dateTimeAsIso';
  const kind = isTime ? ' class="time"' : typeof value === 'number' && word === undefined ? ' class="figure"' : '';
  return `<td${kind}${color === undefined ? '' : ` style="color:${escaped(color)}"`}>${inner}</td>`;
}

const style = `
body { margin: 24px; width: ${width}px; font: 13px/1.4 system-ui, sans-serif; color: #222; background: #f4f5f7; }
h1 { font-size: 20px; margin: 32px 0 4px; }
p { margin: 0 0 8px; }
.about { color: #666; }
.bar span { display: inline-block; background: #fff; border: 1px solid #ddd; border-radius: 3px; padding: 2px 8px; margin: 0 4px 4px 0; }
.bar .link { color: #1f60c4; } .bar .mark { color: #8a6d3b; }
.grid { display: grid; grid-template-columns: repeat(24, 1fr); grid-auto-rows: ${rowHeight - gap}px; gap: ${gap}px; }
article { background: #fff; border: 1px solid #e2e4e8; border-radius: 3px; padding: 4px 8px; overflow: hidden; min-width: 0; display: flex; flex-direction: column; }
h2 { flex: none; font-size: 13px; font-weight: 600; margin: 0; height: ${headHeight - 4}px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.number { margin: auto; font-size: 30px; font-weight: 600; text-align: center; }
.number.none { color: #888; font-size: 22px; }
.nothing { margin: auto; color: #888; }
.scroll { overflow: hidden; min-height: 0; }
table { border-collapse: collapse; width: 100%; font-size: 12px; }
th, td { text-align: left; padding: 3px 8px 3px 0; border-bottom: 1px solid #eee; vertical-align: top; }
th { color: #1f60c4; font-weight: 600; white-space: nowrap; }
td.time { white-space: nowrap; }
td.figure { white-space: nowrap; font-variant-numeric: tabular-nums; }
td a { white-space: nowrap; color: #1f60c4; text-decoration: underline; }
.more { color: #888; }
svg { display: block; }
`;
