/**
 * What is kept of a bad end, for a person to look at: a screenshot, the console's last lines, and what the page was nearest to.
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
import { nearestStates } from './nearest-state.js';

/** About 60 kB each: a run's evidence stays below 3 MB. */
const maxScreenshots = 40;
const screenshotTimeoutMs = 5_000;

export interface EvidenceKeeperOptions {
  /** The recording's folder; pictures go to `evidence/` in it. */
  readonly folder: string;
  readonly clock: Clock;
}

/** Whose end it was. */
export interface EndedPage {
  readonly participant: string;
  readonly page: Page;
  readonly tail: ConsoleTail;
  /** Takes secrets out of a text. */
  readonly scrub: (text: string) => string;
  /** The platform's page came up, so that its rules can be asked. */
  readonly opened: boolean;
}

export class EvidenceKeeper {
  readonly #options: EvidenceKeeperOptions;
  #screenshots = 0;

  constructor(options: EvidenceKeeperOptions) {
    this.#options = options;
  }

  /** @returns the lines to record. A page too dead to be photographed gives none, and no error. */
  async keep({ participant, page, tail, scrub, opened }: EndedPage): Promise<readonly EvidenceLine[]> {
    const { clock } = this.#options;
    const line = (rest: Pick<EvidenceLine, 'kind' | 'file' | 'text' | 'rules'>): EvidenceLine => ({
      t: hostMs(clock.now()),
      p: participant,
      type: 'evidence',
      ...rest,
    });
    const lines: EvidenceLine[] = [];
    const text = tail.text();
    if (text !== undefined) lines.push(line({ kind: 'console', text }));
    // Before the picture, which takes longer: the page may go on.
    const rules = opened && !page.isClosed() ? await nearestStates(page, { clock, scrub }) : [];
    if (rules.length > 0) lines.push(line({ kind: 'nearest_state', rules }));
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
