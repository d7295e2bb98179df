/** How loaded this machine was while a row was measured: a row that fails on a busy machine says little. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { parsePressureUs } from '../../src/generator/proc.js';
import { monotonicClock } from '../../src/shared/clock.js';

export interface MachineLoad {
  /** Load averages over a minute. */
  readonly load_before: number;
  readonly load_after: number;
  /** Share of the time in which some task waited for a processor, 0–1; absent where the kernel does not say. */
  readonly psi_cpu_some?: number;
  readonly seconds: number;
}

const clock = monotonicClock();

/** @returns a function that says how it was since this call. */
export function watchLoad(): () => MachineLoad {
  const from = clock.now();
  const loadBefore = load1();
  const pressureBefore = pressureUs();
  return () => {
    const ms = clock.now() - from;
    const pressure = pressureUs();
    return {
      load_before: loadBefore,
      load_after: load1(),
      ...(pressure === undefined || pressureBefore === undefined
        ? {}
        : { psi_cpu_some: (pressure - pressureBefore) / 1_000 / ms }),
      seconds: ms / 1_000,
    };
  };
}

export function loadText({ load_before: before, load_after: after, psi_cpu_some: psi, seconds }: MachineLoad): string {
  const pressure = psi === undefined ? '' : `, some task waited ${Math.round(100 * psi)} % of the time`;
  return `${seconds.toFixed(0)} s, load ${before.toFixed(1)} → ${after.toFixed(1)} on ${os.availableParallelism()} cores${pressure}`;
}

function load1(): number {
  return os.loadavg()[0] ?? 0;
}

function pressureUs(): number | undefined {
  try {
    return parsePressureUs(readFileSync('/proc/pressure/cpu', 'utf8'));
  } catch {
    return undefined;
  }
}
