import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropOf } from '../../../src/metrics/drops.js';
import { createIterationReducer, type IterationRecord } from '../../../src/metrics/iteration.js';
import { countJoins, joinFate } from '../../../src/metrics/join-counts.js';
import { dropCauses, refusalReasons, type Outcome } from '../../../src/model/outcome.js';
import { optionsOf, RecordingBuilder } from '../../helpers/recording-builder.js';

const options = optionsOf();

function iterationsOf(run: RecordingBuilder): readonly IterationRecord[] {
  const reducer = createIterationReducer();
  for (const line of run.lines()) reducer.step(line);
  return reducer.iterations;
}

/** One phone, in after 2 s or never, with this outcome. */
function iteration(usable: boolean, outcome?: Outcome): IterationRecord {
  const run = new RecordingBuilder(options);
  const phone = run.participant('phones', { camera: false, microphone: false }).opened(0).peerConnection(100);
  if (usable) phone.inMeeting(2_000);
  if (outcome !== undefined) phone.outcome(9_000, outcome);
  return iterationsOf(run)[0]!;
}

describe('joinFate', () => {
  it.each<[Outcome | undefined, string]>([
    [{ outcome: 'refused', reason: 'full' }, 'refused'],
    [{ outcome: 'timed_out', state: 'lobby' }, 'failed'],
    [{ outcome: 'unreachable' }, 'failed'],
    [{ outcome: 'script_failed' }, 'failed'],
    [{ outcome: 'dropped', cause: 'removed' }, 'failed'],
    [{ outcome: 'completed' }, 'failed'],
    [{ outcome: 'dropped', cause: 'browser_crashed' }, 'generator_broken'],
    [{ outcome: 'dropped', cause: 'page_crashed' }, 'generator_broken'],
    [{ outcome: 'generator_failed' }, 'generator_broken'],
    [{ outcome: 'dropped', cause: 'injected' }, 'interrupted'],
    [{ outcome: 'interrupted' }, 'interrupted'],
    [undefined, 'interrupted'],
  ])('of %j without having been usable is %s', (outcome, fate) => {
    expect(joinFate(iteration(false, outcome))).toBe(fate);
  });

  it.each<Outcome | undefined>([
    { outcome: 'completed' },
    { outcome: 'dropped', cause: 'removed' },
    { outcome: 'generator_failed' },
    { outcome: 'interrupted' },
    undefined,
  ])('of %j after having been usable is joined', (outcome) => {
    expect(joinFate(iteration(true, outcome))).toBe('joined');
  });
});

describe('countJoins', () => {
  it('takes a join exactly on the target as within', () => {
    expect(countJoins([iteration(true)], 0, 2_000).within_target).toBe(1);
    expect(countJoins([iteration(true)], 0, 1_999).within_target).toBe(0);
  });

  it('counts every planned iteration exactly once, whatever happens', () => {
    const outcome = fc.option(
      fc.oneof(
        fc.constantFrom<Outcome>(
          { outcome: 'completed' },
          { outcome: 'unreachable' },
          { outcome: 'script_failed' },
          { outcome: 'generator_failed' },
          { outcome: 'interrupted' },
          { outcome: 'timed_out', state: 'lobby' },
        ),
        fc.constantFrom(...refusalReasons).map((reason): Outcome => ({ outcome: 'refused', reason })),
        fc.constantFrom(...dropCauses).map((cause): Outcome => ({ outcome: 'dropped', cause })),
      ),
      { nil: undefined },
    );
    const life = fc.record({
      opened: fc.boolean(),
      peerConnection: fc.boolean(),
      entered: fc.option(fc.integer({ min: 200, max: 12_000 }), { nil: undefined }),
      frame: fc.option(fc.integer({ min: 200, max: 14_000 }), { nil: undefined }),
      sends: fc.boolean(),
      leftAt: fc.option(fc.integer({ min: 200, max: 14_000 }), { nil: undefined }),
      outcome,
    });
    fc.assert(
      fc.property(fc.array(life, { maxLength: 12 }), fc.integer({ min: 0, max: 5 }), (lives, dropped) => {
        const run = new RecordingBuilder(options);
        for (const each of lives) {
          const phone = run.participant('phones');
          if (each.opened) phone.opened(0);
          if (each.peerConnection) phone.peerConnection(100).dtls(150);
          if (each.entered !== undefined) phone.inMeeting(each.entered);
          if (each.sends) phone.sent('video', 200);
          if (each.frame !== undefined) phone.frame(each.frame);
          if (each.leftAt !== undefined) phone.action('leave', each.leftAt);
          if (each.outcome !== undefined) phone.outcome(20_000, each.outcome);
        }
        const iterations = iterationsOf(run.end(30_000));
        const joins = countJoins(iterations, dropped, 8_000);
        expect(joins.planned).toBe(joins.dropped_iterations + joins.attempted);
        expect(joins.attempted).toBe(
          joins.joined + joins.refused + joins.failed + joins.generator_broken + joins.interrupted,
        );
        expect(joins.attempted).toBe(lives.length);
        expect(joins.within_target).toBeLessThanOrEqual(joins.joined);
        const drops = iterations.filter((each) => dropOf(each, options) !== undefined);
        expect(drops.every((each) => joinFate(each) === 'joined')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
