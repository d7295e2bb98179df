/**
 * How far a recording is in a database, on disk beside it: its points come in one order, so a count says which are there. A
 * cursor that is behind costs points that are sent twice, which changes nothing; so it may be lost.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { messageOf } from '../../shared/errors.js';
import type { InfluxTarget } from './target.js';

const cursorSchema = z.strictObject({
  version: z.literal(1),
  url: z.string(),
  database: z.string(),
  /** Added to all points: others are other series. */
  tags: z.record(z.string(), z.string()),
  /** Written or refused. */
  points: z.int().min(0),
});

export class Cursor {
  readonly #file: string;
  readonly #about: Omit<z.infer<typeof cursorSchema>, 'points'>;

  constructor(recording: string, { url, database }: InfluxTarget, tags: Readonly<Record<string, string>>) {
    this.#file = `${recording}.influxdb.json`;
    this.#about = { version: 1, url, database, tags };
  }

  /** @returns 0 when nothing is known of this database. */
  async read(): Promise<number> {
    try {
      const { points, ...about } = cursorSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      return JSON.stringify(about) === JSON.stringify(this.#about) ? points : 0;
    } catch {
      return 0;
    }
  }

  /**
   * Whole or not at all; a disk that refuses is no reason to stop sending.
   * @returns why it is not on disk
   */
  async write(points: number): Promise<string | undefined> {
    const next = `${this.#file}.tmp`;
    try {
      await writeFile(next, `${JSON.stringify({ ...this.#about, points })}\n`);
      await rename(next, this.#file);
      return undefined;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }
}
