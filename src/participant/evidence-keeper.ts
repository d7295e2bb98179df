/**
 * What is kept of a bad end, for a person to look at: a screenshot and the console's last lines.
 *
 * Bounded for the whole run, since a platform that refuses everybody would otherwise fill the disk with one picture.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import type { EvidenceLine } from '../model/line.js';
import { hostMs } from '../model/time.js';
import type { Clock } from '../shared/clock.js';
import { deadlineIn, raceDeadline } from '../shared/deadline.js';
import type { ConsoleTail } from './console-tail.js';

/** About 60 kB each: a run's evidence stays below 3 MB. */
const maxScreenshots = 40;
const screenshotTimeoutMs = 5_000;

export interface EvidenceKeeperOptions {
  /** The recording's folder; pictures go to `evidence/` in it. */
  readonly folder: string;
  readonly clock: Clock;
}

export class EvidenceKeeper {
  readonly #options: EvidenceKeeperOptions;
  #screenshots = 0;

  constructor(options: EvidenceKeeperOptions) {
    this.#options = options;
  }

  /** @returns the lines to record. A page too dead to be photographed gives none, and no error. */
  async keep(participant: string, page: Page, tail: ConsoleTail): Promise<readonly EvidenceLine[]> {
    const line = (rest: Pick<EvidenceLine, 'kind' | 'file' | 'text'>): EvidenceLine => ({
      t: hostMs(this.#options.clock.now()),
      p: participant,
      type: 'evidence',
      ...rest,
    });
    const lines: EvidenceLine[] = [];
    const text = tail.text();
    if (text !== undefined) lines.push(line({ kind: 'console', text }));
    const file = await this.#screenshot(participant, page);
    if (file !== undefined) lines.push(line({ kind: 'screenshot', file }));
    return lines;
  }

  async #screenshot(participant: string, page: Page): Promise<string | undefined> {
    if (this.#screenshots >= maxScreenshots || page.isClosed()) return undefined;
    this.#screenshots += 1;
    const file = path.posix.join('evidence', `${participant.replaceAll(/[^\w.-]/g, '_')}.jpg`);
    const { clock, folder } = this.#options;
    try {
      await mkdir(path.join(folder, 'evidence'), { recursive: true });
      const shot = page.screenshot({
        path: path.join(folder, file),
        type: 'jpeg',
        quality: 55,
        scale: 'css',
        timeout: screenshotTimeoutMs,
        // Whatever was typed may be a passcode.
        mask: [page.locator('input, textarea')],
      });
      // A crashed page never answers, whatever the timeout given to it says.
      const raced = await raceDeadline(clock, shot, deadlineIn(clock, screenshotTimeoutMs));
      return raced.timedOut ? undefined : file;
    } catch {
      return undefined;
    }
  }
}
