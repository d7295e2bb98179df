/** What a participant asks of its platform: the engine, with the profile, the page and the link filled in. */
import type { Page } from 'playwright';
import type { DeviceClass } from '../model/device.js';
import { hostMs } from '../model/time.js';
import type { Outcome } from '../model/outcome.js';
import { leaveMeeting, setCamera, setMicrophone } from '../platform/act-in-meeting.js';
import { joinMeeting } from '../platform/join-meeting.js';
import type { ObservedJoin } from '../platform/observe-join.js';
import type { PlatformProfile } from '../platform/profile.js';
import type { Acting } from '../platform/run-steps.js';
import { unlessAborted, type Clock } from '../shared/clock.js';
import { deadlineIn, type Deadline } from '../shared/deadline.js';
import { HarnessError } from '../shared/errors.js';
import type { IterationPlan } from './iteration-plan.js';
import type { ParticipantBus } from './participant-bus.js';

/** A button in a toolbar that hides itself may need a moment. */
const actTimeoutMs = 10_000;

export interface MeetingDoorParts {
  readonly plan: IterationPlan;
  readonly profile: PlatformProfile;
  readonly page: Page;
  readonly bus: ParticipantBus;
  readonly observer: ObservedJoin;
  readonly clock: Clock;
  /** What has to be done last before the link is opened. */
  readonly beforeOpening?: () => Promise<void>;
}

export class MeetingDoor {
  readonly #parts: MeetingDoorParts;
  #steps: string[] = [];

  constructor(parts: MeetingDoorParts) {
    this.#parts = parts;
  }

  /** The state that the profile's rules prove now. */
  get state(): string {
    return this.#parts.observer.state;
  }

  /** What the last join did on its way in, each step with the locator that matched. */
  get steps(): readonly string[] {
    return this.#steps;
  }

  /** Opens the link and joins. @returns why it is not in, or `undefined` when it is. */
  async join(deadline: Deadline, signal: AbortSignal): Promise<Outcome | undefined> {
    const { plan, bus, clock, page, beforeOpening } = this.#parts;
    this.#steps = [];
    const result = await joinMeeting({
      ...this.#acting(deadline, signal),
      link: plan.link,
      variables: { ...plan.variables, name: plan.displayName },
      onStep: (said) => this.#steps.push(said),
      open: async (address) => {
        await beforeOpening?.();
        bus.emit({ t: hostMs(clock.now()), p: bus.participant, type: 'moment', name: 'link_opened' });
        // A server that never answers must not keep a participant that is to stop.
        const opening = page.goto(address, { waitUntil: 'commit', timeout: Math.max(1, deadline.left()) });
        return await unlessAborted(opening, signal);
      },
    });
    return result.outcome === 'in_meeting' ? undefined : result;
  }

  /** Leaves as a person would. Rejects when that did not work; closing the page always does. */
  async leave(deadline: Deadline, signal: AbortSignal): Promise<void> {
    if (this.#parts.profile.actions.leave === undefined) return;
    const { left, state } = await leaveMeeting(this.#acting(deadline, signal));
    if (!left) throw new HarnessError('participant', `the page still shows ${state} after leaving`);
  }

  async act(name: 'mute' | 'unmute' | 'cameraOn' | 'cameraOff', signal: AbortSignal): Promise<void> {
    const acting = this.#acting(deadlineIn(this.#parts.clock, actTimeoutMs), signal);
    if (name === 'mute' || name === 'unmute') await setMicrophone(name === 'unmute', acting);
    else await setCamera(name === 'cameraOn', acting);
  }

  #acting(deadline: Deadline, signal: AbortSignal): Acting {
    const { plan, profile, page, bus, observer, clock } = this.#parts;
    const deviceClass: DeviceClass = plan.tags.device_class;
    return {
      page,
      profile,
      observer,
      participant: bus.participant,
      sink: bus,
      clock,
      deadline,
      signal,
      deviceClass,
      media: plan.media,
      variables: { ...plan.variables, name: plan.displayName },
      rewrite: plan.rewrite,
    };
  }
}
