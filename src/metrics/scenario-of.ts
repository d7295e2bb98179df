import type { RunOptions, ScenarioOptions } from '../model/run-options.js';

/** A scenario's options by its tag. A recording is somebody's file: its tags may name what no header knows, or `constructor`. */
export function scenarioOf(options: RunOptions, name: string): ScenarioOptions | undefined {
  return Object.hasOwn(options.scenarios, name) ? options.scenarios[name] : undefined;
}
