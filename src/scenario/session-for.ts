/**
 * Whose session one VU of a scenario brings: its VUs take the files in turn, and each keeps its own in all rounds.
 *
 * @param vu 1-based. @returns a file; `undefined`: it comes as a guest
 */
export function sessionFor(storageStates: readonly string[] | undefined, vu: number): string | undefined {
  return storageStates?.[(vu - 1) % storageStates.length];
}
