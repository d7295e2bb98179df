/** One dark sheet for phones and desks. Sizes in rem; the grid gives every picture as much as fits. */
export const style = `
:root { color-scheme: dark; --ground: #14171c; --raised: #20252d; --line: #343b46; --text: #eef1f5; --quiet: #a4adba;
  --accent: #3d8bfd; --bad: #e5484d; --on: #2f3742; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { background: var(--ground); color: var(--text); font: 16px/1.45 system-ui, "PingFang TC", "PingFang SC",
  "Noto Sans CJK TC", "Microsoft JhengHei", "Microsoft YaHei", sans-serif; }
button, input { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; border-radius: 0.6rem; padding: 0.7rem 1.1rem; background: var(--on); }
button:hover { filter: brightness(1.15); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.primary { background: var(--accent); color: #fff; font-weight: 600; }
.wide { width: 100%; }
svg { width: 1.5rem; height: 1.5rem; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linejoin: round;
  stroke-linecap: round; display: block; }
.card { min-height: 100%; display: grid; place-items: center; padding: 1rem; }
.card > div { width: min(26rem, 100%); display: grid; gap: 1rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 1rem; padding: 1.5rem; }
.card h1 { font-size: 1.3rem; margin: 0; overflow-wrap: anywhere; }
.card p { margin: 0; color: var(--quiet); }
.card.plain > div { text-align: center; justify-items: center; padding: 2.5rem 1.5rem; }
label { display: grid; gap: 0.35rem; color: var(--quiet); font-size: 0.9rem; }
input { width: 100%; padding: 0.7rem 0.8rem; border-radius: 0.6rem; border: 1px solid var(--line);
  background: var(--ground); color: var(--text); font-size: 1rem; }
.error { color: #ff8f8f !important; font-size: 0.9rem; }
.preview { position: relative; aspect-ratio: 16 / 9; border-radius: 0.7rem; overflow: hidden; background: #0c0e11;
  display: grid; place-items: center; color: var(--quiet); }
.preview video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; transform: scaleX(-1); }
.toggles { display: flex; gap: 0.7rem; justify-content: center; }
.toggle { width: 3rem; height: 3rem; padding: 0; display: grid; place-items: center; border-radius: 50%; position: relative; }
.toggle[aria-pressed="false"] { background: var(--bad); color: #fff; }
.toggle[aria-pressed="false"]::after { content: ""; position: absolute; width: 2px; height: 1.7rem; background: #fff;
  transform: rotate(-45deg); border-radius: 1px; box-shadow: 0 0 0 1px var(--bad); }
.spinner { width: 2.6rem; height: 2.6rem; border-radius: 50%; border: 3px solid var(--line); border-top-color: var(--accent);
  animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.meeting { height: 100dvh; display: grid; grid-template: auto 1fr auto / 1fr 15rem; }
#reconnecting { grid-column: 1 / -1; background: #8a5a00; color: #fff; text-align: center; padding: 0.5rem; }
#grid { grid-row: 2; min-width: 0; min-height: 0; padding: 0.8rem; display: flex; flex-wrap: wrap; gap: 0.6rem; align-content: center;
  justify-content: center; position: relative; }
#grid > .alone { color: var(--quiet); text-align: center; }
#grid > .tile:not(.self-view) { width: min(calc(100% / var(--columns, 1) - 0.6rem), var(--tile, 100%)); }
.tile { position: relative; aspect-ratio: 16 / 9; border-radius: 0.7rem; overflow: hidden; background: var(--raised);
  display: grid; place-items: center; min-width: 0; }
.tile video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
.avatar { width: 4rem; height: 4rem; border-radius: 50%; background: hsl(var(--hue, 210) 35% 38%); display: grid;
  place-items: center; font-size: 1.6rem; font-weight: 600; }
.label { position: absolute; left: 0.4rem; bottom: 0.4rem; max-width: calc(100% - 0.8rem); padding: 0.1rem 0.5rem;
  border-radius: 0.4rem; background: rgb(0 0 0 / 60%); font-size: 0.8rem; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.muted::before { content: "🔇 "; }
.self-view { position: absolute; right: 1.2rem; bottom: 1.2rem; width: clamp(6.5rem, 16%, 11rem); z-index: 1;
  border: 1px solid var(--line); box-shadow: 0 4px 16px rgb(0 0 0 / 50%); }
.self-view video { transform: scaleX(-1); }
.self-view .avatar { width: 2.6rem; height: 2.6rem; font-size: 1.1rem; }
.side { grid-row: 2; background: var(--raised); border-left: 1px solid var(--line); padding: 1rem; overflow: auto; }
.side h2 { font-size: 0.95rem; margin: 0 0 0.6rem; color: var(--quiet); font-weight: 600; }
#roster { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.45rem; }
#roster li { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar { grid-row: 3; grid-column: 1 / -1; display: flex; gap: 0.8rem; justify-content: center; align-items: center;
  padding: 0.7rem; background: var(--raised); border-top: 1px solid var(--line); }
#leave { background: var(--bad); color: #fff; display: flex; align-items: center; gap: 0.5rem; }
@media (max-width: 640px) {
  .meeting { grid-template: auto 1fr auto auto / 1fr; }
  .side { grid-row: 3; border-left: 0; border-top: 1px solid var(--line); padding: 0.6rem 1rem; max-height: 5.2rem; }
  .side h2 { margin-bottom: 0.3rem; }
  #roster { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; font-size: 0.9rem; }
  #roster li { max-width: 100%; }
  .bar { grid-row: 4; }
  #grid { padding: 0.5rem; }
  .self-view { width: 7rem; }
}
`;
