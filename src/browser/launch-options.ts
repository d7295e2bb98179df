/**
 * How browsers are started. Playwright already switches off what talks to strangers or wakes up by itself (background
 * networking, component updates, sync, field trials); what is added here carries its
 * reason. Nothing is added that would change what is measured.
 *
 * Left alone on purpose:
 * - mDNS names in host candidates: a context with camera and microphone granted gathers real addresses, as a browser
 *   does in a call (checked with Chromium 156).
 * - `--use-fake-device-for-media-stream`: our media module is the camera.
 */
import { statfsSync } from 'node:fs';
import os from 'node:os';
import type { LaunchOptions } from 'playwright';

/** What the system says that decides about arguments; given, so that the decision can be tested. */
export interface LaunchSurroundings {
  /** Chromium's own sandbox can be used: not as root, and not where the system forbids it (most containers). */
  readonly sandbox: boolean;
  /** Free bytes of /dev/shm; absent where there is none. */
  readonly sharedMemoryBytes?: number;
  /** No interface but loopback is up. */
  readonly onlyLoopback: boolean;
}

export function surroundings(sandbox: boolean): LaunchSurroundings {
  const sharedMemoryBytes = freeBytes('/dev/shm');
  return {
    sandbox,
    ...(sharedMemoryBytes === undefined ? {} : { sharedMemoryBytes }),
    onlyLoopback: Object.values(os.networkInterfaces())
      .flat()
      .every((address) => address?.internal !== false),
  };
}

/**
 * Features of the browser's own window that nobody sees, and that cost each participant more than the join itself:
 * with these three, Chromium 156 starts a renderer of its own for every new window and loads the address bar's
 * suggestion pages into it (measured: 1.4 processor-seconds for an empty context and page, 0.4 without).
 */
const windowFeatures = ['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup'];

/**
 * What Playwright 1.65 disables. Chromium takes the last `--disable-features` only, and ours is the last, so it has to hold
 * theirs too; `test/integration/browser-features.test.ts` compares with what Playwright passed.
 */
const playwrightDisables = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** Debian's launcher uses the same bound, for the crash in https://bugs.debian.org/1072299. */
const roomySharedMemoryBytes = 4_080_218_931;

/**
 * Launch options for a browser of ours, over the pipe.
 *
 * Headless is the full browser's own headless mode (`--headless` of Chrome ≥ 132), not Playwright's headless shell: the
 * same binary, media stack and compositor as people have, without a window. The shell is another embedder, with its own
 * defaults for permissions, codecs and painting.
 */
export function launchOptionsFor(
  executablePath: string,
  around: LaunchSurroundings,
  headed = false,
): LaunchOptions & { readonly executablePath: string } {
  const args = [
    // Remote audio must play without a click: a person has clicked "Join", a profile may not have to.
    '--autoplay-policy=no-user-gesture-required',
    `--disable-features=${[...playwrightDisables, ...windowFeatures].join(',')}`,
  ];
  // Without this a machine that has no network gathers no candidate at all and cannot even join the built-in meeting.
  if (around.onlyLoopback) args.push('--allow-loopback-in-peer-connection');
  return {
    executablePath,
    headless: !headed,
    args,
    chromiumSandbox: around.sandbox,
    ignoreDefaultArgs: [
      // A page that another app hides has timers at 1 Hz. All others are visible by focus emulation, and never throttled.
      '--disable-background-timer-throttling',
      // Shared memory in files, Playwright's default, is written back to the disk the recording is on.
      ...((around.sharedMemoryBytes ?? 0) >= roomySharedMemoryBytes ? ['--disable-dev-shm-usage'] : []),
    ],
    // Ctrl-C is the command line's to interpret: the first one lets everybody leave.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 60_000,
  };
}

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
