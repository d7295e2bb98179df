/** The built-in meeting as a process among strangers: hostile visitors, ports, ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startRehearsal } from '../../src/rehearsal/start-rehearsal.js';
import type { TruthLine } from '../../src/rehearsal/truth-log.js';
import { folder, join, newRoom, open, patience, rehearsal, withRehearsal } from './rehearsal-rig.js';

withRehearsal();

describe('hostile visitors', () => {
  it('are shown the door, and the meeting goes on', async () => {
    const url = `${rehearsal.origin.replace('http', 'ws')}/signalling`;
    const closedWith = async (message: string | Buffer): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url);
        socket.on('open', () => {
          socket.send(message);
        });
        socket.on('close', resolve);
        socket.on('error', reject);
      });
    expect(await closedWith('{')).toBe(1008);
    expect(await closedWith('{"type":"join","name":5}')).toBe(1008);
    expect(await closedWith(Buffer.from([1, 2, 3]))).toBe(1008);
    expect(await closedWith('x'.repeat(1_000_000))).toBe(1009);
    const flood = Array.from({ length: 600 }, () => new WebSocket(url));
    const answers = await Promise.all(
      flood.map(
        (socket) =>
          new Promise<string>((resolve) => {
            socket.on('open', () => {
              resolve('open');
            });
            socket.on('error', ({ message }) => {
              resolve(message);
            });
          }),
      ),
    );
    expect(answers.filter((answer) => answer === 'open').length).toBeLessThanOrEqual(500);
    expect(answers).toContainEqual(expect.stringContaining('503'));
    for (const socket of flood) socket.terminate();

    for (const address of ['/m/', '/m/a%20b', '/m/../../etc/passwd', '/nowhere']) {
      expect((await fetch(rehearsal.origin + address)).status).toBe(404);
    }
    expect((await fetch(`${rehearsal.link}?joinDelay=5`)).status).toBe(400);
    expect(await (await open(newRoom())).title()).toBe('Rehearsal meeting');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the process', () => {
  it('says when its port is taken', async () => {
    const port = Number(new URL(rehearsal.origin).port);
    await expect(startRehearsal({ port, truthFile: path.join(folder, 'other.jsonl') })).rejects.toMatchObject({
      code: 'environment',
      hint: expect.stringContaining('port') as string,
    });
  });

  it('does not outlive the process that started it', async () => {
    const entry = new URL('../../dist/rehearsal/start-rehearsal.js', import.meta.url).href;
    const script = `const { startRehearsal } = await import(${JSON.stringify(entry)});
      const { pid } = await startRehearsal({ truthFile: ${JSON.stringify(path.join(folder, 'orphan.jsonl'))} });
      console.log(pid);
      setInterval(() => undefined, 1_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(printed.toString());
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: patience }).toBe(false);
  });

  it('ends with people in it, and says that they left', async () => {
    const other = await startRehearsal({ truthFile: path.join(folder, 'sudden.jsonl') });
    await join(other.link, 'zoe');
    await join(other.link, 'zac');
    await other.close();
    expect(isAlive(other.pid)).toBe(false);
    const lines = (await readFile(other.truthFile, 'utf8')).trim().split('\n');
    const ends = lines
      .map((line) => JSON.parse(line) as TruthLine)
      .filter(({ type }) => type === 'left' || type === 'stopped');
    expect(ends).toMatchObject([
      { type: 'left', name: 'zoe', cause: 'shutdown' },
      { type: 'left', name: 'zac', cause: 'shutdown' },
      { type: 'stopped' },
    ]);
  });

  it('is gone when close resolves, and its truth log is complete', async () => {
    const other = await startRehearsal({ truthFile: path.join(folder, 'short.jsonl') });
    await other.close();
    expect(isAlive(other.pid)).toBe(false);
    const lines = (await readFile(other.truthFile, 'utf8')).trim().split('\n');
    // A busy machine may have let it stand still for a moment meanwhile, which it says.
    const types = lines.map((line) => (JSON.parse(line) as TruthLine).type).filter((type) => type !== 'stood_still');
    expect(types).toEqual(['started', 'stopped']);
  });
});
