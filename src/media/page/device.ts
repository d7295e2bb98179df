/** The devices of this participant: what they are called, what they can do and what they do unasked. */
import type { DeviceState } from '../../model/device-state.js';
import type { CameraConfig, MicrophoneConfig, PageConfig } from './config.js';
import type { Capabilities, Settings } from './constraints.js';

interface Named {
  readonly label: string;
  readonly deviceId: string;
  readonly groupId: string;
}

export interface InputDevice extends Named {
  readonly kind: 'audioinput' | 'videoinput';
  /** What it can do now: less while a saver is on. */
  readonly capabilities: Capabilities;
  readonly defaults: Settings;
}

export interface OutputDevice extends Named {
  readonly kind: 'audiooutput';
}

export interface FakeDevices {
  readonly camera?: InputDevice;
  readonly microphone?: InputDevice;
  readonly speaker: OutputDevice;
}

/** @param now what the phone does to its devices, asked for each time. */
export function fakeDevices(config: PageConfig, now: () => DeviceState): FakeDevices {
  return {
    ...(config.camera && { camera: camera(config.camera, now) }),
    ...(config.microphone && { microphone: microphone(config.microphone) }),
    speaker: { kind: 'audiooutput', ...config.speaker },
  };
}

/**
 * A saver takes half the width and half the height: a quarter of the pixels, one step down on the ladder that platforms use
 * themselves (720p, 360p, 180p). Chosen; phones and apps differ.
 */
const saverScale = 0.5;

function camera(config: CameraConfig, now: () => DeviceState): InputDevice {
  const { label, deviceId, groupId, width, height } = config;
  const scaled = (pixels: number): number => Math.max(1, Math.round(pixels * saverScale));
  const full = cameraAbilities(config);
  const saving = cameraAbilities({ ...config, width: scaled(width), height: scaled(height) });
  return {
    kind: 'videoinput',
    label,
    deviceId,
    groupId,
    get capabilities() {
      return (now().saver ? saving : full).capabilities;
    },
    get defaults() {
      return (now().saver ? saving : full).defaults;
    },
  };
}

function cameraAbilities({
  deviceId,
  groupId,
  width,
  height,
  frameRate,
}: CameraConfig): Pick<InputDevice, 'capabilities' | 'defaults'> {
  return {
    capabilities: {
      aspectRatio: { min: 1 / height, max: width },
      deviceId,
      facingMode: ['user'],
      frameRate: { min: 1, max: frameRate },
      groupId,
      height: { min: 1, max: height },
      resizeMode: ['none', 'crop-and-scale'],
      width: { min: 1, max: width },
    },
    defaults: {
      aspectRatio: width / height,
      deviceId,
      facingMode: 'user',
      frameRate,
      groupId,
      height,
      resizeMode: 'none',
      width,
    },
  };
}

/** The three processings are named and switched, as pages expect, but there is neither echo nor noise to take away. */
function microphone({ label, deviceId, groupId, sampleRate }: MicrophoneConfig): InputDevice {
  const either = [true, false];
  return {
    kind: 'audioinput',
    label,
    deviceId,
    groupId,
    capabilities: {
      autoGainControl: either,
      channelCount: { min: 1, max: 1 },
      deviceId,
      echoCancellation: either,
      groupId,
      latency: { min: 0.02, max: 0.02 },
      noiseSuppression: either,
      sampleRate: { min: sampleRate, max: sampleRate },
      sampleSize: { min: 16, max: 16 },
    },
    defaults: {
      autoGainControl: true,
      channelCount: 1,
      deviceId,
      echoCancellation: true,
      groupId,
      latency: 0.02,
      noiseSuppression: true,
      sampleRate,
      sampleSize: 16,
    },
  };
}
