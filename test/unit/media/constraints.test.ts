import { describe, expect, it } from 'vitest';
import { selectSettings } from '../../../src/media/page/constraints.js';
import { fakeDevices } from '../../../src/media/page/device.js';

const identity = { label: 'l', deviceId: 'cam', groupId: 'g' };
let saver = false;
const devices = fakeDevices(
  {
    role: 'page',
    camera: { ...identity, width: 640, height: 480, frameRate: 20 },
    microphone: { ...identity, deviceId: 'mic', sampleRate: 48_000 },
    speaker: identity,
    source: { seed: 1, initials: 'A', camera: 'still', microphone: 'silence', sampleRate: 48_000 },
    workerScript: '',
  },
  () => ({ cameraMuted: false, microphoneMuted: false, saver }),
);
const { camera, microphone } = devices;

function ofCamera(asked: unknown): unknown {
  const selection = selectSettings(camera!.capabilities, camera!.defaults, asked);
  if ('failedConstraint' in selection) return selection.failedConstraint;
  const { width, height, frameRate } = selection.settings;
  return `${String(width)}x${String(height)}@${String(frameRate)}`;
}

describe('selectSettings of a camera of 640x480 at 20', () => {
  it.each([
    ['nothing', {}, '640x480@20'],
    ['true', true, '640x480@20'],
    ['an ideal that is too big', { width: { ideal: 1280 }, height: { ideal: 720 } }, '640x480@20'],
    ['bare values, which are ideals', { width: 1920, height: 1080, frameRate: 60 }, '640x480@20'],
    ['a smaller ideal', { width: 320, height: 180, frameRate: 10 }, '320x180@10'],
    ['a width alone: the height follows', { width: 320 }, '320x240@20'],
    ['a height alone: the width follows', { height: { exact: 120 } }, '160x120@20'],
    ['a largest width alone', { width: { max: 320 } }, '320x240@20'],
    ['an ideal with bounds', { width: { min: 100, ideal: 50, max: 200 } }, '100x75@20'],
    ['an aspect ratio', { aspectRatio: 16 / 9 }, '640x360@20'],
    ['a portrait', { aspectRatio: { exact: 0.75 } }, '360x480@20'],
    ['an odd size', { width: { exact: 321 }, height: { exact: 181 } }, '321x181@20'],
    ['a width that it cannot give', { width: { exact: 1280 } }, 'width'],
    ['a least height that it cannot give', { height: { min: 720 } }, 'height'],
    ['a rate that it cannot give', { frameRate: { min: 30 } }, 'frameRate'],
    [
      'a ratio that its exact size is not',
      { width: { exact: 640 }, height: { exact: 480 }, aspectRatio: { exact: 1 } },
      'aspectRatio',
    ],
    ['another device', { deviceId: { exact: 'other' } }, 'deviceId'],
    ['one of several devices', { deviceId: { exact: ['other', 'cam'] } }, '640x480@20'],
    ['preferably another device', { deviceId: 'other' }, '640x480@20'],
    ['the camera at the back', { facingMode: { exact: 'environment' } }, 'facingMode'],
    ['preferably the camera at the back', { facingMode: 'environment' }, '640x480@20'],
    ['a constraint that nobody knows', { torch: { exact: true }, zoom: 2 }, '640x480@20'],
    ['nonsense', { width: 'wide', height: { ideal: 'tall' }, frameRate: null }, '640x480@20'],
    ['an advanced set that can be met', { advanced: [{ width: 320, height: 240 }] }, '320x240@20'],
    [
      'the first advanced set that can be met',
      { advanced: [{ width: 1280 }, { width: 160 }, { width: 320 }] },
      '160x120@20',
    ],
    [
      'an advanced set within bounds',
      { width: { min: 200 }, advanced: [{ width: 100 }, { frameRate: 5 }] },
      '640x480@5',
    ],
  ])('%s', (_name, asked, expected) => {
    expect(ofCamera(asked)).toBe(expected);
  });
});

describe('selectSettings of a microphone', () => {
  it('switches processing as asked', () => {
    const selection = selectSettings(microphone!.capabilities, microphone!.defaults, {
      echoCancellation: false,
      autoGainControl: { exact: false },
      channelCount: 2,
    });
    expect(selection).toMatchObject({
      settings: { echoCancellation: false, autoGainControl: false, noiseSuppression: true, channelCount: 1 },
    });
  });

  it('has one channel and says so when two are demanded', () => {
    expect(selectSettings(microphone!.capabilities, microphone!.defaults, { channelCount: { exact: 2 } })).toEqual({
      failedConstraint: 'channelCount',
    });
  });

  it('has no width to set', () => {
    const selection = selectSettings(microphone!.capabilities, microphone!.defaults, { width: { exact: 9999 } });
    expect(selection).toMatchObject({ settings: { deviceId: 'mic' } });
  });

  it('are those of a quarter of the picture while a saver is on', () => {
    saver = true;
    expect([ofCamera({}), ofCamera({ width: 640 }), ofCamera({ width: { min: 640 } })]).toEqual([
      '320x240@20',
      '320x240@20',
      'width',
    ]);
    saver = false;
    expect(ofCamera({})).toBe('640x480@20');
  });
});
