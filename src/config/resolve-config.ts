/**
 * Where all options meet: defaults < config file < scenario file < `ROLLCALL_*` < flags. Either everything a run needs, or
 * everything that is wrong, at once; no browser has been started, and nothing is.
 */
import path from 'node:path';
import type { Participant } from '../model/participant.js';
import type { RedactedLink, RunOptions } from '../model/run-options.js';
import type { ArrivalPlan } from '../scenario/arrival-plan.js';
import type { Problem } from '../shared/errors.js';
import { redactLink } from '../shared/redact.js';
import { configFileName, type ParsedConfigFile } from './config-file.js';
import { rewriteAddress, type Rewrites } from '../platform/rewrite-address.js';
import { rateWarning } from './gentle-rate.js';
import { guardProblems, hostOf } from './guard.js';
import type { Known, PlatformRules } from './known.js';
import { pick, placed, type Layers } from './layers.js';
import { madeScenario } from './made-scenario.js';
import { planEntry, scaleEntries } from './plan-entries.js';
import { parseEnv, parseFlags } from './parse-options.js';
import { mainMeeting, type MeetingAccess, resolveMeetings } from './resolve-meetings.js';
import { resolvePlatform } from './resolve-platform.js';
import { uselessFlags } from './resolve-executor.js';
import { deviceProblems, resolveEntry } from './resolve-scenario.js';
import { parseScenarioFile } from './scenario-file.js';
import { toName } from './scenario-schema.js';
import { spreadSlowed } from './slowed-plans.js';
import { resolveThresholds } from './thresholds.js';

export interface ConfigInput {
  /** The scenario file and its default export. Without one, a scenario is made of the flags. */
  readonly file?: { readonly path: string; readonly exported: unknown };
  /** By option name (`joinTimeout`): texts, and `true` for switches. */
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What `readConfigFile` gave, and the name it was given. */
  readonly configFile?: ParsedConfigFile | undefined;
  readonly configName?: string;
  readonly known: Known;
  /** How many come when nobody says: what the machine can hold. */
  readonly defaultParticipants: number;
  /** How many participants this machine can slow at once. */
  readonly slowedAtOnce: number;
  /** What paths in flags and without a scenario file are relative to. */
  readonly folder: string;
  /** Everything that standard input has, for `--meeting -`. Absent: nothing. */
  readonly stdin?: () => string;
  /** Epoch milliseconds, for the authorisation's last day. */
  readonly today: number;
}

type Exec = (participant: Participant) => Promise<void>;

/** Everything a run needs. */
export interface ResolvedConfig {
  /** The part that is recorded: no secret, no function. */
  readonly options: RunOptions;
  /** By scenario. The same options and seed give the same plans again. */
  readonly plans: Readonly<Record<string, ArrivalPlan>>;
  /** The links themselves, by the keys of `options.meetings`. */
  readonly meetings: Readonly<Record<string, MeetingAccess>>;
  /** No meeting was given for some scenario: the one built into Rollcall has to be started (`withRehearsal`). */
  readonly usesRehearsal: boolean;
  /** The user's own platform profile; `undefined`: the built-in one named by `options.platform`. */
  readonly profile: unknown;
  /** By scenario: what participants do instead of join, hold, leave. */
  readonly execs: Readonly<Record<string, Exec>>;
  /** By scenario: the texts for `exec` to read. */
  readonly envs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly ownHosts: readonly string[];
  /**
   * The only hosts beside this machine that pages may ask, as in `ownHosts`, since addresses lead elsewhere: nothing is to reach
   * those that they led to. Absent: any.
   */
  readonly onlyHosts: readonly string[] | undefined;
  /** What will be joined, in words: `Tencent Meeting, number 763-545-348, passcode given`. */
  readonly said: readonly string[];
  /** For people, before the run starts. */
  readonly warnings: readonly string[];
  /** Absolute. */
  readonly out: string;
  /** Absolute; `undefined`: to be found. */
  readonly browser: string | undefined;
  /** Where a run's points go while it goes on; secrets among it. Without `url`: nowhere. */
  readonly influx: {
    readonly url: string | undefined;
    readonly database: string | undefined;
    readonly user: string | undefined;
    readonly password: string | undefined;
    readonly token: string | undefined;
  };
  readonly headed: boolean;
  readonly trace: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

export type Resolution =
  | { readonly ok: true; readonly config: ResolvedConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export async function resolveConfig(input: ConfigInput): Promise<Resolution> {
  const { known, folder } = input;
  const flags = parseFlags(input.flags ?? {});
  const env = parseEnv(input.env ?? {});
  const layers: Layers = {
    flags: flags.values,
    env: env.values,
    config: input.configFile?.values ?? {},
    configName: input.configName ?? configFileName,
  };
  const problems: Problem[] = [...flags.problems, ...env.problems, ...(input.configFile?.problems ?? [])];

  const shape = { ...layers.config, ...layers.env, ...layers.flags };
  // Of the file, before anybody knows the platform, whose pace a scenario that is made of flags keeps to.
  const ofFile = input.file === undefined ? undefined : parseScenarioFile(input.file.exported);
  const fileFolder = input.file === undefined ? folder : path.dirname(path.resolve(folder, input.file.path));
  const given = resolveMeetings(ofFile?.entries ?? [], ofFile?.file ?? {}, layers, {
    ...{ fileFolder, folder },
    stdin: input.stdin ?? (() => ''),
  });
  const usesRehearsal =
    given.meetings[mainMeeting] === undefined &&
    (ofFile === undefined || ofFile.entries.some(([key]) => given.keys[key] === undefined));
  const platform = await resolvePlatform(given, usesRehearsal, ofFile?.file ?? {}, layers, known.platforms);
  const rules = known.platforms.rules(platform.name, platform.profile);

  const {
    file,
    entries,
    broken,
    otherDevices,
    problems: wrong,
  } = ofFile ?? parseScenarioFile(madeScenario(shape, input.defaultParticipants, rules.joinsPerSecond));
  problems.push(...wrong, ...otherDevices.flatMap((device) => deviceProblems(device, known.devices)));
  // What could not be read must not be taken for what was not said.
  const unread = new Set([...flags.broken, ...env.broken, ...(input.configFile?.broken ?? []), ...broken]);
  const isRead = (...keys: readonly string[]): boolean => !keys.some((key) => unread.has(key));

  if (input.file !== undefined)
    problems.push(
      ...uselessFlags(
        entries.map(([, entry]) => entry),
        layers,
      ),
    );

  const { meetings } = platform;
  const resolved = entries.map(([key, entry]) => {
    const meeting = given.keys[key] ?? mainMeeting;
    return {
      key,
      exec: entry.exec,
      ...resolveEntry({
        key,
        entry,
        file,
        layers,
        devices: known.devices,
        networks: known.networks,
        meeting,
        folder: fileFolder,
        outerFolder: folder,
      }),
    };
  });
  problems.push(...resolved.flatMap((entry) => entry.problems));

  if (isRead('meeting', 'platform')) problems.push(...given.problems, ...platform.problems);

  const seed = pick(layers, 'seed', placed(file.seed, 'seed'))?.value ?? 1;
  const scaled = input.file === undefined ? { entries: resolved, problems: [] } : scaleEntries(resolved, layers);
  const drawn = scaled.entries.map((entry) => ({ ...entry, ...planEntry(entry, seed) }));
  const { planned, problems: crowded } = spreadSlowed(drawn, input.slowedAtOnce);
  problems.push(...scaled.problems, ...drawn.flatMap((entry) => entry.problems), ...crowded);

  const authorisation =
    placed(file.authorisation, 'authorisation') ??
    placed(layers.config.authorisation, `${layers.configName}: authorisation`);
  const ownHosts = layers.config.ownHosts ?? [];
  const rewrite: Rewrites = { ...layers.config.rewrite, ...file.rewrite };
  const comers = planned.flatMap(({ options, plan }) => {
    const meeting = meetings[options.meeting];
    const addresses = meeting === undefined ? [] : rules.addresses(meeting);
    return plan === undefined
      ? []
      : [{ options, plan, addresses: addresses.map((one) => rewriteAddress(one, rewrite)) }];
  });
  const guarded = guardProblems({
    scenarios: comers,
    platform: platform.name,
    rules,
    ownHosts,
    authorisation: authorisation?.value,
    place: authorisation?.place ?? 'authorisation',
    today: input.today,
  });
  if (isRead('meeting', 'authorisation', 'ownHosts', 'rewrite')) problems.push(...guarded);

  const scenarios = Object.fromEntries(planned.map(({ key, options: own }) => [key, own]));
  const thresholds = resolveThresholds({
    given:
      placed(file.thresholds, 'thresholds') ?? placed(layers.config.thresholds, `${layers.configName}: thresholds`),
    scenarios,
    platform: platform.name,
    known,
  });
  problems.push(...thresholds.problems);
  if (problems.length > 0) return { ok: false, problems: eachOnce(problems) };

  const confidence = pick(layers, 'confidence', placed(file.confidence, 'confidence'))?.value;
  const trace = pick(layers, 'trace')?.value ?? false;
  const options: RunOptions = {
    run_name: pick(layers, 'name', placed(file.name, 'name'))?.value ?? nameOf(input, usesRehearsal),
    seed,
    platform: platform.name,
    meetings: redacted(meetings),
    target: { join_time_ms: file.target?.joinTime ?? layers.config.target?.joinTime ?? 8_000 },
    ...(confidence !== undefined && { confidence }),
    thresholds: thresholds.thresholds,
    scenarios,
    ...(authorisation !== undefined && { authorisation: authorisation.value }),
    ...(Object.keys(rewrite).length > 0 && { rewrite }),
    on_rate_limited: pick(layers, 'onRateLimited', placed(file.onRateLimited, 'onRateLimited'))?.value ?? 'back-off',
    ...(trace && { trace }),
  };
  const browser = pick(layers, 'browser')?.value;
  return {
    ok: true,
    config: {
      options,
      plans: Object.fromEntries(planned.flatMap(({ key, plan }) => (plan === undefined ? [] : [[key, plan]]))),
      meetings,
      usesRehearsal,
      profile: platform.profile,
      execs: Object.fromEntries(planned.flatMap(({ key, exec }) => (exec === undefined ? [] : [[key, exec]]))),
      envs: Object.fromEntries(entries.map(([key, entry]) => [key, entry.env ?? {}])),
      ownHosts,
      onlyHosts:
        Object.keys(rewrite).length === 0
          ? undefined
          : [...new Set([...ownHosts, ...comers.flatMap(({ addresses }) => addresses.map(hostOf))])],
      said: platform.said,
      warnings: [
        ...new Set([
          ...resolved.flatMap((entry) => entry.warnings),
          ...[rules.warning ?? [], rateWarning(comers, rules) ?? []].flat(),
          ...guestWarning(scenarios, rules),
          ...rewriteWarning(rewrite),
        ]),
      ],
      out: path.resolve(folder, pick(layers, 'out')?.value ?? 'results'),
      browser: browser === undefined ? undefined : path.resolve(folder, browser),
      influx: {
        url: pick(layers, 'influx')?.value,
        database: pick(layers, 'influxDatabase')?.value,
        user: pick(layers, 'influxUser')?.value,
        password: pick(layers, 'influxPassword')?.value,
        token: pick(layers, 'influxToken')?.value,
      },
      headed: pick(layers, 'headed')?.value ?? false,
      trace,
      quiet: pick(layers, 'quiet')?.value ?? false,
      json: pick(layers, 'json')?.value ?? false,
    },
  };
}

/** The same configuration with the meeting built in, once it has been started. */
export function withRehearsal(config: ResolvedConfig, link: string): ResolvedConfig {
  const meetings = { ...config.meetings, [mainMeeting]: { link } };
  return { ...config, meetings, usesRehearsal: false, options: { ...config.options, meetings: redacted(meetings) } };
}

function redacted(meetings: Readonly<Record<string, MeetingAccess>>): Readonly<Record<string, RedactedLink>> {
  return Object.fromEntries(
    Object.entries(meetings).flatMap(([key, { link }]) => {
      const parts = redactLink(link);
      return parts === undefined ? [] : [[key, parts]];
    }),
  );
}

function guestWarning(scenarios: RunOptions['scenarios'], rules: PlatformRules): readonly string[] {
  if (rules.session !== 'required') return [];
  const guests = Object.keys(scenarios).filter((key) => scenarios[key]?.storage_states === undefined);
  if (guests.length === 0) return [];
  return [
    `${rules.title} turns away whoever is not logged in. Without a session: ${guests.join(', ')}. Name one with storageState or --storage-state.`,
  ];
}

/** Whoever reads the numbers has to know whose they are. */
function rewriteWarning(rewrite: Rewrites): readonly string[] {
  const leads = Object.entries(rewrite).map(([from, to]) => `${from} to ${to}`);
  return leads.length === 0 ? [] : [`Addresses lead elsewhere: ${leads.join(', ')}. What is measured stands there.`];
}

function nameOf({ file }: ConfigInput, usesRehearsal: boolean): string {
  const name = file === undefined ? undefined : toName(path.basename(file.path).replace(/\.[^.]*$/, ''));
  return name ?? (usesRehearsal ? 'rehearsal' : 'meeting');
}

/** An option that several scenarios take from the same place is wrong once. */
function eachOnce(problems: readonly Problem[]): readonly Problem[] {
  const keys = new Set<string>();
  return problems.filter(({ place, found, expected }) => {
    const key = JSON.stringify([place, found, expected]);
    return !keys.has(key) && keys.add(key);
  });
}
