/** One iteration as the run hands it to a participant: who, where, when, with what. Times in milliseconds. */
import type { Device } from '../browser/devices.js';
import type { MediaChoice } from '../model/device.js';
import type { NetworkStep } from '../model/network.js';
import type { Participant } from '../model/participant.js';
import type { PhoneStep, ProcessorClass } from '../model/phone.js';
import type { Tags } from '../model/tags.js';
import type { HostMs } from '../model/time.js';

export interface IterationPlan {
  /** `p` of its lines. */
  readonly participant: string;
  readonly scheduled: HostMs;
  readonly tags: Tags;
  readonly vu: number;
  readonly iteration: number;
  /** Key of the meeting in the header. */
  readonly meeting: string;
  /** The whole link, secrets included: never written anywhere. */
  readonly link: string;
  /** The address that is opened in place of this one. */
  readonly rewrite: (address: string) => string;
  /** The only hosts beside this machine that its pages may ask. Absent: any. */
  readonly onlyHosts?: readonly string[];
  /** For the profile's templates: passcode and the like, never written anywhere. */
  readonly variables: Readonly<Record<string, string>>;
  readonly device: Device;
  readonly media: MediaChoice;
  /** In the order of time; the first is in force before the link is opened. None: this machine's own. */
  readonly networks: readonly NetworkStep[];
  readonly displayName: string;
  readonly locale: string;
  readonly timezone?: string;
  /** The file of a session that is logged in. Absent: comes as a guest. */
  readonly storageState?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Seeds this participant's face and voice. */
  readonly seed: number;
  /** Absent: as quick as this machine. */
  readonly processor?: ProcessorClass;
  readonly joinTimeoutMs: number;
  readonly holdMs: number;
  readonly leaveTimeoutMs: number;
  /** What happens to the phone, and when. */
  readonly steps: readonly PhoneStep[];
  readonly exec?: (participant: Participant) => Promise<void>;
  /** Keep a Playwright trace. */
  readonly trace: boolean;
  /** Aborted when this iteration is to leave now. */
  readonly stop: AbortSignal;
  /** Aborted when there is no time left even for leaving. */
  readonly abandon: AbortSignal;
}
