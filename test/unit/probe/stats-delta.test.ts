import { describe, expect, it } from 'vitest';
import { createStatsDelta } from '../../../src/probe/page/stats-delta.js';

const video = (fields: object): Record<string, unknown> => ({
  id: 'IT1',
  type: 'inbound-rtp',
  timestamp: 1,
  ...fields,
});
const pair = (fields: object): Record<string, unknown> => ({ id: 'CP1', type: 'candidate-pair', ...fields });

describe('createStatsDelta', () => {
  it('tells everything of a full line once, without id and timestamp', () => {
    const delta = createStatsDelta(JSON.stringify);
    const codec = { id: 'C1', type: 'codec', mimeType: 'video/VP8', timestamp: 1 };
    expect(delta.of('1', [video({ packetsReceived: 3, decoderImplementation: 'libvpx' }), codec], true)).toEqual({
      IT1: { type: 'inbound-rtp', packetsReceived: 3, decoderImplementation: 'libvpx' },
      C1: { type: 'codec', mimeType: 'video/VP8' },
    });
    expect(delta.of('1', [video({ packetsReceived: 3, decoderImplementation: 'libvpx' }), codec], true)).toEqual({});
  });

  it('tells only changed fields of the published list in between, and the rest with the next full line', () => {
    const delta = createStatsDelta(JSON.stringify);
    delta.of('1', [video({ packetsReceived: 3, totalDecodeTime: 1 })], true);
    const later = [video({ packetsReceived: 4, totalDecodeTime: 2, timestamp: 2 })];
    expect(delta.of('1', later, false)).toEqual({ IT1: { packetsReceived: 4 } });
    expect(delta.of('1', later, true)).toEqual({ IT1: { totalDecodeTime: 2 } });
  });

  it('tells a field that is gone as null, and an object that is gone as null', () => {
    const delta = createStatsDelta(JSON.stringify);
    delta.of('1', [video({ framesPerSecond: 15 })], true);
    expect(delta.of('1', [video({})], false)).toEqual({ IT1: { framesPerSecond: null } });
    expect(delta.of('1', [video({})], false)).toEqual({});
    expect(delta.of('1', [], false)).toEqual({ IT1: null });
  });

  it('compares records by value', () => {
    const delta = createStatsDelta(JSON.stringify);
    delta.of('1', [video({ qualityLimitationDurations: { cpu: 0, none: 1 } })], true);
    expect(delta.of('1', [video({ qualityLimitationDurations: { cpu: 0, none: 1 } })], true)).toEqual({});
  });

  it('leaves candidate pairs that were only tried to the full lines', () => {
    const delta = createStatsDelta(JSON.stringify);
    expect(delta.of('1', [pair({ nominated: false, currentRoundTripTime: 0.1 })], false)).toEqual({});
    expect(delta.of('1', [pair({ nominated: true, currentRoundTripTime: 0.1 })], false)).toEqual({
      CP1: { type: 'candidate-pair', currentRoundTripTime: 0.1 },
    });
  });

  it('leaves out what is no W3C stat or says nothing new', () => {
    const delta = createStatsDelta(JSON.stringify);
    const stats = [video({ googTimingFrameInfo: '1,2' }), { id: 'C', type: 'certificate', base64Certificate: 'MII' }];
    expect(delta.of('1', stats, true)).toEqual({ IT1: { type: 'inbound-rtp' }, C: { type: 'certificate' } });
  });

  it('tells everything of a closed peer connection as gone, and begins anew after it', () => {
    const delta = createStatsDelta(JSON.stringify);
    delta.of('1', [video({ packetsReceived: 3 })], true);
    expect(delta.closed('1')).toEqual({ IT1: null });
    expect(delta.closed('1')).toEqual({});
  });
});
