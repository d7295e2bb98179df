/** A timed step of a phone → the participant's own action, so that either way the same is done and recorded. */
import type { Participant } from '../model/participant.js';
import type { PhoneStep } from '../model/phone.js';

type Acting = Pick<Participant, 'rotate' | 'appSwitch' | 'incomingCall' | 'dataSaver'>;

export function actPhoneStep(participant: Acting, step: PhoneStep): Promise<void> {
  switch (step.action) {
    case 'rotate':
      return participant.rotate();
    case 'appSwitch':
      return participant.appSwitch(step.for_ms ?? 0, { frozen: step.frozen ?? false });
    case 'incomingCall':
      return participant.incomingCall(step.for_ms ?? 0);
    case 'dataSaver':
      return participant.dataSaver(true);
  }
}
