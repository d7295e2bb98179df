/** What parent and child process say to each other: options one way, where the meeting is the other way. */
import { z } from 'zod';

export const rehearsalOptionsSchema = z.strictObject({
  /** 0 or absent: any free port. */
  port: z.number().int().min(0).max(65_535).optional(),
  /** Name of the room in the link; others exist as soon as somebody joins them. */
  room: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  /** Where the truth log is appended to. */
  truthFile: z.string().min(1),
  /** For the control interface; absent: one is made up. */
  token: z.string().min(16).max(200).optional(),
  /** Milliseconds between two lines on standard output on what is forwarded; absent: none. */
  reportEveryMs: z.number().min(1_000).optional(),
});
export type RehearsalOptions = z.infer<typeof rehearsalOptionsSchema>;

/** Environment variable that holds the options as JSON. */
export const optionsVariable = 'ROLLCALL_REHEARSAL_OPTIONS';

export const startedSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    /** `http://127.0.0.1:<port>/m/<room>`; knobs are added as its query. */
    link: z.string(),
    origin: z.string(),
    /** Base of the control interface, ending in a slash. */
    control: z.string(),
    token: z.string(),
    truth: z.string(),
    pid: z.number(),
  }),
  z.object({ type: z.literal('failed'), message: z.string(), hint: z.string().optional() }),
]);
export type Started = z.infer<typeof startedSchema>;
