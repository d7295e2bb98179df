import { describe, expect, it } from 'vitest';
import { resolved } from '../../helpers/resolved.js';
import { drawPlans } from '../../../src/scenario/draw-plan.js';

async function drawn(scenarios: Readonly<Record<string, unknown>>, width?: number): Promise<string> {
  const { options, plans } = await resolved({ scenarios });
  const all = Object.entries(options.scenarios).map(([name, own]) => ({ name, options: own, plan: plans[name]! }));
  return drawPlans(all, width);
}

describe('drawPlans', () => {
  it('draws who is in, who joins when, and the time', async () => {
    const text = await drawn(
      {
        desks: { executor: 'burst', vus: 2, within: '10s', arrival: 'even', hold: '5s' },
        later: { executor: 'constant-vus', vus: 1, duration: '10s', startTime: '10s', hold: '5s', device: 'Pixel 7' },
      },
      60,
    );
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      desks  burst: 2 within 10s (even) · desktop · hold 5s · no
        camera · microphone speech · at most 1 join a second
         2 in ┤            █
              │██████████████████████████
        joins │1           1
              └┴───────────┴────────────┴───────────┴────────────
               0s          5s           10s         15s

      later  constant-vus: 1 looping VU for 10s · Pixel 7 · hold
        5s · no camera · microphone speech · after 10s · at most 1
        join a second
         1 in ┤                         █████████████████████████
        joins │                         1           1
              └┴───────────┴────────────┴───────────┴────────────
               0s          5s           10s         15s

      4 joins in 20s, if joining took no time. A digit is the
      joins within 400ms (+: ten or more).
      "
    `);
  });

  it('says under which network they come, if under any', async () => {
    const one = { executor: 'burst', vus: 1 };
    expect(await drawn({ one: { ...one, network: '4g' } })).toContain('desktop · network 4g · hold 30s');
    expect(await drawn({ one })).toContain('desktop · hold 30s');
  });

  it('stays within the width of the terminal', async () => {
    const text = await drawn({
      a: {
        executor: 'ramping-vus',
        stages: [
          { target: 40, duration: '2h' },
          { target: 0, duration: '1s' },
        ],
        hold: '7s',
        exec: () => undefined,
      },
      'a-name-that-is-as-long-as-a-name-may-be-and-then-a-bit': {
        executor: 'burst',
        vus: 1_000,
        within: '1ms',
        hold: 0,
      },
    });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says how quick the processor is and what happens to the phone', async () => {
    const text = await drawn({
      phones: {
        executor: 'burst',
        device: 'Pixel 7',
        processor: 'entry',
        steps: [{ at: '9s', after: 'usable', action: 'appSwitch', for: '5s', frozen: true }],
      },
    });
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Pixel 7 · processor entry');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('appSwitch frozen for 5s at 9s after usable');
  });
});
