import type { Scenario } from './scenario.js';

/**
 * What a scenario file exports by default. Gives completion and type errors in the editor; the values are checked when the file
 * is run or inspected, all at once.
 *
 * @example
 *   export default defineScenario({
 *     scenarios: { phones: { executor: 'burst', vus: 10, within: '5s', hold: '60s', device: 'Pixel 7' } },
 *   });
 */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
