/** How many participants a machine can hold without becoming what is measured. */

/**
 * A written constant until it can be measured on the machine itself. On two cores with plain pages the p95 join time
 * doubled between 4 and 8 participants, while nothing but the load had changed (design.md); the built-in meeting takes
 * up to half a core of the same machine.
 */
const participantsPerCore = 3;

/** Two on a desktop and two on a phone: fewer is no meeting, and any machine that runs a browser gets that far. */
const fewest = 4;

export interface Capacity {
  readonly participants: number;
  /** `6 participants on 2 cores, meeting included` */
  readonly text: string;
}

export function capacityOf({ cores }: { readonly cores: number }): Capacity {
  const participants = Math.max(fewest, Math.floor(cores * participantsPerCore));
  // A container's quota may be a fraction.
  const coresText = `${Math.round(cores * 10) / 10} ${cores === 1 ? 'core' : 'cores'}`;
  return { participants, text: `${participants} participants on ${coresText}, meeting included` };
}

/**
 * How many participants may be slowed at once. Slowing burns most of a core each; one core is left for everybody else, the
 * meeting included.
 */
export function slowedAtOnce(cores: number): number {
  return Math.max(0, Math.floor(cores) - 1);
}
