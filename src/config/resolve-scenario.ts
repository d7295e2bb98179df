/** One key of `scenarios`, with everything that was left out filled in. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MediaChoice } from '../model/device.js';
import type { ScenarioOptions } from '../model/run-options.js';
import type { Problem } from '../shared/errors.js';
import { describeValue } from './describe-value.js';
import type { DeviceCatalog, NetworkCatalog } from './known.js';
import { pick, placed, type Layers, type Placed } from './layers.js';
import { oneOf } from '../shared/nearest-name.js';
import { resolveNetwork } from './resolve-network.js';
import { resolveExecutor } from './resolve-executor.js';
import { vusOf } from './scale-executors.js';
import { resolveSteps } from './resolve-phone.js';
import { resolveSessions } from './resolve-sessions.js';
import type { ParsedEntry, ParsedFile } from './scenario-schema.js';

export interface EntryInput {
  /** In `scenarios`. */
  readonly key: string;
  readonly entry: ParsedEntry;
  /** The file's own options, where they could be read. */
  readonly file: Partial<ParsedFile>;
  readonly layers: Layers;
  readonly devices: DeviceCatalog;
  readonly networks: NetworkCatalog;
  /** Key of the run's meetings. */
  readonly meeting: string;
  /** What files that the scenario names are relative to. */
  readonly folder: string;
  /** What files that flags, variables or the config file name are relative to. */
  readonly outerFolder: string;
}

export interface ResolvedEntry {
  readonly options: ScenarioOptions;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Modest: what a laptop sends into a big meeting, and what two cores can make six times. */
const defaultMedia: MediaChoice = { camera: false, microphone: 'speech', width: 320, height: 180, frameRate: 15 };

export function resolveEntry(input: EntryInput): ResolvedEntry {
  const { key, entry, file, layers, devices, meeting, folder } = input;
  const place = `scenarios.${key}`;
  const own = <K extends keyof ParsedEntry & keyof ParsedFile>(name: K) =>
    [placed(entry[name], `${place}.${name}`), placed(file[name], name)] as const;

  const holdMs = pick(layers, 'hold', ...own('hold'))?.value ?? 30_000;
  const joinTimeoutMs = pick(layers, 'joinTimeout', ...own('joinTimeout'))?.value ?? 60_000;
  const leaveTimeoutMs = pick(layers, 'leaveTimeout', ...own('leaveTimeout'))?.value ?? 10_000;
  const device = pick(layers, 'device', ...own('device')) ?? { value: 'desktop', place: `${place}.device` };
  const timezone = pick(layers, 'timezone', ...own('timezone'))?.value;
  const region = pick(layers, 'region', ...own('region'))?.value;
  const network = resolveNetwork(pick(layers, 'network', ...own('network')), input.networks, {
    holdMs,
    exec: entry.exec,
  });
  const gracefulMs = joinTimeoutMs + holdMs + leaveTimeoutMs;
  const executor = resolveExecutor(entry, layers, gracefulMs);
  const media = mediaOf(entry, file, layers);
  const count = (wanted: number | undefined): number | undefined =>
    wanted === undefined ? undefined : Math.min(wanted, vusOf(executor));
  const cameras = count(media.cameras);
  const microphones = count(media.microphones);

  const sessions = resolveSessions(layers, own('storageState'), { fileFolder: folder, folder: input.outerFolder });
  const processor = pick(layers, 'processor', ...own('processor'))?.value;
  const phone = resolveSteps({
    steps: [...own('steps'), placed(layers.config.steps, `${layers.configName}: steps`)].find((given) => given),
    deviceClass: devices.names.includes(device.value) ? devices.named(device.value).device_class : undefined,
    media: media.choice,
    joinTimeoutMs,
    holdMs: entry.exec === undefined ? holdMs : undefined,
  });

  const options: ScenarioOptions = {
    executor,
    start_time_ms: entry.startTime ?? 0,
    graceful_stop_ms: entry.gracefulStop ?? gracefulMs,
    join_timeout_ms: joinTimeoutMs,
    hold_ms: holdMs,
    leave_timeout_ms: leaveTimeoutMs,
    device: device.value,
    ...network.options,
    ...(processor !== undefined && { processor }),
    ...(phone.steps.length > 0 && { steps: phone.steps }),
    media: {
      ...media.choice,
      camera: absolute(media.choice.camera, folder),
      microphone: absolute(media.choice.microphone, folder),
    },
    ...(cameras !== undefined && { cameras }),
    ...(microphones !== undefined && { microphones }),
    locale: pick(layers, 'locale', ...own('locale'))?.value ?? 'en-US',
    ...(timezone !== undefined && { timezone }),
    ...(region !== undefined && { region }),
    ...(sessions.files.length > 0 && { storage_states: sessions.files }),
    tags: entry.tags ?? {},
    // Values may be secrets; they reach the participant beside the options.
    env: Object.fromEntries(Object.keys(entry.env ?? {}).map((name) => [name, '…'])),
    exec: entry.exec !== undefined,
    meeting,
  };
  return {
    options,
    problems: [
      ...deviceProblems(device, devices),
      ...network.problems,
      ...phone.problems,
      ...executorProblems(options, place),
      ...mediaProblems(options.media, place),
      ...sessions.problems,
    ],
    warnings: [
      ...(devices.names.includes(device.value) ? [devices.named(device.value).warning ?? []].flat() : []),
      ...sharedSessionWarning(key, options),
    ],
  };
}

type Media = NonNullable<ParsedEntry['media']>;

/** Each key of `media` on its own: the scenario's, else the file's, else the config file's, else the default. */
function mediaOf(entry: ParsedEntry, file: Partial<ParsedFile>, layers: Layers) {
  const given = [entry.media, file.media, layers.config.media];
  const first = <K extends keyof Media>(name: K): Media[K] =>
    given.map((media) => media?.[name]).find((value) => value !== undefined);
  const [camera, microphone] = [first('camera'), first('microphone')];
  const [width, height, frameRate] = [first('width'), first('height'), first('frameRate')];
  const choice: MediaChoice = {
    camera: camera ?? defaultMedia.camera,
    microphone: microphone ?? defaultMedia.microphone,
    width: width ?? defaultMedia.width,
    height: height ?? defaultMedia.height,
    frameRate: frameRate ?? defaultMedia.frameRate,
  };
  return { choice, cameras: first('cameras'), microphones: first('microphones') };
}

function absolute<T extends string | false>(source: T | { readonly file: string }, folder: string) {
  return typeof source === 'object' ? { file: path.resolve(folder, source.file) } : source;
}

export function deviceProblems({ value, place }: Placed<string>, devices: DeviceCatalog): readonly Problem[] {
  return devices.names.includes(value)
    ? []
    : [
        {
          place,
          found: describeValue(value),
          expected: `'desktop' or a device by Playwright's name: ${oneOf(devices.names, value)}`,
        },
      ];
}

/** One account is one person to most platforms. */
function sharedSessionWarning(key: string, { storage_states: files, executor }: ScenarioOptions): readonly string[] {
  const [people, sessions] = [vusOf(executor), new Set(files).size];
  if (sessions === 0 || sessions >= people) return [];
  const what = sessions === 1 ? 'one session' : `${sessions} sessions`;
  return [
    `${key}: ${people} people share ${what}; a platform that lets an account in once puts the first out when the next comes.`,
  ];
}

function executorProblems({ executor }: ScenarioOptions, place: string): readonly Problem[] {
  const problems: Problem[] = [];
  if ('max_vus' in executor && executor.max_vus < executor.pre_allocated_vus) {
    const expected = `at least preAllocatedVUs (${executor.pre_allocated_vus})`;
    problems.push({ place: `${place}.maxVUs`, found: String(executor.max_vus), expected });
  }
  if ('stages' in executor && executor.stages.every((stage) => stage.duration_ms === 0)) {
    problems.push({
      place: `${place}.stages`,
      found: 'no duration in any stage',
      expected: 'at least one stage that takes time',
    });
  } else if (executor.name === 'ramping-vus' && vusOf(executor) === 0) {
    problems.push({ place: `${place}.stages`, found: 'no VU in any stage', expected: 'startVUs or a target above 0' });
  }
  if (executor.name === 'shared-iterations' && executor.iterations < executor.vus) {
    const expected = `at least vus (${executor.vus}), since each VU needs one`;
    problems.push({ place: `${place}.iterations`, found: String(executor.iterations), expected });
  }
  return problems;
}

function mediaProblems({ camera, microphone }: MediaChoice, place: string): readonly Problem[] {
  return Object.entries({ camera, microphone }).flatMap(([name, source]) =>
    typeof source !== 'object' || existsSync(source.file)
      ? []
      : [
          {
            place: `${place}.media.${name}.file`,
            found: `${describeValue(source.file)}, which is not there`,
            expected: 'an existing file',
          },
        ],
  );
}
