/** Page code and child processes are run from dist/: build it once before any test. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default function buildFirst(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../src/setup/build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
