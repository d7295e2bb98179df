/**
 * Entry of the built-in meeting's own process, so that its work is not done in the process that measures.
 *
 * In: options as JSON in the environment. Out: where the meeting is, to the parent over IPC, or on standard output when
 * there is none. Ends when the parent's channel closes (a parent that was killed leaves no meeting behind) or on SIGTERM;
 * on SIGINT only when there is no parent, which else decides what Ctrl-C means.
 */
import { HarnessError, messageOf } from '../shared/errors.js';
import { monotonicClock } from '../shared/clock.js';
import { inert } from '../shared/redact.js';
import { openMeetingServer, type MeetingServer } from './meeting-server.js';
import { optionsVariable, rehearsalOptionsSchema, type Started } from './rehearsal-options.js';

function tell(started: Started): void {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(started)}\n`);
  else process.send(started);
}

function endWith(server: MeetingServer): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void server.close().finally(() => {
      if (process.connected) process.disconnect();
    });
  };
  process.on('disconnect', end);
  process.on('SIGTERM', end);
  process.on('SIGINT', () => {
    if (process.send === undefined) end();
  });
}

// werift leaves errors of its UDP sockets and of what others send there unhandled: one participant's trouble must not be the
// end of everybody's meeting.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`The built-in meeting goes on after: ${inert(messageOf(error))}\n`);
  });
}

try {
  const options = rehearsalOptionsSchema.parse(JSON.parse(process.env[optionsVariable] ?? '{}'));
  const server = await openMeetingServer(options);
  endWith(server);
  if (options.reportEveryMs !== undefined) {
    monotonicClock().every(options.reportEveryMs, () => {
      const { cpu, received_per_s, forwarded_per_s, participants } = server.load();
      process.stdout.write(
        `${participants} in the meeting, ${received_per_s} packets/s in, ${forwarded_per_s} packets/s out, ${cpu} cores\n`,
      );
    });
  }
  tell(server.started);
} catch (error) {
  const hint = error instanceof HarnessError ? error.hint : undefined;
  tell({ type: 'failed', message: messageOf(error), ...(hint === undefined ? {} : { hint }) });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
