/** One iteration as the run hands it to a participant: who, where, when, with what. Times in milliseconds. */
import type { MediaChoice } from '../model/device.js';
import type { Participant } from '../model/participant.js';
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
  readonly device: string;
  readonly media: MediaChoice;
  readonly displayName: string;
  readonly locale: string;
  readonly timezone?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly joinTimeoutMs: number;
  readonly holdMs: number;
  readonly leaveTimeoutMs: number;
  readonly exec?: (participant: Participant) => Promise<void>;
  /** Aborted when this iteration is to leave now. */
  readonly stop: AbortSignal;
}
