/**
 * `npm run bench [-- part …]`: what Rollcall costs, each figure beside what it should be, with the machine. Ratios are of one
 * run. It never gates anything: the exit code is 0 whatever the figures are.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { dashboardQueries } from './dashboard-queries.js';
import type { Figure } from './figure.js';
import { influxLive } from './influx-live.js';
import { influxWrite } from './influx-write.js';
import { joinRatio } from './join-ratio.js';
import { networkNeighbour } from './network-neighbour.js';
import { probeCost } from './probe-cost.js';
import { replaySpeed } from './replay-speed.js';
import { startTime } from './start-time.js';
import { stateDetection } from './state-detection.js';

const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'dashboard-queries': dashboardQueries,
  'influx-live': influxLive,
  'influx-write': influxWrite,
  'join-ratio': joinRatio,
  'network-neighbour': networkNeighbour,
  'probe-cost': probeCost,
  'replay-speed': replaySpeed,
  'start-time': startTime,
  'state-detection': stateDetection,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => parts[name] === undefined);
if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${Object.keys(parts).join(', ')}`);

const [only, ...others] = wanted;
const measure = only === undefined ? undefined : parts[only];
if (measure !== undefined && others.length === 0) {
  print(await measure());
} else {
  const model = os.cpus()[0]?.model ?? 'unknown processor';
  process.stdout.write(`${os.availableParallelism()} × ${model}, load ${loadNow()}, Node ${process.version}\n`);
  // Each in a process of its own: what one leaves on the heap would be collected while the next is timed.
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    const child = spawn(process.execPath, ['--expose-gc', script(), name], { stdio: 'inherit' });
    await once(child, 'exit');
  }
  process.stdout.write(`load at the end ${loadNow()}\n`);
}

function print(figures: readonly Figure[]): void {
  for (const { name: what, value, unit, target, met } of figures) {
    const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
    process.stdout.write(`${met ? 'met   ' : 'MISSED'} ${what}: ${figure} ${unit} (${target})\n`);
  }
}

function script(): string {
  const [, own] = process.argv;
  if (own === undefined) throw new Error('no script');
  return own;
}

function loadNow(): string {
  return (os.loadavg()[0] ?? 0).toFixed(2);
}
