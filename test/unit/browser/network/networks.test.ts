import { describe, expect, it } from 'vitest';
import { networkNamed, networkNames } from '../../../../src/browser/network/networks.js';

const packetBits = 1_200 * 8;

describe('networkNamed', () => {
  it('knows every name it lists, each from its own beginning on', () => {
    for (const name of networkNames) expect(networkNamed(name)[0]?.at_ms).toBe(0);
  });

  it('knows the names that scenarios may ask for', () => {
    expect(networkNames).toEqual([
      'lan',
      'office-wifi',
      'busy-wifi',
      '5g',
      '4g',
      '4g-edge',
      '3g',
      'lossy',
      'cross-border',
      'offline',
      'moving',
    ]);
  });

  it('has figures that a network can have, the same for all traffic', () => {
    for (const { network } of networkNames.flatMap(networkNamed)) {
      const { rtt_ms, loss = 0, jitter_ms, reorder } = network.spec;
      expect(rtt_ms).toBeGreaterThanOrEqual(0);
      expect(loss).toBeLessThanOrEqual(0.05);
      expect([jitter_ms, reorder]).toEqual([undefined, undefined]);
    }
  });

  it('gives every limited rate a queue, of less than a second and more than a tenth', () => {
    for (const { network } of networkNames.flatMap(networkNamed)) {
      const { up_kbps, down_kbps, queue_packets } = network.spec;
      for (const kbps of [up_kbps, down_kbps]) {
        if (kbps === undefined) continue;
        const seconds = ((queue_packets ?? Infinity) * packetBits) / (kbps * 1_000);
        expect(seconds, network.name).toBeLessThan(1);
        expect(seconds, network.name).toBeGreaterThan(0.1);
      }
    }
  });

  it('makes a train ride of three steps, in the order of time', () => {
    expect(networkNamed('moving').map(({ at_ms, network }) => [at_ms, network.name])).toEqual([
      [0, '4g'],
      [20_000, 'offline'],
      [28_000, '4g'],
    ]);
  });

  it.each(['4G', '', 'constructor', '__proto__', '4gedge'])('refuses %j as a mistake in the configuration', (name) => {
    expect(() => networkNamed(name)).toThrow(expect.objectContaining({ code: 'bad_configuration' }) as Error);
  });

  it('suggests the nearest name', () => {
    expect(() => networkNamed('4g-egde')).toThrow(
      expect.objectContaining({ hint: 'Did you mean "4g-edge"?' }) as Error,
    );
  });
});
