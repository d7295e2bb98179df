/** What a client may say: checked, bounded, and nothing else. In: the text of one WebSocket message. */
import { z } from 'zod';
import type { ClientMessage } from './page/protocol.js';

/** A description with four cameras' worth of m-lines is about 12 KB. */
export const maxMessageBytes = 64 * 1024;

const sdp = z.string().max(32 * 1024);
const id = z.number().int().min(0).max(1e9);
const token = z.string().min(1).max(64);
const epochMs = z.number().min(0).max(1e14);

const schema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), visit: token }),
  z.object({ type: z.literal('ping'), id }),
  z.object({ type: z.literal('join'), name: z.string().max(1_000), passcode: z.string().max(200).optional() }),
  z.object({ type: z.literal('resume'), session: token }),
  z.object({ type: z.literal('media'), camera: z.boolean(), microphone: z.boolean() }),
  z.object({ type: z.literal('publish'), id, sdp }),
  z.object({ type: z.literal('answer'), id, sdp }),
  z.object({ type: z.literal('restart_receiving') }),
  z.object({
    type: z.literal('truth'),
    event: z.enum(['entered', 'first_rendered']),
    at: epochMs,
    origin: epochMs,
    offset: z.number().min(-1e14).max(1e14),
    uncertainty: z.number().min(0).max(1e9),
    from: token.optional(),
  }),
  z.object({ type: z.literal('leave') }),
]);

/** @returns `undefined` when it is not a message of ours. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return undefined;
  // zod says `passcode: string | undefined` where the type says it may be absent; JSON has no undefined.
  return parsed.data as ClientMessage;
}
