import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIterationReducer, type JoinRecord } from '../../../src/metrics/iteration.js';
import { joinPressToMediaMs, joinTimeMs, joinTimeWithoutLobbyMs } from '../../../src/metrics/join-time.js';
import { phaseDurations, phaseSpans } from '../../../src/metrics/phases.js';
import { recordingOf, type ParticipantBuilder } from '../../helpers/recording-builder.js';

/** The first join of one lonely phone that sends nothing: usable when in the meeting. */
function joinOf(steps: (phone: ParticipantBuilder) => void): JoinRecord {
  const run = recordingOf();
  steps(run.participant('phones', { camera: false, microphone: false }).peerConnection(10));
  const reducer = createIterationReducer();
  for (const line of run.lines()) reducer.step(line);
  return reducer.iterations[0]!.first;
}

describe('phases', () => {
  it('are page, prejoin, admission and media', () => {
    const join: JoinRecord = {
      ...joinOf((phone) => phone.opened(1_000).ready(1_400).pressed(2_000).inMeeting(3_500)),
      usable: { t: 4_100, rule: 'first_frame' },
    };
    expect(phaseDurations(join)).toEqual({ page: 400, prejoin: 600, admission: 1_500, media: 600 });
    expect(joinTimeMs(join)).toBe(3_100);
    expect(joinPressToMediaMs(join)).toBe(2_100);
  });

  it('cut the waiting room out of admission, each time it is entered', () => {
    const join = joinOf((phone) =>
      phone
        .opened(1_000)
        .ready(1_400)
        .pressed(2_000)
        .state('lobby', 2_500)
        .state('joining', 3_000)
        .state('lobby', 3_200)
        .inMeeting(4_200),
    );
    expect(phaseDurations(join)).toEqual({ page: 400, prejoin: 600, admission: 700, lobby: 1_500, media: 0 });
    expect(phaseSpans(join).map(({ name }) => name)).toEqual([
      'page',
      'prejoin',
      'admission',
      'lobby',
      'admission',
      'lobby',
      'media',
    ]);
    expect(joinTimeWithoutLobbyMs(join)).toBe(1_700);
  });

  it('count the waiting room while any frame of the page shows it, until its document is gone', () => {
    const join = joinOf((phone) => {
      phone.opened(1_000).pressed(1_100).state('lobby', 1_500, 'frame').state('unknown', 1_600, 'main');
      phone.inMeeting(3_000);
    });
    expect(phaseDurations(join).lobby).toBe(1_500);
  });

  it('cut a waiting room before the press on Join out of what it interrupts', () => {
    const join = joinOf((phone) =>
      phone.opened(1_000).state('lobby', 1_200).state('prejoin', 2_200).ready(2_200).pressed(2_500).inMeeting(3_000),
    );
    expect(phaseDurations(join)).toEqual({ page: 200, lobby: 1_000, prejoin: 300, admission: 500, media: 0 });
  });

  it('have no prejoin, not one of 0, on a platform without a pre-join page', () => {
    const join = joinOf((phone) => phone.opened(1_000).pressed(1_500).inMeeting(3_000));
    expect(phaseDurations(join)).toEqual({ page: 500, admission: 1_500, media: 0 });
  });

  it('have neither page nor prejoin when the link leads right in', () => {
    expect(phaseDurations(joinOf((phone) => phone.opened(1_000).inMeeting(3_000)))).toEqual({
      admission: 2_000,
      media: 0,
    });
  });

  it('have no prejoin when the page joins by itself', () => {
    const join = joinOf((phone) => phone.opened(1_000).ready(1_500).inMeeting(3_000));
    expect(phaseDurations(join)).toEqual({ page: 500, admission: 1_500, media: 0 });
  });

  it('take the first page_ready, and the last press on Join before being in', () => {
    const join = joinOf((phone) =>
      phone.opened(1_000).ready(1_200).ready(1_900).pressed(2_000).pressed(2_600).inMeeting(3_000).pressed(3_500),
    );
    expect(phaseDurations(join)).toEqual({ page: 200, prejoin: 1_400, admission: 400, media: 0 });
  });

  it('end a moment that the clocks put after its successor with the successor', () => {
    const join = joinOf((phone) => phone.opened(1_000).pressed(2_000).ready(2_005).inMeeting(3_000));
    expect(phaseDurations(join)).toEqual({ page: 1_000, prejoin: 0, admission: 1_000, media: 0 });
  });

  it('are none when the link was never opened, or the join never became usable', () => {
    expect(phaseDurations(joinOf((phone) => phone.ready(1_200).inMeeting(3_000)))).toEqual({});
    expect(phaseDurations(joinOf((phone) => phone.opened(1_000).pressed(1_500)))).toEqual({});
  });

  it.each<[string, (phone: ParticipantBuilder) => ParticipantBuilder]>([
    ['page', (phone) => phone.opened(1_000)],
    ['prejoin', (phone) => phone.opened(1_000).ready(1_500)],
    ['admission', (phone) => phone.opened(1_000).ready(1_500).pressed(1_700)],
    ['lobby', (phone) => phone.opened(1_000).ready(1_500).pressed(1_700).state('lobby', 2_000)],
  ])('show a join that got stuck as far as %s', (stuck, steps) => {
    const spans = phaseSpans(joinOf(steps), 9_000);
    expect(spans.at(-1)).toMatchObject({ name: stuck, to: 9_000 });
    expect(spans[0]).toMatchObject({ from: 1_000 });
  });

  it('are contiguous and add up to the join time, whatever came when', () => {
    const time = fc.option(fc.integer({ min: 900, max: 5_000 }), { nil: undefined });
    const lobby = fc.array(fc.tuple(fc.integer({ min: 900, max: 5_000 }), fc.integer({ min: 0, max: 900 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        time,
        time,
        time,
        lobby,
        fc.integer({ min: 1_000, max: 6_000 }),
        (ready, pressed, entered, rooms, usable) => {
          // Rooms follow each other, as a reducer records them.
          let after = 0;
          const visits = rooms
            .sort(([a], [b]) => a - b)
            .map(([from, ms]) => ({ from: Math.max(from, after), to: (after = Math.max(from, after) + ms) }));
          const join: JoinRecord = {
            tags,
            moments: {
              link_opened: 1_000,
              ...(ready !== undefined && { page_ready: ready }),
              ...(pressed !== undefined && { join_pressed: pressed }),
              ...(entered !== undefined && { in_meeting: entered }),
            },
            lobby: visits,
            usable: { t: usable, rule: 'first_frame' },
          };
          const spans = phaseSpans(join);
          expect(spans[0]!.from).toBe(1_000);
          expect(spans.at(-1)!.to).toBe(usable);
          for (const [index, { from, to }] of spans.entries()) {
            expect(to).toBeGreaterThanOrEqual(from);
            expect(from).toBe(spans[index - 1]?.to ?? 1_000);
          }
          const sum = Object.values(phaseDurations(join)).reduce((total, ms) => total + ms, 0);
          expect(sum).toBe(joinTimeMs(join));
        },
      ),
    );
  });
});

const tags = {
  scenario: 'phones',
  platform: 'rehearsal',
  device_class: 'mobile',
  network: 'none',
  role: 'full',
  visit: 'first',
} as const;
