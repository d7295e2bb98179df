/**
 * The control interface: POST /control/<action> with JSON, GET /control/state. From this machine only, with the token as
 * `Authorization: Bearer`. Anything odd is answered with a status of 400 or more and one sentence.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { controlActions } from './control-effects.js';
import type { LoadReport } from './load-report.js';
import type { Meetings } from './meetings.js';
import { readBody } from '../shared/read-body.js';

export const controlPath = '/control/';
const mostBytes = 4_096;
const longestMs = 3_600_000;

const requestSchema = z.strictObject({
  participant: z.string().min(1).max(200).optional(),
  media: z.union([z.boolean(), z.enum(['audio', 'video'])]).optional(),
  signalling: z.boolean().optional(),
  ms: z.number().min(0).max(longestMs).optional(),
  reason: z.string().max(40).optional(),
});

export interface Control {
  readonly meetings: Meetings;
  readonly token: string;
  readonly load: LoadReport;
}

export async function handleControl(
  { meetings, token, load }: Control,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  const wrong = (status: number, error: string): void => {
    answer(status, { error });
  };
  if (!isLoopback(request.socket.remoteAddress)) {
    wrong(403, 'The control interface answers this machine only.');
    return;
  }
  if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) {
    wrong(401, 'Send the token that was printed at the start: Authorization: Bearer <token>.');
    return;
  }
  const name = path.slice(controlPath.length);
  if (name === 'state') {
    if (request.method === 'GET') answer(200, stateOf(meetings, load));
    else wrong(405, 'state is read with GET.');
    return;
  }
  const action = Object.hasOwn(controlActions, name) ? controlActions[name] : undefined;
  if (action === undefined) {
    wrong(404, `There is no such action. Known: ${Object.keys(controlActions).join(', ')}, and GET state.`);
    return;
  }
  if (request.method !== 'POST') {
    wrong(405, `${name} is asked for with POST.`);
    return;
  }
  const body = await readBody(request, mostBytes);
  if (body === undefined) {
    wrong(413, `The request is longer than ${mostBytes} bytes.`);
    return;
  }
  const parsed = requestSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    wrong(
      400,
      'The body is a JSON object of participant, media, signalling, ms (0 to 3600000) and reason, all optional.',
    );
    return;
  }
  const result = action(meetings, parsed.data);
  if ('problem' in result) wrong(result.status, result.problem);
  else answer(200, result);
}

function stateOf(meetings: Meetings, load: LoadReport): unknown {
  return {
    now: meetings.clock.now(),
    load: load.current(),
    rooms: meetings.rooms.map((room) => ({
      room: room.name,
      participants: room.participants.map((participant) => ({
        ...participant.rosterEntry,
        visit: participant.identity.visit,
        signalling: participant.peer !== undefined,
        receives: { audio: participant.receiver.carried('audio'), video: participant.receiver.carried('video') },
        packets: { received: participant.publisher.packets, sent: participant.receiver.packets },
        // One entry a stream: lost on the way from the participant, and to it by its own reports.
        loss: { from: participant.publisher.counts, to: participant.receiver.counts },
      })),
    })),
  };
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function parseJson(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
