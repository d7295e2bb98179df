/** The built-in meeting in one piece: pages, signalling, SFU and control interface on one port of the loopback interface. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { HarnessError, messageOf } from '../shared/errors.js';
import { controlPath, handleControl } from './control.js';
import { LoadReport, type Load } from './load-report.js';
import { Meetings } from './meetings.js';
import { handlePage } from './pages.js';
import type { RehearsalOptions, Started } from './rehearsal-options.js';
import { serverClock } from './server-clock.js';
import { makeCertificate } from './sfu/media-transport.js';
import { serveSignalling } from './signalling.js';
import { watchStandstills } from './standstill.js';
import { TruthLog } from './truth-log.js';

const host = '127.0.0.1';
const mostConnections = 2_000;

export interface MeetingServer {
  readonly started: Extract<Started, { type: 'ready' }>;
  load(): Load;
  /** Everybody's connection ends, the truth log is complete. */
  close(): Promise<void>;
}

/** @throws HarnessError `environment` when the port is taken. */
export async function openMeetingServer(options: RehearsalOptions): Promise<MeetingServer> {
  const clock = serverClock();
  const truthLog = new TruthLog(options.truthFile);
  const meetings = new Meetings(clock, (line) => {
    truthLog.write(line);
  });
  const load = new LoadReport(clock, meetings);
  const token = options.token ?? randomBytes(24).toString('base64url');
  await makeCertificate();

  const http = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const arrivedAt = clock.now();
    const pathname = request.url?.split('?')[0] ?? '';
    if (!pathname.startsWith(controlPath)) handlePage(meetings, request, response, arrivedAt);
    else {
      handleControl({ meetings, token, load }, request, response, pathname).catch(() => {
        // Only a request that broke off comes here.
        response.destroy();
      });
    }
  });
  http.maxConnections = mostConnections;
  const closeSockets = serveSignalling(http, meetings);
  const port = await listen(http, options.port ?? 0);
  meetings.truth({ t: clock.now(), type: 'started' });
  const endWatch = watchStandstills(clock, (t, ms) => {
    meetings.truth({ t, type: 'stood_still', ms });
  });

  const origin = `http://${host}:${port}`;
  return {
    started: {
      type: 'ready',
      link: `${origin}/m/${options.room ?? 'rehearsal'}`,
      origin,
      control: origin + controlPath,
      token,
      truth: path.resolve(options.truthFile),
      pid: process.pid,
    },
    load: () => load.current(),
    close: async () => {
      endWatch();
      const closed = once(http, 'close');
      http.close();
      meetings.close();
      closeSockets();
      http.closeAllConnections();
      await closed;
      meetings.truth({ t: clock.now(), type: 'stopped' });
      const failure = await truthLog.close();
      if (failure !== undefined) process.stderr.write(`The truth log is incomplete: ${failure.message}\n`);
    },
  };
}

async function listen(http: Server, port: number): Promise<number> {
  try {
    http.listen(port, host);
    await once(http, 'listening');
  } catch (cause) {
    throw new HarnessError('environment', `The built-in meeting cannot use port ${port}: ${messageOf(cause)}.`, {
      hint: 'Choose another port with --port, or leave it out to get a free one.',
      cause,
    });
  }
  return (http.address() as AddressInfo).port;
}
