import { describe, expect, it } from 'vitest';
import { problemsIn, resolved } from '../../helpers/resolved.js';

const scenario = { scenarios: { phones: { executor: 'burst', vus: 2 } } };

describe('onRateLimited', () => {
  it('is back-off unless the scenario, a variable or a flag says otherwise, in that order', async () => {
    const of = async (exported: object, around = {}) => (await resolved(exported, around)).options.on_rate_limited;
    expect(await of(scenario)).toBe('back-off');
    const going = { ...scenario, onRateLimited: 'continue' };
    expect(await of(going)).toBe('continue');
    expect(await of(going, { env: { ROLLCALL_ON_RATE_LIMITED: 'stop' } })).toBe('stop');
    expect(await of(going, { flags: { onRateLimited: 'back-off' }, env: { ROLLCALL_ON_RATE_LIMITED: 'stop' } })).toBe(
      'back-off',
    );
  });

  it('says what there is when it is none of them', async () => {
    expect(await problemsIn({ ...scenario, onRateLimited: 'wait' })).toEqual([
      expect.objectContaining({ place: 'onRateLimited', expected: "one of 'continue', 'back-off', 'stop'" }),
    ]);
    const [flag] = await problemsIn(scenario, { flags: { onRateLimited: 'never' } });
    expect(flag).toMatchObject({ place: '--on-rate-limited', expected: 'one of continue, back-off, stop' });
  });
});
