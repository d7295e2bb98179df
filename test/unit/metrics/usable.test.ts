import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/model/line.js';
import { createUsableTracker, type UsableEvent } from '../../../src/metrics/usable.js';
import { recordingOf, type RecordingBuilder } from '../../helpers/recording-builder.js';

function decisions(lines: readonly Line[]): readonly UsableEvent[] {
  const tracker = createUsableTracker();
  return lines.flatMap((line) => tracker.step(line));
}

/** What the tracker says of the newcomer `phones-1`. */
function newcomer(run: RecordingBuilder): UsableEvent | undefined {
  const all = decisions(run.lines()).filter(({ p }) => p === 'phones-1');
  expect(all.length).toBeLessThanOrEqual(1);
  return all[0];
}

/** A desktop that is in since 1,000 and sends from 1,200 on. */
function withSender(kinds: readonly ('audio' | 'video')[]): RecordingBuilder {
  const run = recordingOf();
  const sender = run.participant('desks').opened(100).peerConnection(500).dtls(900).inMeeting(1_000);
  for (const kind of kinds) sender.sent(kind, 1_200);
  return run;
}

describe('usable, when somebody sends video', () => {
  it('is the first decoded remote frame when that comes after being in', () => {
    const run = withSender(['video', 'audio']);
    run.participant('phones').opened(2_000).peerConnection(2_500).inMeeting(3_000).packet('audio', 3_050).frame(3_400);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_400, rule: 'first_frame' });
  });

  it('is in_meeting when the frame came before', () => {
    const run = withSender(['video']);
    run.participant('phones').opened(2_000).peerConnection(2_500).frame(2_900).inMeeting(3_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'first_frame' });
  });

  it('never comes without a frame, whatever else is up', () => {
    const run = withSender(['video']);
    run.participant('phones').opened(2_000).peerConnection(2_500).dtls(2_600).packet('audio', 2_900).inMeeting(3_000);
    run.end(60_000);
    expect(newcomer(run)).toBeUndefined();
  });

  it('never comes without being in', () => {
    const run = withSender(['video']);
    run.participant('phones').opened(2_000).peerConnection(2_500).frame(2_900).state('lobby', 3_000);
    run.end(60_000);
    expect(newcomer(run)).toBeUndefined();
  });

  it('counts the first frame and the first in_meeting of several', () => {
    const run = withSender(['video']);
    run.participant('phones').peerConnection(2_500).frame(2_700).inMeeting(3_000).frame(3_500).inMeeting(4_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'first_frame' });
  });

  it.each([
    [499, 'in_meeting'],
    [500, 'first_frame'],
  ])('waits for who first sent %i ms before being in: %s', (lead, rule) => {
    const run = recordingOf();
    run
      .participant('desks')
      .peerConnection(500)
      .inMeeting(1_000)
      .sent('video', 3_000 - lead);
    run.participant('phones', { camera: false, microphone: false }).peerConnection(2_500).inMeeting(3_000).frame(3_400);
    expect(newcomer(run)?.rule).toBe(rule);
  });

  it.each<[string, (run: RecordingBuilder) => void]>([
    [
      'is in another meeting',
      (run) => run.participant('desks', { meeting: 'other' }).inMeeting(500).sent('video', 900),
    ],
    ['came in after the newcomer did', (run) => run.participant('desks').sent('video', 900).inMeeting(3_100)],
    ['is not in yet', (run) => run.participant('desks').sent('video', 900)],
    ['has left', (run) => run.participant('desks').inMeeting(500).sent('video', 900).action('leave', 2_000)],
    ['was removed', (run) => run.participant('desks').inMeeting(500).sent('video', 900).state('removed', 2_000)],
    [
      'has an outcome',
      (run) => run.participant('desks').inMeeting(500).sent('video', 900).outcome(2_000, { outcome: 'completed' }),
    ],
    ['crashed', (run) => run.participant('desks').inMeeting(500).sent('video', 900).page('crashed', 2_000)],
    [
      'switched its camera off',
      (run) => run.participant('desks').inMeeting(500).sent('video', 900).action('cameraOff', 2_000),
    ],
    [
      'switched its camera on again just now',
      (run) =>
        run
          .participant('desks')
          .inMeeting(500)
          .sent('video', 900)
          .action('cameraOff', 2_000)
          .action('cameraOn', 2_600, 'end'),
    ],
  ])('does not wait for a sender who %s', (_, sender) => {
    const run = recordingOf();
    sender(run);
    run.participant('phones', { camera: false, microphone: false }).peerConnection(2_500).inMeeting(3_000).frame(3_400);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'in_meeting' });
  });

  it('waits for a sender whose camera is on again for half a second, or could not be switched off', () => {
    for (const [name, phase, error] of [
      ['cameraOn', 'end', undefined],
      ['cameraOff', 'end', 'no such button'],
    ] as const) {
      const run = recordingOf();
      run
        .participant('desks')
        .inMeeting(500)
        .sent('video', 900)
        .action('cameraOff', 1_500)
        .action(name, 2_000, phase, error);
      run.participant('phones').peerConnection(2_500).inMeeting(3_000).frame(3_400);
      expect(newcomer(run)?.rule).toBe('first_frame');
    }
  });

  it('waits for a live remote track of somebody who is not of this run', () => {
    const run = recordingOf();
    run.participant('phones').peerConnection(2_500).track('video', 'live', 2_900).inMeeting(3_000).frame(3_400);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_400, rule: 'first_frame' });
  });

  it('does not wait for a track that is muted, ended, or came later', () => {
    for (const state of ['muted', 'ended'] as const) {
      const run = recordingOf();
      const phone = run.participant('phones', { camera: false, microphone: false }).peerConnection(2_500);
      phone.track('video', 'live', 2_800).track('video', state, 2_900).inMeeting(3_000);
      expect(newcomer(run)?.rule).toBe('in_meeting');
    }
    const run = recordingOf();
    run
      .participant('phones')
      .peerConnection(2_500)
      .inMeeting(3_000)
      .track('video', 'live', 3_100)
      .dtls(3_200)
      .frame(3_900);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_200, rule: 'own_dtls' });
  });
});

describe('usable, when a sender goes while it is waited for', () => {
  it('falls to the next rule, not before that moment', () => {
    const run = recordingOf();
    run.participant('desks').peerConnection(500).inMeeting(1_000).sent('video', 1_200).action('leave', 4_000);
    run.participant('phones').peerConnection(2_500).dtls(2_800).inMeeting(3_000);
    run.end(10_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 4_000, rule: 'own_dtls' });
  });

  it('still waits while another one sends', () => {
    const run = withSender(['video']);
    run.participant('desks').peerConnection(500).inMeeting(1_000).sent('video', 1_200).action('leave', 4_000);
    run.participant('phones').peerConnection(2_500).dtls(2_800).inMeeting(3_000).frame(5_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 5_000, rule: 'first_frame' });
  });

  it('waits for sound when only the camera was switched off', () => {
    const run = recordingOf();
    run.participant('desks').inMeeting(1_000).sent('video', 1_200).sent('audio', 1_200).action('cameraOff', 4_000);
    run.participant('phones').peerConnection(2_500).inMeeting(3_000).packet('audio', 3_100);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 4_000, rule: 'first_audio' });
  });

  it('is not held up by who goes after the frame came', () => {
    const run = recordingOf();
    run.participant('desks').inMeeting(1_000).sent('video', 1_200).action('leave', 3_500);
    run.participant('phones').peerConnection(2_500).inMeeting(3_000).frame(3_400);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_400, rule: 'first_frame' });
  });
});

describe('usable, when nobody sends video', () => {
  it('is the first remote audio packet when somebody talks', () => {
    const run = withSender(['audio']);
    run.participant('phones').peerConnection(2_500).inMeeting(3_000).packet('video', 3_100).packet('audio', 3_200);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_200, rule: 'first_audio' });
  });

  it('is its own transport when nobody sends but itself', () => {
    const run = recordingOf();
    run.participant('phones', { camera: false }).peerConnection(2_500).inMeeting(3_000).dtls(3_300);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_300, rule: 'own_dtls' });
  });

  it('is in_meeting when its own transport was up before', () => {
    const run = recordingOf();
    run.participant('phones').peerConnection(2_500).dtls(2_700).inMeeting(3_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'own_dtls' });
  });

  it('is in_meeting, at once, when nobody sends at all', () => {
    const run = recordingOf();
    run.participant('phones', { camera: false, microphone: false }).peerConnection(2_500).inMeeting(3_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'in_meeting' });
  });

  it('lets two who come at the same time both be first', () => {
    const run = recordingOf();
    for (const key of ['phones', 'desks']) {
      run.participant(key).peerConnection(500).dtls(900).inMeeting(1_000).sent('video', 950).frame(1_400);
    }
    expect(decisions(run.lines()).map(({ t, rule }) => ({ t, rule }))).toEqual([
      { t: 1_000, rule: 'own_dtls' },
      { t: 1_000, rule: 'own_dtls' },
    ]);
  });
});

describe('usable, where no RTCPeerConnection is seen', () => {
  it('is in_meeting, flagged unobserved, once 5 s of later lines have passed', () => {
    const run = recordingOf();
    run.participant('phones').opened(2_000).inMeeting(3_000);
    run.end(20_000);
    const tracker = createUsableTracker();
    const told = run.lines().find((line) => tracker.step(line).length > 0);
    expect(told).toMatchObject({ type: 'health', t: 8_000 });
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 3_000, rule: 'unobserved' });
  });

  it('is not misjudged when the page makes its peer connection late', () => {
    const run = withSender(['video']);
    run.participant('phones').inMeeting(3_000).peerConnection(7_900).frame(8_400);
    run.end(20_000);
    expect(newcomer(run)).toEqual({ p: 'phones-1', t: 8_400, rule: 'first_frame' });
  });

  it('is decided by lines alone: without a later line it stays open', () => {
    const run = recordingOf();
    run.participant('phones').inMeeting(3_000);
    expect(decisions(run.lines())).toEqual([]);
  });

  it('is decided before an outcome that comes after the 5 s', () => {
    const run = recordingOf();
    run.participant('phones').inMeeting(3_000).outcome(8_100, { outcome: 'completed' });
    expect(newcomer(run)?.rule).toBe('unobserved');
  });

  it('does not take planned times for the time that passed', () => {
    const run = recordingOf();
    run.participant('phones').inMeeting(3_000);
    run.participant('desks', { at: 60_000 });
    expect(run.linesAsAdded().filter(({ t }) => t > 3_000)).toHaveLength(2);
    expect(decisions(run.linesAsAdded().filter((line) => line.type !== 'moment' || line.name !== 'started'))).toEqual(
      [],
    );
  });
});

describe('usable, at the end of a participant', () => {
  it('never comes after the outcome, nor after leaving', () => {
    for (const end of ['outcome', 'leave'] as const) {
      const run = withSender(['video']);
      const phone = run.participant('phones').peerConnection(2_500).inMeeting(3_000);
      if (end === 'outcome') phone.outcome(3_200, { outcome: 'dropped', cause: 'removed' });
      else phone.action('leave', 3_200);
      phone.frame(3_400);
      expect(newcomer(run)).toBeUndefined();
    }
  });

  it('is not spoilt by a page that says left before the join', () => {
    const run = withSender(['video']);
    run.participant('phones').state('left', 2_000).peerConnection(2_500).inMeeting(3_000).frame(3_400);
    expect(newcomer(run)?.t).toBe(3_400);
  });

  it('comes again for a rejoin, from its own moments', () => {
    const run = withSender(['video']);
    const phone = run.participant('phones').opened(2_000).peerConnection(2_500).inMeeting(3_000).frame(3_400);
    phone.action('rejoin', 9_000).opened(9_200).peerConnection(9_500).inMeeting(10_000).frame(10_300);
    expect(
      decisions(run.lines())
        .filter(({ p }) => p === 'phones-1')
        .map(({ t }) => t),
    ).toEqual([3_400, 10_300]);
  });

  it('does not let others wait for who is on its way back in', () => {
    const run = recordingOf();
    run.participant('desks').inMeeting(500).sent('video', 900).action('rejoin', 2_000);
    run.participant('phones').peerConnection(2_500).dtls(2_600).inMeeting(3_000);
    expect(newcomer(run)?.rule).toBe('own_dtls');
  });

  it('ignores lines of participants that were never announced', () => {
    const tracker = createUsableTracker();
    const run = recordingOf();
    run.participant('phones').inMeeting(100);
    const withoutFirst = run.lines().filter((line) => line.type !== 'moment' || line.name !== 'scheduled');
    expect(withoutFirst.flatMap((line) => tracker.step(line))).toEqual([]);
  });
});
