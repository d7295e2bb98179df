import { describe, expect, it } from 'vitest';
import { defineScenario } from '../../../src/index.js';

/** `tsc` reads this file too: an error that is expected and does not come is an error. */
describe('defineScenario', () => {
  it('gives back what it was given, and lets the compiler say what is wrong', () => {
    const scenario = {
      scenarios: {
        phones: { executor: 'burst', vus: 3, within: '5s', exec: async (participant) => participant.join() },
      },
    } satisfies Parameters<typeof defineScenario>[0];
    expect(defineScenario(scenario)).toBe(scenario);

    // @ts-expect-error -- an option of another executor
    defineScenario({ scenarios: { a: { executor: 'burst', duration: '1m' } } });
    // @ts-expect-error -- an option that is required
    defineScenario({ scenarios: { a: { executor: 'constant-vus', vus: 3 } } });
    // @ts-expect-error -- no such executor
    defineScenario({ scenarios: { a: { executor: 'brust' } } });
    // @ts-expect-error -- no such option
    defineScenario({ nmae: 'x', scenarios: {} });
    // @ts-expect-error -- no such camera
    defineScenario({ scenarios: { a: { executor: 'burst', media: { camera: 'nice' } } } });
  });
});
