/** Whether a browser can shape WebRTC, by its version. */
import { HarnessError } from '../../shared/errors.js';

/** The first Chromium whose `Network.emulateNetworkConditionsByRule` reaches peer connections. */
const neededMajor = 147;

/** @throws HarnessError `environment`, with the version that is needed. */
export function mustShape({
  version,
  executablePath,
}: {
  readonly version: string;
  readonly executablePath: string;
}): void {
  const major = Number.parseInt(version, 10);
  if (major >= neededMajor) return;
  throw new HarnessError(
    'environment',
    `A network was asked for, and ${executablePath} is version ${version}: WebRTC can be shaped from ${neededMajor} on.`,
    { hint: `Install Chrome or Chromium ${neededMajor} or newer, name one with --browser, or leave network out.` },
  );
}
