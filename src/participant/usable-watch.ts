/** How a participant learns that it is usable: the run derives it from the recording's lines, as replay will. */
export interface UsableWatch {
  /** Resolves with the host time at which this iteration became usable. Rejects with the signal's reason when aborted. */
  until(participant: string, signal: AbortSignal): Promise<number>;
}
