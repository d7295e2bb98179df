/** What a participant does once it is in: leave, and switch its microphone and camera. */
import type { JoinState } from '../model/join-state.js';
import { HarnessError } from '../shared/errors.js';
import type { Actions } from './profile.js';
import { runSteps, waitForState, type Acting } from './run-steps.js';

export interface LeaveResult {
  /** The page shows that it is out. `false`: it did not in time, or the profile has no way to leave; close the page. */
  readonly left: boolean;
  readonly state: JoinState;
  readonly steps: readonly string[];
}

/** @throws HarnessError `participant` when a step could not be done in time. */
export async function leaveMeeting(acting: Acting): Promise<LeaveResult> {
  const { leave = [] } = acting.profile.actions;
  if (leave.length === 0) return { left: false, state: acting.observer.state, steps: [] };
  const steps: string[] = [];
  await runSteps(leave, acting, steps);
  const state = await waitForState(acting, isOut, acting.deadline.left());
  return { left: state !== undefined, state: state ?? acting.observer.state, steps };
}

/** @throws HarnessError `participant` when the profile does not say how, or a step could not be done in time. */
export function setMicrophone(on: boolean, acting: Acting): Promise<readonly string[]> {
  return carryOut(on ? 'unmute' : 'mute', acting);
}

/** @throws HarnessError `participant` when the profile does not say how, or a step could not be done in time. */
export function setCamera(on: boolean, acting: Acting): Promise<readonly string[]> {
  return carryOut(on ? 'cameraOn' : 'cameraOff', acting);
}

async function carryOut(action: Exclude<keyof Actions, 'join' | 'leave'>, acting: Acting): Promise<readonly string[]> {
  const steps = acting.profile.actions[action];
  if (steps !== undefined) {
    const done: string[] = [];
    await runSteps(steps, acting, done);
    return done;
  }
  const { name } = acting.profile;
  throw new HarnessError('participant', `The platform profile ${name} has no action ${action}.`, {
    hint: `Add actions.${action} to the profile, or leave it out of the scenario.`,
  });
}

function isOut(state: JoinState): boolean {
  return state !== 'in_meeting' && state !== 'reconnecting';
}
