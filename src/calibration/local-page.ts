/** The local page's document and style. Its behaviour is page/person.ts. */

export function localPage(platform: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calibrate ${platform.replaceAll(/[<&]/g, '')}</title>
<link rel="stylesheet" href="style.css">
</head>
<body><div id="calibration"><p class="phase" role="status">Starting …</p></div><script src="page.js"></script></body>
</html>
`;
}

export const localStyle = `
:root { --ink: #1c2430; --soft: #5c6675; --line: #d5dae2; --ground: #f5f6f8; --accent: #1659b8; --good: #17683a; --bad: #a8230f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding: 14px 24px; background: #fff; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 19px; }
h2 { margin: 0 0 4px; font-size: 17px; }
h3 { margin: 20px 0 6px; font-size: 15px; }
p { margin: 0 0 8px; }
.host { margin: 0; color: var(--soft); }
.phase { margin: 0 0 0 auto; padding: 2px 12px; border-radius: 12px; background: #e6ecf6; color: var(--accent); font-weight: 600; }
[data-phase=busy] .phase, [data-phase=proving] .phase { background: #fff1d6; color: #7a4a00; }
[data-phase=done] .phase { background: #dff2e5; color: var(--good); }
[data-phase=gone] .phase { background: #eceef1; color: var(--soft); }
#calibration > .phase { margin: 24px; display: inline-block; }
nav { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 6px; }
nav:empty { display: none; }
nav [aria-current] { border-color: var(--accent); background: #e6ecf6; font-weight: 600; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(340px, 2fr); gap: 24px; padding: 20px 24px; align-items: start; }
.seen { position: sticky; top: 20px; }
.stage { position: relative; width: 100%; overflow: hidden; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
.stage img { display: block; width: 100%; height: auto; }
.stage.pointing { outline: 3px solid var(--accent); cursor: crosshair; }
.box { position: absolute; min-width: 0; min-height: 0; padding: 0; border: 1px solid rgb(22 89 184 / 35%); border-radius: 3px; background: none; cursor: pointer; }
.pointing .box { border-color: rgb(22 89 184 / 75%); cursor: crosshair; }
.box:hover, .box:focus-visible { background: rgb(22 89 184 / 15%); outline: 2px solid var(--accent); }
.box.found { border: 2px solid var(--good); }
.box.chosen { border: 2px solid var(--accent); background: rgb(22 89 184 / 12%); }
.box.drawn { overflow: hidden; color: var(--soft); font: 11px/1.3 system-ui, sans-serif; text-align: left; }
.box .says { display: block; padding: 1px 3px; }
.flag { position: absolute; right: -2px; bottom: 100%; padding: 0 5px; border-radius: 3px 3px 0 0; background: var(--accent); color: #fff; font: 600 11px/16px system-ui, sans-serif; white-space: nowrap; }
.found .flag { background: var(--good); }
.drawn .flag { bottom: auto; top: 0; right: 0; border-radius: 0 0 0 3px; }
.hint, .address { color: var(--soft); font-size: 13px; }
.address { margin-top: 6px; overflow-wrap: anywhere; }
.asked { padding: 18px 20px; background: #fff; border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
.opinion { padding: 8px 12px; border-left: 4px solid var(--good); background: #eff7f1; overflow-wrap: anywhere; }
.opinion.none { border-color: var(--bad); background: #fbefed; }
.warning { margin: 12px 0 0; padding: 8px 12px; border-left: 4px solid #b87400; background: #fff6e5; }
details { margin: 10px 0; }
summary { cursor: pointer; color: var(--accent); }
ul { margin: 6px 0; padding: 0; list-style: none; }
.lines { max-height: 240px; overflow: auto; font-size: 13px; }
.rules li, .markers li { padding: 4px 0; border-top: 1px solid #eceef2; font-size: 13px; overflow-wrap: anywhere; }
.rules span { display: block; }
.held { color: var(--good); font-size: 13px; overflow-wrap: anywhere; }
.missing { color: var(--bad); font-size: 13px; overflow-wrap: anywhere; }
.parts > li { padding: 10px 0; border-top: 1px solid #eceef2; }
.parts > li.active { background: #f0f5fd; box-shadow: -8px 0 #f0f5fd, 8px 0 #f0f5fd; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-bottom: 4px; min-width: 0; }
.tick { display: flex; gap: 8px; align-items: baseline; padding: 2px 0; font-size: 13px; overflow-wrap: anywhere; }
button, select { min-height: 34px; padding: 4px 12px; border: 1px solid #b9c1cd; border-radius: 5px; background: #fff; color: inherit; font: inherit; font-size: 14px; cursor: pointer; }
select { max-width: 100%; min-width: 0; flex: 1 1 160px; }
#state { width: 100%; }
button:focus-visible, select:focus-visible, summary:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button[aria-pressed=true] { border-color: var(--accent); background: var(--accent); color: #fff; }
button.primary { border-color: var(--accent); background: var(--accent); color: #fff; font-weight: 600; }
button:disabled { opacity: .5; cursor: default; }
.actions { position: sticky; bottom: 0; margin: 16px -20px 0; padding: 12px 20px; border-top: 1px solid var(--line); background: #fff; }
.next { color: var(--soft); font-size: 13px; }
.next:empty { display: none; }
.said { margin-top: 14px; font-size: 13px; color: var(--soft); }
.said li { padding: 1px 0; overflow-wrap: anywhere; }
.said .bad { color: var(--bad); }
.written h3 { overflow-wrap: anywhere; }
.written pre { max-height: 420px; overflow: auto; padding: 12px; border: 1px solid var(--line); border-radius: 5px; background: var(--ground); font: 12px/1.5 ui-monospace, monospace; }
.proof { padding: 8px 12px; font-weight: 600; border-left: 4px solid var(--good); background: #eff7f1; color: var(--good); }
.proof.bad { border-color: var(--bad); background: #fbefed; color: var(--bad); }
@media (max-width: 820px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 12px; gap: 12px; }
  header { padding: 12px; }
  .seen { position: static; }
  .asked { padding: 14px; }
  .actions { position: static; margin: 16px -14px 0; padding: 10px 14px; }
  .phase { margin-left: 0; }
}
`;
