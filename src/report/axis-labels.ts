/** The labels under an axis, for an SVG as wide as it may be. */
import { html, type Html } from './html.js';
import { percent, type TimeAxis } from './scale.js';

/** Every second label gives way on a narrow screen. */
export function axisLabels(axis: TimeAxis, y: number): readonly Html[] {
  return axis.ticks.map(({ at, label }, index) => {
    const last = index === axis.ticks.length - 1;
    // Counted from the end, which must stay; the first stays too, so its neighbour goes.
    const minor = (index === 1 && !last) || (index > 0 && (axis.ticks.length - 1 - index) % 2 === 1);
    const anchor = index === 0 ? 'start' : last ? 'end' : 'middle';
    return html`<text class="${minor && 'minor'}" x="${percent(at, axis.end)}" y="${y}" text-anchor="${anchor}"
      >${label}</text
    >`;
  });
}
