import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../src/model/line.js';
import { hostMs } from '../../src/model/time.js';
import { readRecording } from '../../src/recording/read-recording.js';
import { RecordingWriter } from '../../src/recording/write-recording.js';
import { monotonicClock } from '../../src/shared/clock.js';
import { HarnessError } from '../../src/shared/errors.js';
import { sampleHeader, sampleLines, sampleStats } from '../helpers/sample-lines.js';

let folder: string;
let count = 0;
const newFile = (): string => path.join(folder, `recording-${++count}.jsonl`);
const clock = monotonicClock();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-recording-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function readAll(file: string) {
  const reader = readRecording(file);
  const lines: Line[] = [];
  for await (const line of reader) lines.push(line);
  return { lines, problems: reader.problems };
}

async function refusalOf(file: string): Promise<HarnessError> {
  const thrown = await readAll(file).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(HarnessError);
  return thrown as HarnessError;
}

const text = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a recording that is written and read', () => {
  it('gives its reader and its subscribers the same lines in the same order', async () => {
    const file = newFile();
    const writer = await RecordingWriter.open(file, { clock });
    const seen: Line[] = [];
    writer.subscribe((line) => seen.push(line));
    for (const line of sampleLines) writer.emit(line);
    writer.emit({ t: hostMs(3_000), type: 'health', cpu: undefined, load1: -0 } as unknown as Line);
    await writer.close();
    const read = await readAll(file);
    expect(read.lines).toStrictEqual(seen);
    expect(seen.at(-1)).toStrictEqual({ t: 3_000, type: 'health', load1: 0 });
    expect(read.problems).toEqual({ unreadable: 0, examples: [], unfinished: false });
    expect(writer.failure).toBeUndefined();
  });

  it('keeps file order for every subscriber when one of them emits', async () => {
    const file = newFile();
    const writer = await RecordingWriter.open(file, { clock });
    const second: string[] = [];
    writer.subscribe((line) => {
      if (line.type === 'health') writer.emit({ t: line.t, type: 'action', name: 'abort', phase: 'begin' });
    });
    writer.subscribe((line) => second.push(line.type));
    writer.emit(sampleHeader);
    writer.emit({ t: hostMs(1), type: 'health' });
    writer.emit(sampleStats);
    await writer.close();
    expect(second).toEqual(['header', 'health', 'action', 'stats']);
    expect((await readAll(file)).lines.map((line) => line.type)).toEqual(second);
  });

  it('is on disk without being closed', async () => {
    const file = newFile();
    const writer = await RecordingWriter.open(file, { clock });
    for (const line of sampleLines) writer.emit(line);
    let size = 0;
    while (size === 0) {
      await clock.sleep(20);
      size = (await readFile(file)).length;
    }
    expect((await readAll(file)).lines).toHaveLength(sampleLines.length);
    await writer.close();
  });

  it('counts a line of no known shape as lost, says so once, and goes on', async () => {
    const file = newFile();
    const failures: HarnessError[] = [];
    const writer = await RecordingWriter.open(file, { clock, onFailure: (failure) => failures.push(failure) });
    writer.emit(sampleHeader);
    writer.emit({ t: hostMs(Number.NaN), type: 'health' });
    writer.emit({ t: hostMs(1), type: 'health', cpu: 10n } as unknown as Line);
    writer.emit({ t: hostMs(2), type: 'end', reason: 'finished' });
    await writer.close();
    expect(writer.linesLost).toBe(2);
    expect(failures.map(({ code }) => code)).toEqual(['internal']);
    expect((await readAll(file)).lines.map(({ type }) => type)).toEqual(['header', 'end']);
  });

  it('ends the subscription of a subscriber that throws, and of nobody else', async () => {
    const writer = await RecordingWriter.open(newFile(), { clock });
    let calls = 0;
    let others = 0;
    writer.subscribe(() => {
      calls++;
      throw new Error('broken');
    });
    writer.subscribe(() => others++);
    writer.emit(sampleHeader);
    writer.emit({ t: hostMs(2), type: 'end', reason: 'finished' });
    await writer.close();
    expect([calls, others]).toEqual([1, 2]);
    expect(writer.failure?.message).toContain('broken');
  });

  it('remembers a full disk, reports it once, counts what was lost, and never throws', async () => {
    const failures: HarnessError[] = [];
    const handle = await open('/dev/full', 'a');
    const writer = new RecordingWriter('/dev/full', handle, { clock, onFailure: (failure) => failures.push(failure) });
    let seen = 0;
    writer.subscribe(() => seen++);
    for (const line of sampleLines) writer.emit(line);
    await writer.close();
    writer.emit(sampleStats);
    expect(failures.map(({ code }) => code)).toEqual(['environment']);
    expect(failures[0]?.message).toContain('ENOSPC');
    expect(writer.linesLost).toBe(sampleLines.length + 1);
    expect(seen).toBe(sampleLines.length + 1);
  });

  it('loses no more than what follows when the disk fills up in the middle of a line', async () => {
    const file = newFile();
    const handle = await open(file, 'a');
    const whole = Buffer.byteLength(text(sampleLines.slice(0, 2)));
    let room = whole + 10;
    const filling = {
      write: async (bytes: Buffer, from: number) => {
        if (room === 0) throw new Error('ENOSPC');
        const written = await handle.write(bytes, from, Math.min(room, bytes.length - from));
        room -= written.bytesWritten;
        return written;
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
    const writer = new RecordingWriter(file, filling, { clock });
    for (const line of sampleLines) writer.emit(line);
    await writer.close();
    expect(writer.linesLost).toBe(sampleLines.length - 2);
    expect(await readAll(file)).toMatchObject({ lines: sampleLines.slice(0, 2), problems: { unfinished: true } });
  });

  it('refuses to write over a recording that exists', async () => {
    const file = newFile();
    await writeFile(file, 'precious');
    await expect(RecordingWriter.open(file, { clock })).rejects.toMatchObject({ code: 'environment' });
    expect(await readFile(file, 'utf8')).toBe('precious');
  });
});

describe('a recording that is damaged', () => {
  it('tolerates an unfinished last line, which is what kill -9 leaves', async () => {
    const file = newFile();
    await writeFile(file, text(sampleLines).slice(0, -15));
    const { lines, problems } = await readAll(file);
    expect(lines).toHaveLength(sampleLines.length - 1);
    expect(problems).toMatchObject({ unreadable: 0, unfinished: true });
  });

  it('skips and counts what it cannot read in the middle, with line numbers', async () => {
    const file = newFile();
    const broken = [sampleHeader, { t: 1, type: 'mystery' }, sampleHeader, { t: 2, type: 'end', reason: 'finished' }];
    await writeFile(file, `${text(broken)}{"t":3,\n${'x'.repeat(5 * 1024 * 1024)}\n`);
    const { lines, problems } = await readAll(file);
    expect(lines.map(({ type }) => type)).toEqual(['header', 'end']);
    expect(problems.unreadable).toBe(4);
    expect(problems.examples.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['a file without a header', text([{ t: 2, type: 'end', reason: 'finished' }]), 'no header'],
    ['a recording of another version', text([{ ...sampleHeader, version: 9 }]), 'version 9'],
    ['a damaged header', text([{ ...sampleHeader, options: {} }]), 'damaged'],
    ['another JSON file', '{"verdict":"pass"}', 'no header'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0xff, 0xfe]), 'no header'],
    ['one endless line', 'x'.repeat(9 * 1024 * 1024), 'no header'],
  ])('refuses %s and says what to do', async (_what, content, problem) => {
    const file = newFile();
    await writeFile(file, content);
    const error = await refusalOf(file);
    expect(error).toMatchObject({ code: 'bad_recording' });
    expect(error.message).toContain(problem);
    expect(error.hint).toBeTruthy();
  });

  it('refuses a folder and a file that is not there', async () => {
    expect((await refusalOf(folder)).message).toContain('folder');
    expect((await refusalOf(path.join(folder, 'none'))).message).toContain('no such file');
  });

  it('is read or refused clearly, a thousand times', async () => {
    const whole = Buffer.from(text(sampleLines));
    const cut = fc.nat(whole.length).map((at) => whole.subarray(0, at));
    const flipped = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 })
      .map((changes) => {
        const copy = Buffer.from(whole);
        for (const [at, byte] of changes) copy[at] = byte;
        return copy;
      });
    const shuffled = fc.shuffledSubarray([...sampleLines]).map((lines) => Buffer.from(text(lines)));
    const strange = fc.array(fc.jsonValue()).map((values) => Buffer.from(text([sampleHeader, ...values])));
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
    const file = newFile();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, flipped, shuffled, strange, bytes), async (content) => {
        await writeFile(file, content);
        try {
          const { lines, problems } = await readAll(file);
          expect(lines[0]?.type).toBe('header');
          const written = content
            .toString('utf8')
            .split('\n')
            .filter((line) => line !== '').length;
          expect(lines.length + problems.unreadable + (problems.unfinished ? 1 : 0)).toBeGreaterThanOrEqual(written);
        } catch (error) {
          if (!(error instanceof HarnessError)) throw error;
          expect(error.code).toBe('bad_recording');
          expect(error.message).not.toMatch(/\n\s+at /);
          refused++;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
