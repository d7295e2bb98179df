/** The scenario that is made when there is no file: one burst, half desktops and half phones unless a device is named. */
import type { Scenario, ScenarioEntry } from '../scenario/scenario.js';
import type { OptionValues } from './option-table.js';

/** An Android phone: an emulated iPhone is like no real one. */
const phone = 'Pixel 7';

/** Over so long a burst comes when nobody says otherwise, neither the user nor the platform. */
const usualWithinMs = 5_000;

/**
 * @param options those which shape the plan; all others meet where those of a file do.
 * @param joinsPerSecond how fast people come when nobody says; `undefined`: as a burst usually does
 */
export function madeScenario(
  options: Pick<OptionValues, 'participants' | 'device' | 'within' | 'iterations'>,
  defaultParticipants: number,
  joinsPerSecond?: number,
): Scenario {
  const participants = options.participants ?? defaultParticipants;
  const gentleMs = joinsPerSecond === undefined ? 0 : Math.ceil((participants / joinsPerSecond) * 1_000);
  const isGentle = options.within === undefined && gentleMs > usualWithinMs;
  const phones = Math.floor(participants / 2);
  const burst = (vus: number, device: string): ScenarioEntry => ({
    executor: 'burst',
    vus,
    within: options.within ?? Math.max(usualWithinMs, gentleMs),
    // By chance some would come together.
    ...(isGentle && { arrival: 'even' as const }),
    iterations: options.iterations ?? 1,
    device,
    // A meeting of any size has few cameras and few who talk; it is also what a small machine can bear.
    media: { camera: 'talking-head', cameras: 1, microphone: 'speech', microphones: 1 },
  });
  if (options.device !== undefined) return { scenarios: { everyone: burst(participants, options.device) } };
  return {
    scenarios: {
      desktops: burst(participants - phones, 'desktop'),
      ...(phones > 0 && { phones: burst(phones, phone) }),
    },
  };
}
