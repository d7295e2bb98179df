/** The report's one stylesheet: screen from 320 px up, light and dark, paper. */
import { Html } from './html.js';

const light = `
  --ink: #17202e; --soft: #566274; --line: #dfe4ec; --page: #f3f5f8; --card: #ffffff; --well: #f6f8fb;
  --pass: #0b6b3a; --pass-soft: #e3f4ea; --fail: #b3261e; --fail-soft: #fdeceb;
  --doubt: #8a5300; --doubt-soft: #fff3dd; --void: #5b3fa0; --void-soft: #efeafb;
  --accent: #0a6e8a; --late: #c2410c; --grid: #e6eaf0; --band: #e9f5f1; --in: #2a78b8; --joining: #d99a1c;`;

const dark = `
  --ink: #e8ecf2; --soft: #a3afbf; --line: #333d4b; --page: #11161d; --card: #1a212b; --well: #202935;
  --pass: #6fd39b; --pass-soft: #15301f; --fail: #ff9a92; --fail-soft: #3b1a19;
  --doubt: #f0bb62; --doubt-soft: #35270f; --void: #bfa9f5; --void-soft: #2a2140;
  --accent: #5cc3de; --late: #fb8b5a; --grid: #2b3543; --band: #16302b; --in: #5ba6e0; --joining: #e3b04b;`;

export const style = new Html(`
:root { color-scheme: light dark; ${light}
  --page-phase: #56b4e9; --prejoin-phase: #cc79a7; --lobby-phase: #e69f00; --admission-phase: #009e73; --media-phase: #3f6fd1;
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", sans-serif; }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 var(--font); overflow-wrap: anywhere; }
main, .masthead, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
.masthead { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding-top: 24px; padding-bottom: 12px; color: var(--soft); font-size: 13px; }
.masthead .brand { font-weight: 700; color: var(--ink); letter-spacing: .01em; margin-right: auto; }
h1, h2, h3 { line-height: 1.25; margin: 0; }
h2 { font-size: 20px; letter-spacing: -.005em; }
h3 { font-size: 15px; }
p { margin: 0; }
a { color: var(--accent); }
.soft { color: var(--soft); }
.small { font-size: 13px; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 0 0 20px; }
section > .lead { color: var(--soft); margin: 4px 0 16px; max-width: 76ch; }
section > h3 { margin: 24px 0 8px; }

.verdict { border-left: 8px solid var(--tone); background: linear-gradient(var(--tone-soft), var(--tone-soft)) var(--card); padding: 24px 28px; }
.verdict .badge { display: inline-block; font-weight: 700; font-size: 13px; letter-spacing: .09em; text-transform: uppercase; color: var(--card); background: var(--tone); border-radius: 999px; padding: 3px 14px; }
.verdict h1 { font-size: 27px; margin: 12px 0 6px; letter-spacing: -.01em; max-width: 34em; }
.verdict ul { margin: 12px 0 0; padding-left: 20px; }
.verdict .remarks { color: var(--soft); font-size: 14px; }
.tone-pass { --tone: var(--pass); --tone-soft: var(--pass-soft); }
.tone-fail { --tone: var(--fail); --tone-soft: var(--fail-soft); }
.tone-inconclusive { --tone: var(--doubt); --tone-soft: var(--doubt-soft); }
.tone-invalid { --tone: var(--void); --tone-soft: var(--void-soft); }

.warnings { list-style: none; margin: 0 0 20px; padding: 0; display: grid; gap: 8px; }
.warnings li { background: var(--doubt-soft); border: 1px solid var(--doubt); border-left-width: 6px; border-radius: 8px; padding: 8px 14px; font-size: 14px; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 20px; margin: 0 0 20px; }
.cards section { margin: 0; }
.key { display: flex; gap: 16px; align-items: center; margin: 6px 0 2px; }
.key .big { flex: none; font-size: 44px; font-weight: 700; letter-spacing: -.02em; line-height: 1.1; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px 16px; margin: 16px 0 0; }
.facts div { border-top: 1px solid var(--line); padding-top: 6px; }
.facts dt { color: var(--soft); font-size: 12px; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }

figure { margin: 0 0 20px; }
figure:last-child { margin-bottom: 0; }
figcaption { margin: 0 0 8px; font-size: 14px; }
figcaption b { font-size: 15px; }
svg { display: block; overflow: visible; }
svg text { font: 12px var(--font); fill: var(--soft); }
.plot { display: grid; grid-template-columns: 44px minmax(0, 1fr) 76px; column-gap: 8px; }
.plot .y { position: relative; font-size: 12px; color: var(--soft); }
.plot .y span { position: absolute; right: 0; transform: translateY(-50%); white-space: nowrap; }
.grid-line { stroke: var(--grid); }
.axis-line { stroke: var(--soft); stroke-opacity: .5; }
.target-line { stroke: var(--ink); stroke-dasharray: 4 3; }
.target-text { fill: var(--ink) !important; font-weight: 600 !important; paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }
.band { fill: var(--band); }
.ecdf { fill: none; stroke: var(--accent); stroke-width: 2.5; vector-effect: non-scaling-stroke; }
.ecdf-fill { fill: var(--accent); fill-opacity: .1; }
.dot { fill: var(--accent); fill-opacity: .65; }
.dot.late { fill: var(--late); }
.bar { fill: var(--accent); } .bar.late { fill: var(--late); }
.never-lane { fill: var(--fail-soft); }
.never-none { fill: var(--well); }
.never-bar { fill: var(--fail); }
.never-number { font: 700 20px var(--font) !important; fill: var(--fail) !important; }
.never-number.none { fill: var(--soft) !important; font-weight: 400 !important; }

.key-list { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; margin: 0 0 12px; padding: 0; font-size: 13px; }
.key-list svg { display: inline-block; vertical-align: -1px; margin-right: 6px; }
.phase-page { fill: var(--page-phase); } .phase-prejoin { fill: var(--prejoin-phase); } .phase-lobby { fill: var(--lobby-phase); }
.phase-admission { fill: var(--admission-phase); } .phase-media { fill: var(--media-phase); }
.unfinished { fill: url(#hatch); }
.mark { stroke: var(--ink); stroke-width: 1.5; }
.mark-dot { fill: var(--ink); }
.clipped { fill: var(--fail) !important; font-weight: 700 !important; paint-order: stroke; stroke: var(--card); stroke-width: 6px; stroke-linejoin: round; }

table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 0 0 6px; }
th, td { text-align: left; padding: 7px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: 12px; color: var(--soft); font-weight: 600; vertical-align: bottom; border-bottom-color: var(--soft); }
td.number, th.number { text-align: right; }
tbody th { font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
code { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--well); padding: 1px 4px; border-radius: 4px; }
.thresholds th:nth-child(1) { width: 27%; } .thresholds th:nth-child(2) { width: 13%; } .thresholds th:nth-child(3) { width: 10%; }
.thresholds th:nth-child(4) { width: 16%; } .thresholds th:nth-child(5) { width: 9%; } .thresholds th:nth-child(6) { width: 9%; }
.thresholds td.number { white-space: normal; } .thresholds td .soft { white-space: nowrap; }
.result { font-weight: 700; white-space: nowrap; }
.result-pass { color: var(--pass); } .result-fail { color: var(--fail); } .result-inconclusive { color: var(--doubt); }

.waterfall { table-layout: fixed; font-size: 13px; }
.waterfall th, .waterfall td { padding: 3px 8px; border-bottom: 0; vertical-align: middle; }
.waterfall tbody tr:nth-child(odd) { background: var(--well); }
.waterfall .who { width: 190px; font-weight: 400; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.waterfall .took { width: 86px; text-align: right; }
.waterfall .who b { font-weight: 600; }
.waterfall tr.median > * { border-top: 1px solid var(--soft); }
.late-text { color: var(--late); font-weight: 600; } .never-text { color: var(--fail); font-weight: 700; }

.lane { display: grid; grid-template-columns: 120px minmax(0, 1fr); column-gap: 12px; align-items: center; margin: 0 0 6px; font-size: 13px; }
.lane .name { color: var(--soft); text-align: right; line-height: 1.25; }
.lane-in { fill: var(--in); } .lane-joining { fill: var(--joining); } .lane-cpu { fill: var(--soft); fill-opacity: .35; }
.lane-max { fill: none; stroke: var(--soft); vector-effect: non-scaling-stroke; }
.lane-well { fill: var(--well); }
.tick-joined { fill: var(--accent); } .tick-bad { fill: var(--fail); } .tick-action { fill: var(--void); }
.host-line { stroke: var(--fail); stroke-dasharray: 3 2; stroke-width: 1.5; }

.health-healthy { fill: var(--pass); fill-opacity: .35; } .health-strained { fill: var(--joining); } .health-saturated { fill: var(--fail); }
.stays { margin: 0 0 8px; }
.stay, .stay-axis, .stay-figure { display: grid; grid-template-columns: 190px minmax(0, 1fr); column-gap: 12px; align-items: center; font-size: 13px; }
.stay { margin: 8px 0 2px; break-after: avoid; } .stay .who { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.stay-figure { break-inside: avoid; margin: 0 0 2px; } .stay-figure .name { color: var(--soft); font-size: 12px; text-align: right; line-height: 1.2; }
.spark { fill: none; stroke: var(--accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.stay-joining { fill: var(--joining); } .stay-in { fill: var(--in); } .stay-degraded { fill: var(--in); fill-opacity: .45; }
.stay-gap { fill: var(--late); } .stay-reconnecting { fill: var(--fail); } .stay-unobserved { fill: var(--soft); fill-opacity: .5; }
.stay-injected { fill: var(--void); stroke: var(--card); stroke-width: 1; }

.ends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 16px; }
.ends article { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; background: var(--card); break-inside: avoid; }
.ends .what { padding: 12px 14px; }
.ends .why { color: var(--fail); font-weight: 600; margin: 2px 0; }
.ends img { display: block; width: 100%; height: 300px; object-fit: contain; background: var(--well); border-bottom: 1px solid var(--line); }
.console { margin: 8px 0 0; padding: 8px 10px; background: var(--well); border-radius: 6px; font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; list-style: none; max-height: 180px; overflow: auto; }
details { margin: 12px 0 0; }
summary { cursor: pointer; color: var(--accent); font-weight: 600; }
dl.legend { display: grid; grid-template-columns: minmax(150px, 240px) minmax(0, 1fr); gap: 6px 20px; margin: 12px 0 0; font-size: 14px; }
dl.legend dt { font-weight: 600; } dl.legend dd { margin: 0; color: var(--soft); }
footer { color: var(--soft); font-size: 13px; padding-bottom: 40px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@media (min-width: 641px) { .thresholds { table-layout: fixed; } }
@media (max-width: 640px) {
  main, .masthead, footer { padding-left: 12px; padding-right: 12px; }
  section, .verdict { padding: 16px; border-radius: 10px; }
  .verdict h1 { font-size: 21px; }
  .key .big { font-size: 36px; }
  .plot { grid-template-columns: 36px minmax(0, 1fr) 54px; column-gap: 6px; }
  .minor { display: none; }
  .waterfall .who { width: 92px; } .waterfall .who .extra { display: none; } .waterfall .took { width: 70px; }
  .waterfall th, .waterfall td { padding: 3px 4px; }
  .stay, .stay-axis, .stay-figure { grid-template-columns: minmax(0, 1fr); } .stay-figure .name { text-align: left; }
  .lane { grid-template-columns: minmax(0, 1fr); } .lane .name { text-align: left; }
  .lane .name br { display: none; }
  dl.legend { grid-template-columns: minmax(0, 1fr); gap: 0; } dl.legend dd { margin: 0 0 10px; }
  table.stack, table.stack caption, table.stack tbody, table.stack th, table.stack td { display: block; }
  table.stack tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 12px; }
  table.stack th, table.stack .wide { grid-column: 1 / -1; }
  table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.stack tr { border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 0 0 10px; }
  table.stack th, table.stack td { width: auto !important; border: 0; padding: 2px 0; text-align: left !important; white-space: normal; }
  table.stack td::before { content: attr(data-label); display: block; color: var(--soft); font-size: 12px; font-weight: 400; line-height: 1.3; }
  table.stack td:empty { display: none; }
}
@media print {
  :root { color-scheme: light; ${light} }
  @page { margin: 14mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { background: #fff; font-size: 12px; }
  main, .masthead, footer { max-width: none; padding-left: 0; padding-right: 0; }
  section { padding: 14px 16px; margin-bottom: 12px; }
  figure, tr, .lane, .verdict, .cards section, .warnings li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .console { max-height: none; }
  details.keep::details-content { content-visibility: visible; block-size: auto; }
}
`);
