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

/** The platform that the user named, by its name or by a profile of their own; empty: the text tells. */
export interface PlatformWish {
  readonly name?: string;
  readonly own?: unknown;
}

export interface ReadMeeting {
  /** The platform's. */
  readonly name: string;
  readonly link: string;
  readonly number?: string;
  /** A secret. */
  readonly passcode?: string;
  /** In words, without anything secret: `Tencent Meeting, number 763-545-348, passcode given`. */
  readonly said: string;
}

export interface PlatformRules {
  /** For people. */
  readonly title: string;
  /** Documented most participants, and of which plan. */
  readonly participants?: number;
  readonly plan?: string;
  /** The vendor turns automated guests away. */
  readonly restricted: boolean;
  /** What people must know before a run. */
  readonly warning?: string;
  /** `required`: guests without a session that is logged in are turned away. */
  readonly session?: 'required';
  /** How fast people may come without being taken for an attack. */
  readonly joinsPerSecond?: number;
  /** Whether strangers run this host for the public, whatever the platform. */
  isPublicHost(host: string): boolean;
  /** Every address that is opened for a meeting, before anything leads elsewhere. */
  addresses(meeting: {
    readonly link: string;
    readonly variables?: Readonly<Record<string, string>>;
  }): readonly string[];
}

export interface PlatformCatalog {
  /** Of the profiles that are built in. */
  readonly names: readonly string[];
  /** The one of the meeting that is built into Rollcall. */
  readonly rehearsal: string;
  /**
   * The meeting that a text names (a link, an invitation as it was sent, a number), or what to do about it.
   *
   * @param passcode one that was given beside the text
   */
  read(
    text: string,
    place: string,
    wish: PlatformWish,
    passcode?: string,
  ): ReadMeeting | { readonly name?: never; readonly problem: Problem };
  /** What the profile of that name, or the user's own, says of how it may be used. */
  rules(name: string, own?: unknown): PlatformRules;
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
