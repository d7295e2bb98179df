/** The labels under an axis, for an SVG as wide as it may be. */
import { html, type Html } from './html.js';
import { percent, type TimeAxis } from './scale.js';

/** On a narrow screen as many labels give way as need be. */
export function axisLabels(axis: TimeAxis, y: number): readonly Html[] {
  const spans = axis.ticks.length - 1;
  const step = narrowStep(spans);
  return axis.ticks.map(({ at, label }, index) => {
    const isEnd = index === 0 || index === spans;
    // Counted from the end, which must stay; the first stays too, so its neighbour goes.
    const minor = !isEnd && (index === 1 || (spans - index) % step !== 0);
    const anchor = index === 0 ? 'start' : index === spans ? 'end' : 'middle';
    return html`<text class="${minor && 'minor'}" x="${percent(at, axis.end)}" y="${y}" text-anchor="${anchor}"
      >${label}</text
    >`;
  });
}

const mostNarrowSpans = 3;

/** Each so-manieth label stays, three or four in all: at equal distances where that comes out even. */
function narrowStep(spans: number): number {
  const least = Math.max(2, Math.ceil(spans / mostNarrowSpans));
  const even = [least, least + 1, least + 2].find((step) => spans % step === 0 && step < spans);
  return even ?? least;
}
