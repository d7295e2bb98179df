/** Did you mean …? */

/** The known name that is the fewest typing mistakes away, or `undefined` when none is near. Case does not count. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.slice(0, 60).toLowerCase();
  let best: string | undefined;
  // A third of the letters may be wrong, two at least.
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const mistakes = editDistance(wanted, candidate.toLowerCase());
    if (mistakes < fewest) {
      fewest = mistakes;
      best = candidate;
    }
  }
  return best;
}

/** `one of a, b, c`, the nearest first when there is one. */
export function oneOf(known: readonly string[], found: unknown): string {
  const nearest = typeof found === 'string' ? nearestName(found, known) : undefined;
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  const shown = known.slice(0, 12);
  return `one of ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}`;
}

/** Levenshtein's: letters added, left out or changed. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
