/** Page code and child processes are run from dist/: build it once before any test. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { removeDeadTempFolders } from '../../src/shared/temp-folder.js';

export default function buildFirst(): () => void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../src/setup/build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
  // Vitest ends its workers without their exit handlers.
  return () => {
    removeDeadTempFolders();
  };
}
