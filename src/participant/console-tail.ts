/**
 * The last lines of a page's console and its uncaught errors, kept for bad ends.
 *
 * Foreign text: scrubbed of the link's secrets, stripped of control characters, bounded in length and number, so that a
 * page that logs in a loop costs neither memory nor disk.
 */
import type { ConsoleMessage, Page } from 'playwright';
import { inert } from '../shared/redact.js';

const maxLines = 40;
const maxLength = 500;

export class ConsoleTail {
  readonly #lines: string[] = [];
  readonly #scrub: (text: string) => string;

  constructor(scrub: (text: string) => string) {
    this.#scrub = scrub;
  }

  attach(page: Page): void {
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.#keep(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => {
      this.#keep(`uncaught: ${error.message}`);
    });
    page.on('requestfailed', (request) => {
      this.#keep(`request failed: ${request.method()} ${request.url()} ${request.failure()?.errorText ?? ''}`);
    });
  }

  text(): string | undefined {
    return this.#lines.length === 0 ? undefined : this.#lines.join('\n');
  }

  #keep(line: string): void {
    // Cut before scrubbing as well: a megabyte of text must not be searched for secrets.
    this.#lines.push(inert(this.#scrub(line.slice(0, 4 * maxLength)), maxLength));
    if (this.#lines.length > maxLines) this.#lines.shift();
  }
}
