/**
 * In: a recording's file, whole, cut off or damaged. Out: its lines one after the other, in bounded memory.
 *
 * The first line must be a header of our version, else the file is refused. After it, a line that cannot be read is
 * counted and skipped; the last one may be unfinished, which is what `kill -9` leaves.
 */
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { HeaderLine, Line } from '../model/line.js';
import { recordingVersion } from '../model/line.js';
import { HarnessError, messageOf } from '../shared/errors.js';
import { inert } from '../shared/redact.js';
import { parseLine } from './parse-line.js';
import { splitLines, type TextLine } from './split-lines.js';

/** Stats with 11 remote senders take 40 KB a line; a line a hundred times as long is no line of ours. */
const maxLineBytes = 4 * 1024 * 1024;
/** Enough to see what is wrong; the rest is counted. */
const maxExamples = 20;

interface UnreadableLine {
  /** 1-based. */
  readonly line: number;
  readonly problem: string;
}

/** Grows while lines are read: complete when the iteration has ended. */
interface ReadingProblems {
  readonly unreadable: number;
  /** The first of them. */
  readonly examples: readonly UnreadableLine[];
  /** The last line was cut off. */
  readonly unfinished: boolean;
}

/** To be iterated once, in one of both ways. The first line is the header. */
export interface RecordingReader extends AsyncIterable<Line> {
  readonly file: string;
  readonly problems: ReadingProblems;
  /**
   * The same lines in groups, as they came from the disk: no promise for each. A group is to be iterated to its end before the next is
   * asked for.
   */
  readonly groups: () => AsyncIterable<Iterable<Line>>;
}

/** @throws HarnessError `bad_recording`, while iterating, when the file is none that this version can read. */
export function readRecording(file: string): RecordingReader {
  const problems = { unreadable: 0, examples: [] as UnreadableLine[], unfinished: false };
  const skip = (line: number, problem: string): void => {
    problems.unreadable++;
    if (problems.examples.length < maxExamples) problems.examples.push({ line, problem });
  };

  let number = 0;

  function* linesIn(texts: Iterable<TextLine>): Generator<Line> {
    for (const { text, finished } of texts) {
      number++;
      if (number === 1) {
        yield headerOf(file, text);
        continue;
      }
      if (text === undefined) {
        skip(number, `longer than ${maxLineBytes / 1024 / 1024} MB`);
        continue;
      }
      const parsed = parseLine(text);
      if (parsed.line !== undefined) {
        if (parsed.line.type === 'header') skip(number, 'a second header');
        else yield parsed.line;
      } else if (finished || parsed.json) skip(number, parsed.problem);
      else problems.unfinished = true;
    }
  }

  async function* groups(): AsyncGenerator<Iterable<Line>> {
    const bytes = createReadStream(file, { highWaterMark: 1024 * 1024 });
    try {
      for await (const texts of splitLines(bytes, maxLineBytes)) yield linesIn(texts);
    } catch (cause) {
      if (cause instanceof HarnessError || !isSystemError(cause)) throw cause;
      throw refusal(file, systemProblems[cause.code ?? ''] ?? messageOf(cause), undefined, cause);
    }
    if (number === 0)
      throw refusal(file, 'the file is empty', 'The run was ended before it wrote anything: run it again.');
  }

  async function* lines(): AsyncGenerator<Line> {
    for await (const some of groups()) yield* some;
  }

  return { file, problems, groups, [Symbol.asyncIterator]: lines };
}

function headerOf(file: string, text = ''): HeaderLine {
  const parsed = parseLine(text);
  if (parsed.line?.type === 'header') return parsed.line;
  if (parsed.line !== undefined || !parsed.json) throw refusal(file, 'its first line is no header');
  const claim = headerClaim.safeParse(JSON.parse(text));
  if (!claim.success) throw refusal(file, 'its first line is no header');
  if (claim.data.version !== recordingVersion) {
    throw refusal(
      file,
      `it has version ${claim.data.version}, and this Rollcall reads version ${recordingVersion}`,
      'Read it with the Rollcall that wrote it.',
    );
  }
  throw refusal(file, `its header is damaged (${parsed.problem})`);
}

/** What says of itself that it is a header, of whatever version. */
const headerClaim = z.object({ type: z.literal('header'), version: z.number() });

const systemProblems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read by this user',
};

function refusal(file: string, problem: string, hint?: string, cause?: unknown): HarnessError {
  return new HarnessError('bad_recording', `${inert(file)} cannot be read as a recording: ${problem}.`, {
    hint: hint ?? 'Name the recording.jsonl of a run, e.g. results/<time>-<name>/recording.jsonl.',
    cause,
  });
}

function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown;
}
