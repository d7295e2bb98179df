/** *Live run*, its tables: who failed, what was injected, who is in. */
import { influxql, is, isNot, last, raw } from './influxql.js';
import { participantLinks } from './links.js';
import { table } from './table.js';
import { yesNoWords } from './words.js';

const run = is('$run_id');

export const failures = table({
  title: 'Failures as they come',
  description:
    'Everybody who did not end as planned, the last first: how it ended, and why. Empty while nothing went wrong.',
  unit: 'none',
  time: true,
  query: influxql({
    from: 'meet_outcome',
    select: [raw('participant'), raw('device_class'), raw('outcome'), raw('reason'), raw('ended')],
    where: { run_id: run, outcome: isNot('completed') },
    newestFirst: true,
    limit: 100,
  }),
  columns: [
    { name: 'participant', label: 'Participant', width: 95, links: participantLinks() },
    { name: 'device_class', label: 'Device', width: 80 },
    { name: 'outcome', label: 'Outcome' },
    { name: 'reason', label: 'Why' },
  ],
  hidden: ['ended'],
});

export const networks = table({
  title: 'Networks, asked and measured',
  description:
    'What the scenario asked for beside what was measured while it was in force, one row when a network of a participant ends. Empty where no network was asked for.',
  unit: 'none',
  query: influxql({
    from: 'meet_network',
    select: [
      raw('participant'),
      raw('network'),
      raw('in_effect'),
      raw('asked_rtt_ms'),
      raw('rtt_min_ms'),
      raw('asked_loss_share'),
      raw('loss_down_share'),
    ],
    where: { run_id: run },
    newestFirst: true,
    limit: 200,
  }),
  columns: [
    { name: 'participant', label: 'Participant', width: 95, links: participantLinks() },
    { name: 'network', label: 'Network' },
    { name: 'in_effect', label: 'In effect', words: yesNoWords },
    { name: 'asked_rtt_ms', label: 'Round trip asked', unit: 'ms' },
    { name: 'rtt_min_ms', label: 'least measured', unit: 'ms' },
    { name: 'asked_loss_share', label: 'Loss asked', unit: 'percentunit' },
    { name: 'loss_down_share', label: 'measured', unit: 'percentunit' },
  ],
});

export const injected = table({
  title: 'What the scenario did',
  description:
    'Networks cut and changed, apps switched, calls taken, and how many participants it concerned. Empty where a scenario does nothing of the kind.',
  unit: 'none',
  time: true,
  wrap: true,
  query: influxql({
    from: 'meet_run',
    select: [raw('text'), raw('concerned')],
    where: { run_id: run, event: is('injected') },
    newestFirst: true,
    limit: 100,
  }),
  columns: [
    { name: 'text', label: 'What (participants)' },
    { name: 'concerned', label: 'Concerned', width: 100 },
  ],
});

export const groupsNow = table({
  title: 'Who is in, by group',
  description: 'Participants who are in now, by scenario, device, network and role.',
  unit: 'short',
  query: influxql({
    from: 'meet_state',
    select: [last('participants')],
    where: { run_id: run, state: is('in') },
    by: ['scenario', 'device_class', 'network', 'role'],
  }),
  columns: [
    { name: 'scenario', label: 'Scenario' },
    { name: 'device_class', label: 'Device' },
    { name: 'network', label: 'Network' },
    { name: 'role', label: 'Role' },
    { name: 'participants', label: 'In' },
  ],
});
