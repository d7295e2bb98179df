/**
 * Suites that need a program which not every machine has: `requires('janus')('a real meeting', () => { … })`.
 * Where it is missing the suite is skipped, and its name says why. With `CI` set it fails instead: there a skipped suite is
 * one that nobody notices.
 */
import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';
import { locateBrowser } from '../../src/browser/locate-browser.js';
import { influxProgram } from './influxdb.js';
import { turnProgram } from './turn-server.js';

const tools = {
  chromium: () => locateBrowser() !== undefined,
  janus: () => existsSync('/usr/bin/janus'),
  influxdb: () => existsSync(influxProgram),
  coturn: () => existsSync(turnProgram),
  strace: () => existsSync('/usr/bin/strace'),
  'janus-demos': () => existsSync('/usr/share/janus/demos'),
} satisfies Record<string, () => boolean>;

export function requires(...names: readonly (keyof typeof tools)[]): (name: string, body: () => void) => void {
  const missing = names.filter((name) => !tools[name]());
  if (missing.length === 0) {
    return (name, body) => {
      describe(name, body);
    };
  }
  const reason = `needs ${missing.join(' and ')}`;
  if (process.env.CI === undefined || process.env.CI === '' || process.env.CI === 'false') {
    return (name, body) => {
      describe.skip(`${name} (${reason})`, body);
    };
  }
  return (name) => {
    describe(name, () => {
      it(reason, () => {
        throw new Error(`This machine has no ${missing.join(' and no ')}; npm test installs it as root on Debian.`);
      });
    });
  };
}
