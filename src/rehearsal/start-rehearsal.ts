/** The built-in meeting as its users hold it: started in a process of its own, closed with everything it opened. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../shared/errors.js';
import { packageRoot } from '../shared/package-root.js';
import { loadSchema, type Load } from './load-report.js';
import { optionsVariable, startedSchema, type RehearsalOptions, type Started } from './rehearsal-options.js';

const countsSchema = z.array(z.object({ expected: z.number(), lost: z.number() }));
const lossSchema = z.object({ from: countsSchema, to: countsSchema });
type Losses = z.infer<typeof lossSchema>;
const lossesSchema = z.object({
  rooms: z.array(z.object({ participants: z.array(z.object({ name: z.string(), loss: lossSchema })) })),
});

export interface Rehearsal {
  /** `http://127.0.0.1:<port>/m/<room>`; knobs are added as its query. */
  readonly link: string;
  readonly origin: string;
  /** Base of the control interface, ending in a slash: `POST <controlUrl>remove`. */
  readonly controlUrl: string;
  readonly token: string;
  /** Absolute path of the truth log. */
  readonly truthFile: string;
  readonly pid: number;
  /** What the server costs and forwards at present, between this reading and the last. */
  stats(): Promise<Load>;
  /** Packets on the way from each participant and to it, by name: one entry a stream. */
  losses(): Promise<ReadonlyMap<string, Losses>>;
  /** Asks the control interface. @throws HarnessError `environment` with the server's sentence when it says no. */
  control(action: string, request?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

/** @throws HarnessError `environment` when the port is taken or the process cannot start. */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const child = fork(path.join(packageRoot, 'dist', 'rehearsal', 'server.js'), [], {
    env: { ...process.env, [optionsVariable]: JSON.stringify(options) },
    execArgv: [],
    // Its reports belong on this terminal; whether there are any is for `reportEveryMs`.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const started = await firstWord(child, exited);
  if (started.type === 'failed') {
    await exited;
    throw new HarnessError('environment', started.message, started.hint === undefined ? {} : { hint: started.hint });
  }
  const ask = async (action: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(started.control + action, {
      ...init,
      headers: { Authorization: `Bearer ${started.token}`, 'Content-Type': 'application/json' },
    });
    const body: unknown = await response.json();
    if (response.ok) return body;
    const refused = z.object({ error: z.string() }).safeParse(body);
    throw new HarnessError('environment', refused.data?.error ?? `The built-in meeting answered ${response.status}.`);
  };
  return {
    link: started.link,
    origin: started.origin,
    controlUrl: started.control,
    token: started.token,
    truthFile: started.truth,
    pid: started.pid,
    stats: async () => z.object({ load: loadSchema }).parse(await ask('state', { method: 'GET' })).load,
    losses: async () => {
      const { rooms } = lossesSchema.parse(await ask('state', { method: 'GET' }));
      return new Map(rooms.flatMap(({ participants }) => participants.map(({ name, loss }) => [name, loss] as const)));
    },
    control: async (action, request = {}) => {
      await ask(action, { method: 'POST', body: JSON.stringify(request) });
    },
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

async function firstWord(child: ChildProcess, exited: Promise<unknown[]>): Promise<Started> {
  const [word]: unknown[] = await Promise.race([once(child, 'message'), exited.then(() => [])]);
  const started = startedSchema.safeParse(word);
  if (started.success) return started.data;
  throw new HarnessError('environment', 'The process of the built-in meeting ended before it was ready.', {
    hint: 'Run: npm run build',
  });
}
