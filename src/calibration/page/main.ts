/** Two parts in one bundle: what looks at the participant's page, and the page on which a person answers. */
import { screenDescriber } from './describe-screen.js';
import { showCalibration } from './person.js';
import { describerKey } from './screen.js';

export default function calibration({ part }: { readonly part: 'screen' | 'person' }): void {
  if (part === 'person') {
    showCalibration();
    return;
  }
  if (describerKey in globalThis) return;
  Object.defineProperty(globalThis, describerKey, { value: screenDescriber(), configurable: true });
}
