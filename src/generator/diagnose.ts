/**
 * Is this machine fit to measure? A list of checks, each with what was found and, when it is not well, what to do.
 * Printing is the command line's.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { statfsSync } from 'node:fs';
import os from 'node:os';
import type { HeaderLine } from '../model/line.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { deadTempFolders } from '../shared/temp-folder.js';
import { machineFacts, type MachineFacts } from './machine.js';
import { parseMeminfoBytes, parseOpenFilesLimit } from './proc.js';
import { readParsed } from './read-text.js';

export interface Check {
  /** `browser`, `memory` … */
  readonly name: string;
  /** `warn`: runs work, and something is lost or doubtful. `bad`: runs will fail. */
  readonly ok: 'ok' | 'warn' | 'bad';
  readonly found: string;
  /** One sentence: what to do. */
  readonly advice?: string;
}

export interface DiagnoseOptions {
  readonly clock: Clock;
  /** What `findBrowser` gave, or what it threw. */
  readonly browser:
    (Omit<NonNullable<HeaderLine['browser']>, 'headless'> & { readonly executablePath: string }) | Error;
  /** What this machine can bear, in words, and how that is known. */
  readonly capacity: { readonly participants: number; readonly text: string };
  /** Where results are written; its free space is looked at. */
  readonly resultsFolder: string;
}

/** A check whose answer this system does not give is left out. */
export async function diagnose({
  clock,
  browser,
  capacity,
  resultsFolder,
}: DiagnoseOptions): Promise<readonly Check[]> {
  const machine = machineFacts();
  return [
    checkNode(process.versions.node),
    ...checkBrowser(browser),
    checkCores(machine, capacity.text),
    checkMemory(
      machine,
      capacity.participants,
      readParsed('/proc/meminfo', (text) => parseMeminfoBytes(text, 'MemAvailable')),
    ),
    ...checkSharedMemory(sizeOf('/dev/shm')),
    ...checkOpenFiles(readParsed('/proc/self/limits', parseOpenFilesLimit)),
    ...checkSpace('free disk', resultsFolder, sizeOf(resultsFolder)),
    ...checkSpace('free temporary space', os.tmpdir(), sizeOf(os.tmpdir())),
    checkLeftovers(deadTempFolders()),
    await checkLoopback(clock),
  ];
}

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const name = 'node';
  if (major > 20 || (major === 20 && minor >= 19)) return { name, ok: 'ok', found: version };
  return { name, ok: 'bad', found: version, advice: 'Install Node 20.19 or newer from https://nodejs.org.' };
}

/** The first Chromium in which a participant's WebRTC can be slowed down through CDP (checked from here on). */
const oldestForNetworks = 147;

export function checkBrowser(browser: DiagnoseOptions['browser']): readonly Check[] {
  if (browser instanceof Error) {
    const advice = browser instanceof HarnessError ? browser.hint : undefined;
    return [{ name: 'browser', ok: 'bad', found: messageOf(browser), ...(advice === undefined ? {} : { advice }) }];
  }
  const found = `${browser.version} (${browser.source}, ${browser.executablePath})`;
  const old = Number(browser.version.split('.')[0]) < oldestForNetworks;
  return [
    old
      ? {
          name: 'browser',
          ok: 'warn',
          found,
          advice: `Update it: below ${oldestForNetworks} networks of WebRTC cannot be emulated.`,
        }
      : { name: 'browser', ok: 'ok', found },
    browser.h264
      ? { name: 'H.264', ok: 'ok', found: 'yes' }
      : {
          name: 'H.264',
          ok: 'warn',
          found: 'no',
          advice: 'Platforms that use H.264 alone will not work; install Google Chrome.',
        },
  ];
}

function checkCores(machine: MachineFacts, capacity: string): Check {
  const found = `${machine.cores}${machine.cpu_model === undefined ? '' : ` × ${machine.cpu_model}`}; holds ${capacity}`;
  if (machine.cores >= 2) return { name: 'cores', ok: 'ok', found };
  return {
    name: 'cores',
    ok: 'warn',
    found,
    advice: 'Join times on fewer than two cores are mostly the machine’s own.',
  };
}

/**
 * Measured with Chromium 156: 90 MB in a call with one video each way, its share of a browser included. Real platforms'
 * pages are heavier, and a grid has more videos.
 */
const memoryPerParticipantBytes = 200e6;

export function checkMemory(machine: MachineFacts, participants: number, availableBytes: number | undefined): Check {
  const available = availableBytes === undefined ? undefined : Math.min(availableBytes, machine.memory_bytes);
  const found = `${gigabytes(machine.memory_bytes)}${available === undefined ? '' : `, ${gigabytes(available)} available`}`;
  const needed = participants * memoryPerParticipantBytes;
  if ((available ?? machine.memory_bytes) >= needed) return { name: 'memory', ok: 'ok', found };
  return {
    name: 'memory',
    ok: 'warn',
    found,
    advice: `${participants} participants want ${gigabytes(needed)}; start fewer or close other programs.`,
  };
}

/** Below this Chromium is told to use files instead; see browser/launch-options.ts. */
const roomySharedMemoryBytes = 4_080_218_931;

export function checkSharedMemory(size: Size | undefined): readonly Check[] {
  if (size === undefined) return [];
  const check = { name: '/dev/shm', found: `${gigabytes(size.free)} free` };
  if (size.free >= roomySharedMemoryBytes) return [{ ...check, ok: 'ok' }];
  return [
    {
      ...check,
      ok: 'warn',
      advice: 'Browsers will share memory through files, which costs disk writes; in Docker, add --shm-size=4g.',
    },
  ];
}

/** A limit of one process. Measured: 100 in an idle browser's main process, 12 more for each context in a call. */
const enoughOpenFiles = 1_024;

export function checkOpenFiles(limit: number | undefined): readonly Check[] {
  if (limit === undefined) return [];
  const check = { name: 'open files', found: limit === Infinity ? 'unlimited' : String(limit) };
  if (limit >= enoughOpenFiles) return [{ ...check, ok: 'ok' }];
  return [{ ...check, ok: 'warn', advice: `Type before a run: ulimit -n ${enoughOpenFiles}` }];
}

interface Size {
  /** Bytes. */
  readonly free: number;
}

/** A run of an hour with 20 participants records 250 MB, and its browsers' profiles take as much. */
const enoughSpaceBytes = 1e9;
const hardlyAnySpaceBytes = 100e6;

export function checkSpace(name: string, folder: string, size: Size | undefined): readonly Check[] {
  if (size === undefined) return [];
  const check = { name, found: `${gigabytes(size.free)} in ${folder}` };
  if (size.free >= enoughSpaceBytes) return [{ ...check, ok: 'ok' }];
  return [{ ...check, ok: size.free < hardlyAnySpaceBytes ? 'bad' : 'warn', advice: 'Free some space there.' }];
}

export function checkLeftovers(folders: readonly string[]): Check {
  const name = 'leftovers';
  if (folders.length === 0) return { name, ok: 'ok', found: 'none' };
  return {
    name,
    ok: 'warn',
    found: `temporary folders of ${folders.length} dead ${folders.length === 1 ? 'run' : 'runs'}`,
    advice: 'The next run removes them.',
  };
}

/** The built-in meeting's media is UDP on loopback. A firewall may forbid it. */
async function checkLoopback(clock: Clock): Promise<Check> {
  const name = 'loopback UDP';
  const [sender, receiver] = [createSocket('udp4'), createSocket('udp4')];
  try {
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const arrival = once(receiver, 'message');
    sender.send('rollcall', receiver.address().port, '127.0.0.1');
    const arrived = await raceDeadline(clock, arrival, deadlineIn(clock, 1_000));
    if (!arrived.timedOut) return { name, ok: 'ok', found: 'works' };
    return { name, ok: 'bad', found: 'a datagram did not arrive', advice: 'Allow UDP on 127.0.0.1 in the firewall.' };
  } catch (error) {
    return { name, ok: 'bad', found: messageOf(error), advice: 'Allow UDP on 127.0.0.1.' };
  } finally {
    sender.close();
    receiver.close();
  }
}

function sizeOf(folder: string): Size | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { free: bavail * bsize };
  } catch {
    return undefined;
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
