/** The options that a run takes, as flags of a command; and what they come to, together with everything else. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfigFile } from '../config/config-file.js';
import { flagTable } from '../config/option-table.js';
import { resolveConfig, type ResolvedConfig } from '../config/resolve-config.js';
import { machineFacts } from '../generator/machine.js';
import { slowedAtOnce } from '../generator/slowed-at-once.js';
import { known } from '../run/known.js';
import { loadModule } from '../scenario/load-module.js';
import { demandWarning } from '../scenario/plan-demand.js';
import { epochMs } from '../shared/clock.js';
import { HarnessError } from '../shared/errors.js';
import { capacityHere, thisMachine } from './this-machine.js';

export function withRunOptions(command: Command): Command {
  for (const { flags, doc } of flagTable()) command.option(flags, doc);
  return command;
}

/**
 * @param file of the scenario; `undefined`: one is made of the flags
 * @throws HarnessError with every problem there is, before anything is started
 */
export async function resolvedConfig(
  file: string | undefined,
  flags: Readonly<Record<string, unknown>>,
): Promise<ResolvedConfig> {
  const folder = process.cwd();
  const configName = typeof flags.config === 'string' ? flags.config : process.env.ROLLCALL_CONFIG;
  const configFile = readConfigFile(configName, folder);
  const loaded = file === undefined ? undefined : await loadModule(file);
  const resolution = await resolveConfig({
    ...(file === undefined ? {} : { file: { path: file, exported: loaded?.exported } }),
    flags,
    env: process.env,
    configFile,
    ...(configName === undefined ? {} : { configName }),
    known,
    defaultParticipants: capacityHere().participants,
    slowedAtOnce: slowedAtOnce(machineFacts().cores),
    folder,
    stdin: readOnce(() => readFileSync(0, 'utf8')),
    today: epochMs(),
  });
  if (resolution.ok) return withFit(resolution.config);
  const { problems } = resolution;
  throw new HarnessError(
    'bad_configuration',
    problems.length === 1 ? 'One thing is wrong:' : `${problems.length} things are wrong:`,
    { problems },
  );
}

/** What is read is gone: several scenarios may ask for it. */
function readOnce(read: () => string): () => string {
  let text: string | undefined;
  return () => (text ??= read());
}

/** With a warning more when the plan asks for more than this machine has. */
function withFit(config: ResolvedConfig): ResolvedConfig {
  const scenarios = Object.entries(config.plans).flatMap(([key, plan]) => {
    const options = config.options.scenarios[key];
    return options === undefined ? [] : [{ plan, options }];
  });
  const warning = demandWarning(scenarios, thisMachine(), config.usesRehearsal);
  return warning === undefined ? config : { ...config, warnings: [...config.warnings, warning] };
}
