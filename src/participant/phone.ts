/** What can happen to a participant's phone, done to its page and its devices. Who calls records it; this does it. */
import type { Page } from 'playwright';
import type { Device } from '../browser/devices.js';
import { hidePage } from '../browser/phone/hide-page.js';
import { heldTurned, heldUpright, PhoneTurner } from '../browser/phone/turn-phone.js';
import type { DeviceControl } from '../media/device-control.js';
import type { Clock } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';

export interface PhoneParts {
  readonly page: Page;
  readonly device: Device;
  readonly devices: DeviceControl;
  readonly clock: Clock;
  /** The end of the iteration: what lasts is over then. */
  readonly signal: AbortSignal;
}

export class Phone {
  readonly #parts: PhoneParts;
  readonly #turner: PhoneTurner;
  #turned = false;
  #isAway = false;
  #isCalled = false;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
    this.#turner = new PhoneTurner(parts.page, parts.device);
  }

  async rotate(): Promise<void> {
    const { device } = this.#parts;
    if (!device.isMobile) {
      throw new HarnessError('participant', `rotate() needs a phone or a tablet, and this is "${device.name}"`);
    }
    this.#turned = !this.#turned;
    await this.#turner.turn(this.#turned ? heldTurned(device) : heldUpright(device));
  }

  /** A phone takes the camera from a page that is not seen; a desktop leaves it. */
  async appSwitch(forMs: number, { frozen }: { readonly frozen: boolean }): Promise<void> {
    if (this.#isAway) throw new HarnessError('participant', 'appSwitch() while another app is in front already');
    this.#isAway = true;
    try {
      await this.#muted();
      const hidden = await hidePage(this.#parts.page, { frozen });
      try {
        await this.#lasts(forMs);
      } finally {
        await hidden.show();
      }
    } finally {
      this.#isAway = false;
      await this.#muted();
    }
  }

  async incomingCall(forMs: number): Promise<void> {
    if (this.#isCalled) throw new HarnessError('participant', 'incomingCall() during another call');
    this.#isCalled = true;
    try {
      await this.#muted();
      await this.#lasts(forMs);
    } finally {
      this.#isCalled = false;
      await this.#muted();
    }
  }

  async dataSaver(on: boolean): Promise<void> {
    await this.#parts.devices.change({ saver: on });
  }

  /** Camera and microphone as the phone leaves them now. */
  async #muted(): Promise<void> {
    const { device, devices } = this.#parts;
    const cameraMuted = this.#isCalled || (this.#isAway && device.isMobile);
    await devices.change({ cameraMuted, microphoneMuted: this.#isCalled });
  }

  async #lasts(ms: number): Promise<void> {
    const { clock, signal } = this.#parts;
    await clock.sleep(ms, signal);
  }
}
