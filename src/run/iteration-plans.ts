/** From what an executor wants now (a VU, its iteration) to the participant that comes: who, with what, to which meeting. */
import { deviceNamed } from '../browser/devices.js';
import type { ResolvedConfig } from '../config/resolve-config.js';
import type { ScenarioOptions } from '../model/run-options.js';
import type { Tags } from '../model/tags.js';
import { hostMs } from '../model/time.js';
import type { IterationPlan } from '../participant/iteration-plan.js';
import { rewriteAddress } from '../platform/rewrite-address.js';
import { mediaFor } from '../scenario/media-for.js';
import { sessionFor } from '../scenario/session-for.js';
import type { PlannedIteration } from '../scenario/running-iterations.js';
import { HarnessError } from '../shared/errors.js';
import { seededRandom } from '../shared/random.js';

export function tagsOf(config: ResolvedConfig, scenario: string): Tags {
  const options = scenarioOf(config, scenario);
  return {
    ...options.tags,
    scenario,
    platform: config.options.platform,
    device_class: deviceNamed(options.device).device_class,
    network: options.network,
    role: 'full',
    visit: 'first',
    ...(options.region === undefined ? {} : { region: options.region }),
  };
}

export function iterationPlan(
  config: ResolvedConfig,
  scenario: string,
  { vu, iteration, scheduled, signal }: PlannedIteration,
  abandon: AbortSignal,
): IterationPlan {
  const options = scenarioOf(config, scenario);
  const meeting = config.meetings[options.meeting];
  if (meeting === undefined) throw new HarnessError('internal', `no link for the meeting ${options.meeting}`);
  const participant = iteration === 0 ? `${scenario}-${vu}` : `${scenario}-${vu}.${iteration + 1}`;
  const exec = config.execs[scenario];
  const storageState = sessionFor(options.storage_states, vu);
  return {
    participant,
    scheduled: hostMs(scheduled),
    tags: tagsOf(config, scenario),
    vu,
    iteration,
    meeting: options.meeting,
    link: meeting.link,
    rewrite: (address) => rewriteAddress(address, config.options.rewrite ?? {}),
    ...(config.onlyHosts === undefined ? {} : { onlyHosts: config.onlyHosts }),
    variables: { ...meeting.variables, ...(meeting.passcode === undefined ? {} : { passcode: meeting.passcode }) },
    device: deviceNamed(options.device),
    networks: options.networks ?? [],
    media: mediaFor(options, vu),
    // Unique in the meeting, and the same in the recording: what one sees there can be looked up here.
    displayName: participant,
    locale: options.locale,
    ...(options.timezone === undefined ? {} : { timezone: options.timezone }),
    ...(storageState === undefined ? {} : { storageState }),
    env: config.envs[scenario] ?? {},
    seed: Math.floor(seededRandom(config.options.seed, `participant:${participant}`)() * 0x1_0000_0000),
    joinTimeoutMs: options.join_timeout_ms,
    holdMs: options.hold_ms,
    leaveTimeoutMs: options.leave_timeout_ms,
    ...(options.processor === undefined ? {} : { processor: options.processor }),
    steps: options.steps ?? [],
    ...(exec === undefined ? {} : { exec }),
    trace: config.trace,
    stop: signal,
    abandon,
  };
}

function scenarioOf(config: ResolvedConfig, scenario: string): ScenarioOptions {
  const options = config.options.scenarios[scenario];
  if (options === undefined) throw new HarnessError('internal', `no scenario ${scenario}`);
  return options;
}
