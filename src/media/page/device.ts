/** The devices of this participant: what they are called, what they can do and what they do unasked. */
import type { CameraConfig, MicrophoneConfig, PageConfig } from './config.js';
import type { Capabilities, Settings } from './constraints.js';

interface Named {
  readonly label: string;
  readonly deviceId: string;
  readonly groupId: string;
}

export interface InputDevice extends Named {
  readonly kind: 'audioinput' | 'videoinput';
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

export function fakeDevices(config: PageConfig): FakeDevices {
  return {
    ...(config.camera && { camera: camera(config.camera) }),
    ...(config.microphone && { microphone: microphone(config.microphone) }),
    speaker: { kind: 'audiooutput', ...config.speaker },
  };
}

function camera({ label, deviceId, groupId, width, height, frameRate }: CameraConfig): InputDevice {
  return {
    kind: 'videoinput',
    label,
    deviceId,
    groupId,
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
