/** A timed step of a phone → the participant's own action, so that either way the same is done and recorded. */
import type { Participant } from '../model/participant.js';
import type { PhoneStep } from '../model/phone.js';

type Acting = Pick<Participant, 'rotate' | 'appSwitch' | 'incomingCall' | 'dataSaver'>;

/** @param lasts as long as the step does; rejects when the iteration ends before. */
export async function actPhoneStep(participant: Acting, step: PhoneStep, lasts: () => Promise<void>): Promise<void> {
  switch (step.action) {
    case 'rotate':
      await participant.rotate();
      break;
    case 'appSwitch':
      await participant.appSwitch(step.for_ms ?? 0, { frozen: step.frozen ?? false });
      break;
    case 'incomingCall':
      await participant.incomingCall(step.for_ms ?? 0);
      break;
    case 'dataSaver':
      await participant.dataSaver(true);
      if (step.for_ms === undefined) break;
      await lasts();
      await participant.dataSaver(false);
  }
}
