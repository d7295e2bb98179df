/** `npm start [-- flags]`: sets up what is missing, then `rollcall run` with these flags. */
import { endWith, say } from './say.mjs';
import { setUp } from './set-up.mjs';

const flags = process.argv.slice(2);

try {
  await setUp();
  if (!flags.some((flag) => flag === '--help' || flag === '-h')) {
    const { ensureBrowser } = await import('../../dist/browser/ensure-browser.js');
    ensureBrowser(say);
  }
  process.argv.splice(2, flags.length, 'run', ...flags);
  await import('../../dist/cli/main.js');
} catch (error) {
  endWith(error);
}
