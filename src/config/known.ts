/** What other rooms know and configuration has to check against. Passed in, so that no room is needed to check a scenario. */
import type { DeviceClass } from '../model/device.js';
import type { Network } from '../model/network.js';
import type { ThresholdOption } from '../model/run-options.js';
import type { Problem } from '../shared/errors.js';

export interface DeviceCatalog {
  /** `desktop` and Playwright's. */
  readonly names: readonly string[];
  /** One of the names. `warning`: what people must know before they believe a number of this device. */
  named(name: string): { readonly device_class: DeviceClass; readonly warning?: string };
}

export interface NetworkCatalog {
  readonly names: readonly string[];
  /** One of the names: its networks, each from so many ms on. */
  named(name: string): readonly { readonly at_ms: number; readonly network: Network }[];
}

export interface PlatformCatalog {
  /** Of the profiles that are built in. */
  readonly names: readonly string[];
  /** The one of the meeting that is built into Rollcall. */
  readonly rehearsal: string;
  /** Which profile's link this is, or what to do about it. With `platform` the user has named the profile. */
  match(link: string, place: string, platform?: string): { readonly name: string } | { readonly problem: Problem };
  /** What is wrong with a profile of the user's own; its places begin with `place`. */
  check(profile: unknown, place: string): readonly Problem[];
  /** The default export of a profile's file. Rejects with a HarnessError. */
  load(file: string): Promise<unknown>;
}

interface ThresholdCatalog {
  /** What a run is judged by when nobody says, for the device classes that come. */
  defaults(classes: readonly DeviceClass[]): Readonly<Record<string, readonly ThresholdOption[]>>;
  /**
   * What is wrong with thresholds, metric → expressions.
   *
   * @param tags that measurements of this run will have, and their values; `undefined`: any.
   * @param place before the metric in a problem's place.
   */
  check(
    thresholds: Readonly<Record<string, readonly string[]>>,
    tags: Readonly<Record<string, readonly string[] | undefined>>,
    place: string,
  ): readonly Problem[];
}

export interface Known {
  readonly devices: DeviceCatalog;
  readonly networks: NetworkCatalog;
  readonly platforms: PlatformCatalog;
  readonly thresholds: ThresholdCatalog;
}
