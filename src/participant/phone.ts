/** What can happen to a participant's phone, done to its page. Who calls records it; this does it. */
import type { Page } from 'playwright';
import type { Device } from '../browser/devices.js';
import { heldTurned, heldUpright, turnPhone } from '../browser/phone/turn-phone.js';
import { HarnessError } from '../shared/errors.js';

export interface PhoneParts {
  readonly page: Page;
  readonly device: Device;
}

export class Phone {
  readonly #parts: PhoneParts;
  #turned = false;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
  }

  async rotate(): Promise<void> {
    const { page, device } = this.#parts;
    if (!device.isMobile) {
      throw new HarnessError('participant', `rotate() needs a phone or a tablet, and this is "${device.name}"`);
    }
    this.#turned = !this.#turned;
    await turnPhone(page, this.#turned ? heldTurned(device) : heldUpright(device));
  }
}
