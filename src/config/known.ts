/** What other rooms know and configuration has to check against. Passed in, so that no room is needed to check a scenario. */
import type { DeviceClass } from '../model/device.js';
import type { Problem } from '../shared/errors.js';

export interface DeviceCatalog {
  /** `desktop` and Playwright's. */
  readonly names: readonly string[];
  /** Of one of the names. */
  classOf(name: string): DeviceClass;
}

export interface PlatformCatalog {
  /** Of the profiles that are built in. */
  readonly names: readonly string[];
  /** The one of the meeting that is built into Rollcall. */
  readonly rehearsal: string;
  /** Which profile's link this is; or what to do when it is nobody's, or more than one's. */
  recognise(link: string): { readonly name: string } | { readonly expected: string };
  /** What is wrong with a profile of the user's own; places begin with the profile's own keys. */
  check(profile: unknown): readonly Problem[];
  /** The default export of a profile's file. Rejects with a HarnessError. */
  load(file: string): Promise<unknown>;
}

/**
 * What is wrong with a threshold, if anything. `ownTags` are the names of the scenarios' own tags, by which a metric may be
 * narrowed too. Places do not matter.
 */
export type ThresholdCheck = (metric: string, expression: string, ownTags: readonly string[]) => readonly Problem[];

export interface Known {
  readonly devices: DeviceCatalog;
  readonly platforms: PlatformCatalog;
  readonly checkThreshold: ThresholdCheck;
}
