/** What one participant costs the machine that runs its browser. */
export interface ParticipantCost {
  /** Of the browsers, for one join: from the page's load to its first frames. */
  readonly processor_s_per_join: number;
  /** Of the browsers, for one who is in. */
  readonly cores_per_held: number;
  /** Of harness and built-in meeting, for one who is in. */
  readonly cores_beside_per_held: number;
}
