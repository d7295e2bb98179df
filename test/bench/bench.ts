/**
 * `npm run bench [-- part …]`: what Rollcall costs, each figure beside what it should be, with the machine. Ratios are of one
 * run. It never gates anything: the exit code is 0 whatever the figures are.
 */
import os from 'node:os';
import type { Figure } from './figure.js';
import { joinRatio } from './join-ratio.js';
import { networkNeighbour } from './network-neighbour.js';
import { probeCost } from './probe-cost.js';
import { replaySpeed } from './replay-speed.js';
import { startTime } from './start-time.js';

const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'join-ratio': joinRatio,
  'network-neighbour': networkNeighbour,
  'probe-cost': probeCost,
  'replay-speed': replaySpeed,
  'start-time': startTime,
};

const wanted = process.argv.slice(2);
const model = os.cpus()[0]?.model ?? 'unknown processor';
process.stdout.write(`${os.availableParallelism()} × ${model}, load ${loadNow()}, Node ${process.version}\n`);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { name: what, value, unit, target, met } of await measure()) {
    const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
    process.stdout.write(`${met ? 'met   ' : 'MISSED'} ${what}: ${figure} ${unit} (${target})\n`);
  }
}
process.stdout.write(`load at the end ${loadNow()}\n`);

function loadNow(): string {
  return (os.loadavg()[0] ?? 0).toFixed(2);
}
