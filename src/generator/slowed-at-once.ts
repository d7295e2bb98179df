/**
 * How many participants may be slowed at once. Slowing burns most of a core each; one core is left for everybody else, the
 * meeting included.
 */
export function slowedAtOnce(cores: number): number {
  return Math.max(0, Math.floor(cores) - 1);
}
