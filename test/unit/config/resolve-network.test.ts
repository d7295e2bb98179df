import { describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { problemsIn, resolved } from '../../helpers/resolved.js';

const one = (more: object = {}) => ({ scenarios: { phones: { executor: 'burst', vus: 2, ...more } } });
const networksOf = async (exported: unknown, around: object = {}) => {
  const { network, networks } = (await resolved(exported, around)).options.scenarios.phones!;
  return { network, networks };
};

describe('network', () => {
  it('is the machine’s own when nobody says, and nothing is made ready for another', async () => {
    expect(await networksOf(one())).toEqual({ network: 'unshaped', networks: undefined });
  });

  it('is a name, figures or timed steps, and its tag is the first one’s name', async () => {
    expect(await networksOf(one({ network: '4g' }))).toMatchObject({
      network: '4g',
      networks: [{ at_ms: 0, after: 'start', network: { name: '4g', spec: { rtt_ms: 70 } } }],
    });
    expect(await networksOf(one({ network: { rtt: 110, loss: 1 } }))).toMatchObject({
      network: 'custom',
      networks: [{ at_ms: 0, network: { name: 'custom', spec: { rtt_ms: 110, loss: 0.01 } } }],
    });
    const steps = [
      { at: 0, network: '4g' },
      { at: '5s', after: 'in_meeting', network: '3g' },
    ];
    expect(await networksOf(one({ network: steps }))).toMatchObject({
      network: '4g',
      networks: [
        { at_ms: 0, after: 'start' },
        { at_ms: 5_000, after: 'in_meeting', network: { name: '3g' } },
      ],
    });
    expect((await networksOf(one({ network: 'moving' }))).networks?.map(({ at_ms }) => at_ms)).toEqual([
      0, 20_000, 28_000,
    ]);
  });

  it('is the machine’s own until the first step, when that is later', async () => {
    const steps = [
      { at: '20s', network: 'offline' },
      { at: '25s', network: '4g' },
    ];
    const { network, networks } = await networksOf(one({ network: steps }));
    expect(network).toBe('unshaped');
    expect(networks?.map((step) => [step.at_ms, step.network.name])).toEqual([
      [0, 'unshaped'],
      [20_000, 'offline'],
      [25_000, '4g'],
    ]);
  });

  it('is made ready for an exec that will change it', async () => {
    const exec = async (participant: { network(name: string): Promise<void> }) => participant.network('4g');
    expect(await networksOf(one({ exec }))).toMatchObject({
      network: 'unshaped',
      networks: [{ network: { name: 'unshaped' } }],
    });
    expect((await networksOf(one({ exec: async () => Promise.resolve() }))).networks).toBeUndefined();
  });

  it('may stand in the file, in the config file and in a flag, the nearest first', async () => {
    const configFile = parseConfigFile({ network: { rtt: 7 } }, 'rollcall.config.json');
    expect((await networksOf(one(), { configFile })).network).toBe('custom');
    expect((await networksOf({ ...one(), network: '3g' }, { configFile })).network).toBe('3g');
    expect((await networksOf(one({ network: '4g' }), { configFile })).network).toBe('4g');
    expect((await networksOf(one({ network: '4g' }), { configFile, flags: { network: 'lan' } })).network).toBe('lan');
    expect((await networksOf(one(), { env: { ROLLCALL_NETWORK: '5g' } })).network).toBe('5g');
  });
});

describe('what no network can be', () => {
  const steps = (...all: readonly object[]) => ({ network: all });
  it.each([
    ['an unknown name', { network: '4g-egde' }, 'scenarios.phones.network', /did you mean 4g-edge/],
    ['loss beyond all', { network: { loss: 120 } }, 'scenarios.phones.network.loss', /from 0 to 100/],
    ['a negative latency', { network: { rtt: -5 } }, 'scenarios.phones.network.rtt', /from 0 to 10000/],
    ['jitter', { network: { jitter: 5 } }, 'scenarios.phones.network.jitter', /delays all packets/],
    ['reordering', { network: { reorder: 5 } }, 'scenarios.phones.network.reorder', /delays all packets/],
    ['a figure that does not exist', { network: { latency: 5 } }, 'scenarios.phones.network.latency', /no such key/],
    ['no figure', { network: {} }, 'scenarios.phones.network', /at least one/],
    ['a queue without a rate', { network: { rtt: 5, queue: 9 } }, 'scenarios.phones.network.queue', /up or down/],
    ['no network at all', { network: 'offline' }, 'scenarios.phones.network', /a step after it/],
    [
      'steps out of order',
      steps({ at: '9s', network: '4g' }, { at: '5s', network: '3g' }),
      'scenarios.phones.network[1].at',
      /order of time/,
    ],
    [
      'offline for longer than the hold',
      { hold: '4s', ...steps({ at: '5s', network: 'offline' }, { at: '10s', network: '4g' }) },
      'scenarios.phones.network',
      /as long as the hold \(4s\)/,
    ],
    ['offline to the end', steps({ at: '5s', network: 'offline' }), 'scenarios.phones.network', /a step after it/],
    [
      'an unknown name in a step',
      steps({ at: 0, network: '4g' }, { at: '5s', network: 'ofline' }),
      'scenarios.phones.network[1]',
      /did you mean offline/,
    ],
    [
      'an unknown moment',
      steps({ at: 0, after: 'lunch', network: '4g' }),
      'scenarios.phones.network[0].after',
      /one of 'start'/,
    ],
  ])('%s: refused with place and reason', async (_, more, place, expected) => {
    const problems = await problemsIn(one(more));
    expect(problems).toEqual([expect.objectContaining({ place, expected: expect.stringMatching(expected) })]);
  });

  it('is told all at once', async () => {
    const scenarios = { a: { executor: 'burst', network: '4h' }, b: { executor: 'burst', network: { loss: -1 } } };
    expect((await problemsIn({ scenarios, network: 'lam' })).map(({ place }) => place)).toEqual(
      expect.arrayContaining(['scenarios.a.network', 'scenarios.b.network.loss']),
    );
  });
});
