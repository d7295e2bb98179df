/** Exit codes: k6's where k6 has one. `--help` and README list them from here. */
export const exitCodes = {
  passed: { code: 0, meaning: 'every threshold holds' },
  inconclusive: { code: 120, meaning: 'too few joins to tell (only with `confidence`)' },
  thresholds_failed: { code: 99, meaning: 'a threshold is broken, or nobody joined' },
  invalid: { code: 121, meaning: 'invalid: the generator was the bottleneck, or a network not in effect' },
  interrupted: { code: 105, meaning: 'the run was interrupted' },
  scenario_threw: { code: 107, meaning: 'the scenario file threw while it was loaded' },
  environment: { code: 122, meaning: 'this machine cannot run it: no browser, no disk, a port taken' },
  bad_configuration: { code: 104, meaning: 'options, scenario or configuration are wrong' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly meaning: string }>>;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]['code'];

/** Of several the first of these is the process's; the summary lists all. */
const priority: readonly number[] = [104, 122, 107, 105, 121, 99, 120, 0];

/** Those that apply, each once, the one to exit with first. Nothing wrong is 0. */
export function exitCodesInOrder(applied: Iterable<number>): readonly number[] {
  const all = new Set(applied);
  const wrong = priority.filter((code) => code !== 0 && all.has(code));
  return wrong.length === 0 ? [0] : wrong;
}

export function exitCodeOf(applied: Iterable<number>): number {
  return exitCodesInOrder(applied)[0] ?? 0;
}
