/** *Live run*, its second half: how media fares, and the machine that makes the load. */
import { influxql, is, max, mean, min } from './influxql.js';
import { curves, levels } from './panels.js';
import { levelWords } from './words.js';

const run = is('$run_id');
const groups = ['device_class', 'network'] as const;
const groupLegend = '$tag_device_class, $tag_network';
const every = '$__interval';

export const roundTrip = curves({
  title: 'Round trip',
  description:
    'Of the selected candidate pairs: 95 % of a group’s participants had as much or less, the worst group of a kind of device and network.',
  unit: 'ms',
  legend: groupLegend,
  queries: [influxql({ from: 'meet_quality', select: [max('rtt_ms_p95')], where: { run_id: run }, by: groups, every })],
});

export const loss = curves({
  title: 'Packets lost',
  description: 'Of the packets to a participant in that second: 95 % of a group’s participants lost as many or fewer.',
  unit: 'percentunit',
  legend: groupLegend,
  queries: [
    influxql({ from: 'meet_quality', select: [max('loss_share_p95')], where: { run_id: run }, by: groups, every }),
  ],
});

export const jitter = curves({
  title: 'Jitter of sound',
  description: '95 % of a group’s participants had as much or less.',
  unit: 'ms',
  legend: groupLegend,
  queries: [
    influxql({ from: 'meet_quality', select: [max('jitter_ms_p95')], where: { run_id: run }, by: groups, every }),
  ],
});

export const pictures = curves({
  title: 'Frames a second',
  description:
    'Decoded frames of one remote picture: 5 % of a group’s participants had as many or fewer. 0: a picture stood still.',
  unit: 'fps',
  legend: groupLegend,
  queries: [
    influxql({
      from: 'meet_quality',
      select: [min('frames_per_second_p5')],
      where: { run_id: run },
      by: groups,
      every,
    }),
  ],
});

export const processor = curves({
  title: 'Generator: processors',
  description:
    'Of all cores: busy, had by the browsers, taken by the hypervisor for other machines, withheld by a quota. What this system cannot tell is absent.',
  unit: 'percentunit',
  max: 1,
  queries: [
    influxql({
      from: 'meet_generator',
      select: [
        mean('cpu_share', 'busy'),
        mean('browsers_share', 'browsers'),
        mean('steal_share', 'stolen'),
        mean('throttled_share', 'withheld'),
      ],
      where: { run_id: run },
      every,
    }),
  ],
});

export const waiting = curves({
  title: 'Generator: out of breath',
  description: 'Event loop: how late timers of the harness were. It grows before join times do.',
  unit: 'ms',
  queries: [
    influxql({
      from: 'meet_generator',
      select: [max('event_loop_delay_ms', 'event loop late')],
      where: { run_id: run },
      every,
    }),
  ],
});

export const level = levels({
  title: 'Generator: is this going to count?',
  description:
    'Healthy, strained or saturated, second by second (the worst where the time range is long). Joins in saturated seconds are spoiled.',
  unit: 'none',
  words: levelWords,
  query: influxql({ from: 'meet_generator', select: [max('level', 'generator')], where: { run_id: run }, every }),
});
