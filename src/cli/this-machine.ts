/** What this machine can bear: as it was measured, else as machines of its size usually can. */
import { readCalibration } from '../generator/calibration.js';
import { machineFacts } from '../generator/machine.js';
import { capacityOf, usualCost, type Capacity } from '../metrics/capacity.js';
import type { Machine } from '../scenario/plan-demand.js';

export function thisMachine(): Machine {
  const facts = machineFacts();
  const calibration = readCalibration(facts);
  return { cores: facts.cores, cost: calibration?.cost ?? usualCost, calibrated: calibration !== undefined };
}

export function capacityHere(): Capacity {
  const { cores, cost } = thisMachine();
  return capacityOf(cores, cost);
}
