/** What happens to a phone, or is like on it, beyond its screen. */
import type { StepAnchor } from './network.js';

/** How quick its processor is: Chromium's main thread is slowed, its codecs are not. */
export const processorClasses = ['flagship', 'mid-range', 'entry'] as const;
export type ProcessorClass = (typeof processorClasses)[number];

export const phoneActions = ['rotate', 'appSwitch', 'incomingCall', 'dataSaver'] as const;
type PhoneActionName = (typeof phoneActions)[number];

/** One of them at a time of the scenario's own. */
export interface PhoneStep {
  readonly at_ms: number;
  readonly after: StepAnchor;
  readonly action: PhoneActionName;
  /** How long it lasts, for those that end: `appSwitch`, `incomingCall`; `dataSaver` lasts to the end without it. */
  readonly for_ms?: number;
  /** `appSwitch` only: the page is frozen too. Such a page is `unobserved`. */
  readonly frozen?: boolean;
}
