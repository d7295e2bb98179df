import { describe, expect, it } from 'vitest';
import { mustShape } from '../../../../src/browser/network/can-shape.js';
import { networkWished } from '../../../../src/browser/network/figures.js';
import { conditionsOf } from '../../../../src/browser/network/udp-shaper.js';

describe('networkWished', () => {
  it('takes a name or figures, percents and all', () => {
    expect(networkWished('4g')).toMatchObject({ name: '4g', spec: { rtt_ms: 70 } });
    expect(networkWished({ rtt: 100, loss: 2, up: 500, down: 1_000, queue: 20 })).toEqual({
      name: 'custom',
      spec: { rtt_ms: 100, loss: 0.02, up_kbps: 500, down_kbps: 1_000, queue_packets: 20 },
    });
  });

  it('refuses what cannot be, with the reason', () => {
    expect(() => networkWished('4h')).toThrow('no network named "4h"');
    expect(() => networkWished('moving')).toThrow('changes by itself');
    expect(() => networkWished({ loss: 120 })).toThrow('from 0 to 100');
    expect(() => networkWished({ jitter: 10 })).toThrow('delays all packets');
    expect(() => networkWished({ delay: 10 } as never)).toThrow('no figure "delay"');
  });
});

describe('conditionsOf', () => {
  it('is half the round trip, percents and bytes a second', () => {
    expect(conditionsOf({ rtt_ms: 70, loss: 0.05, up_kbps: 800, down_kbps: 1_600, queue_packets: 9 })).toEqual({
      ...{ latency: 35, packetLoss: 5, uploadThroughput: 100_000, downloadThroughput: 200_000, packetQueueLength: 9 },
    });
  });

  it('always shapes something: what shapes nothing would end the shaping for good', () => {
    expect(conditionsOf({ rtt_ms: 0 })).toMatchObject({ latency: 0, downloadThroughput: 1.25e9 });
  });
});

describe('mustShape', () => {
  it('says which version is needed', () => {
    expect(() => {
      mustShape({ version: '146.0.1.2', executablePath: '/usr/bin/chrome' });
    }).toThrow('version 146.0.1.2: WebRTC can be shaped from 147 on');
    expect(() => {
      mustShape({ version: '147.0.0.0', executablePath: '/usr/bin/chrome' });
    }).not.toThrow();
  });
});
