#!/usr/bin/env node
/** The `rollcall` command: sets up what is missing (on a bare clone that is everything), then runs the command line. */
import { endWith } from './say.mjs';
import { setUp } from './set-up.mjs';

try {
  await setUp();
  await import('../../dist/cli/main.js');
} catch (error) {
  endWith(error);
}
