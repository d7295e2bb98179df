/** What the host tells the page, as JSON: the devices the page sees, and what they show and say. */

/** How a device presents itself. All tracks of it and `enumerateDevices` agree, since all read this. */
interface DeviceIdentity {
  readonly label: string;
  readonly deviceId: string;
  readonly groupId: string;
}

/** Its size and rate are what a page gets that asks for nothing, and the most that any page gets. */
export interface CameraConfig extends DeviceIdentity {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

export interface MicrophoneConfig extends DeviceIdentity {
  /** Hertz. */
  readonly sampleRate: number;
}

/** Mono, 16 bit, little endian, base64. */
interface SoundData {
  readonly samples: string;
}

/** What the devices deliver. Sent to the worker that makes frames and sound. */
export interface SourceConfig {
  /** This participant's own: face, voice and the times at which it speaks follow from it. */
  readonly seed: number;
  /** Shown in the picture, so that people can tell who is who. */
  readonly initials: string;
  /** A picture is its file, base64. */
  readonly camera: 'talking-head' | 'still' | { readonly picture: string };
  readonly microphone: 'speech' | 'silence' | SoundData;
  /** Hertz, of the microphone. */
  readonly sampleRate: number;
}

export interface PageConfig {
  readonly role: 'page';
  /** Absent: this participant has none. */
  readonly camera?: CameraConfig;
  readonly microphone?: MicrophoneConfig;
  readonly speaker: DeviceIdentity;
  readonly source: SourceConfig;
  /** Text of the script that a worker runs to make frames and sound: this same bundle with `WorkerConfig`. */
  readonly workerScript: string;
}

export interface WorkerConfig {
  readonly role: 'worker';
}
