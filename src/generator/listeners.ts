/**
 * Whose processes serve a meeting that was started on this machine by hand. What a meeting takes is no other program's doing:
 * a run is not spoiled because its meeting is near.
 */
import { readlinkSync } from 'node:fs';
import os from 'node:os';
import { isLoopbackHost } from '../shared/loopback.js';
import { parseListening } from './proc.js';
import { numbersIn, readParsed } from './read-text.js';

/** @returns ids of the processes that listen where these links lead. Of other machines none, and where the system does not tell. */
export function listenersAt(links: readonly string[]): readonly number[] {
  const own = new Set(
    Object.values(os.networkInterfaces()).flatMap((each) => each?.map(({ address }) => address) ?? []),
  );
  const ports = new Set(
    links
      .map((link) => new URL(link))
      .filter(({ hostname }) => isLoopbackHost(hostname) || own.has(hostname))
      .map(({ port, protocol }) => Number(port !== '' ? port : protocol === 'https:' ? 443 : 80)),
  );
  if (ports.size === 0) return [];
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
      (readParsed(file, parseListening) ?? [])
        .filter(({ port }) => ports.has(port))
        .map(({ inode }) => `socket:[${inode}]`),
    ),
  );
  return sockets.size === 0 ? [] : numbersIn('/proc').filter((pid) => holds(pid, sockets));
}

function holds(pid: number, sockets: ReadonlySet<string>): boolean {
  return numbersIn(`/proc/${pid}/fd`).some((descriptor) => {
    try {
      return sockets.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`));
    } catch {
      return false;
    }
  });
}
