/** Debian's InfluxDB 1.6 on loopback alone, with a folder of its own, gone afterwards. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { makeFolder, removeFolder } from './temp.js';

export const influxProgram = '/usr/bin/influxd';
const startTimeoutMs = 30_000;
const pollMs = 100;

export interface InfluxServerProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param auth with users: the first is `admin`, `secret` */
export async function startInfluxDb({ auth = false } = {}): Promise<InfluxServerProcess> {
  const folder = await makeFolder();
  const [port, rpcPort] = [await freePort(), await freePort()];
  const config = path.join(folder, 'influxdb.conf');
  await writeFile(
    config,
    [
      'reporting-disabled = true',
      `bind-address = "127.0.0.1:${rpcPort}"`,
      ...['[meta]', `dir = "${folder}/meta"`],
      ...['[data]', `dir = "${folder}/data"`, `wal-dir = "${folder}/wal"`, 'query-log-enabled = false'],
      ...['[http]', `bind-address = "127.0.0.1:${port}"`, 'log-enabled = false', `auth-enabled = ${auth}`],
      ...['[monitor]', 'store-enabled = false'],
    ].join('\n'),
  );
  const child = spawn(influxProgram, ['-config', config], { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    await removeFolder(folder);
  };
  for (let left = startTimeoutMs; left > 0; left -= pollMs) {
    const isUp = await fetch(`${url}/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return { url, stop };
    await sleep(pollMs);
  }
  await stop();
  throw new Error(`influxd does not answer: ${said.slice(-500)}`);
}
