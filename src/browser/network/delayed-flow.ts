/**
 * One direction of one TCP connection: what the source sends reaches the target later, in order, as the path has it.
 *
 *     source ─► link (rate, queue) ─► on its way (half the round trip) ─► target
 *
 * The source is not read while the queue or the window is full: it feels that as it would feel a slow receiver.
 */
import type { Socket } from 'node:net';
import { unlessAborted, type Clock } from '../../shared/clock.js';
import type { TcpPath } from './tcp-path.js';

interface Piece {
  readonly sentAt: number;
  readonly arrivesAt: number;
  /** `end`: the source has closed its side; `reset`: it is gone. */
  readonly content: Buffer | 'end' | 'reset';
}

export interface DelayedFlow {
  readonly source: Socket;
  readonly target: Socket;
  readonly direction: 'up' | 'down';
  readonly path: TcpPath;
  readonly clock: Clock;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
  /** What was read of the source before. */
  readonly begun?: Buffer;
}

const halfTickMs = 0.5;

export function startFlow({ source, target, direction, path, clock, signal, begun }: DelayedFlow): void {
  const pieces: Piece[] = [];
  let onTheWay = 0;
  let lastArrival = 0;
  let delivering = false;
  let waitsForRoom = false;

  const add = (content: Piece['content']): void => {
    const now = clock.now();
    const bytes = typeof content === 'string' ? 0 : content.length;
    const leftAt = path.link(direction).send(bytes, now);
    // In order, as TCP delivers: what overtook a lost segment waits for it.
    lastArrival = Math.max(lastArrival, path.arrival(leftAt, bytes, pieces.length === 0));
    pieces.push({ sentAt: now, arrivesAt: lastArrival, content });
    onTheWay += bytes;
    if (!delivering) {
      delivering = true;
      void deliver().catch(() => undefined);
    }
  };

  const deliver = async (): Promise<void> => {
    for (let piece = pieces[0]; piece !== undefined; piece = pieces[0]) {
      await sleepUntil(piece.arrivesAt);
      while (path.isShut) await unlessAborted(path.opened, signal);
      await sleepUntil(path.notBefore(piece.sentAt));
      pieces.shift();
      if (target.destroyed) {
        source.destroy();
        return;
      }
      if (piece.content === 'end') target.end();
      else if (piece.content === 'reset') target.destroy();
      else {
        onTheWay -= piece.content.length;
        if (!target.write(piece.content)) await drained(target);
        makeRoom();
      }
    }
    delivering = false;
  };

  const sleepUntil = async (at: number): Promise<void> => {
    // Timers know whole milliseconds and come late by up to one: as often half of it early as late, instead of always late.
    for (let left = at - clock.now(); left > halfTickMs; left = at - clock.now())
      await clock.sleep(Math.max(1, Math.floor(left)), signal);
  };

  const isFull = (): boolean => onTheWay >= path.window(direction) || path.link(direction).fullFor(clock.now()) > 0;

  const makeRoom = (): void => {
    if (!source.isPaused() || waitsForRoom || onTheWay >= path.window(direction)) return;
    const fullFor = path.link(direction).fullFor(clock.now());
    if (fullFor === 0) {
      source.resume();
      return;
    }
    waitsForRoom = true;
    clock.sleep(Math.ceil(fullFor), signal).then(
      () => {
        waitsForRoom = false;
        makeRoom();
      },
      () => undefined,
    );
  };

  const take = (chunk: Buffer): void => {
    const { pieceBytes } = path.link(direction);
    for (let from = 0; from < chunk.length; from += pieceBytes) add(chunk.subarray(from, from + pieceBytes));
    if (!isFull()) return;
    source.pause();
    makeRoom();
  };

  if (begun !== undefined && begun.length > 0) take(begun);
  source.on('data', take);
  source.on('end', () => {
    add('end');
  });
  source.on('close', () => {
    if (!source.readableEnded) add('reset');
  });
}

function drained(target: Socket): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      target.off('drain', over);
      target.off('close', over);
      resolve();
    };
    target.on('drain', over);
    target.on('close', over);
  });
}
