/** Defaults < config file < scenario < `ROLLCALL_*` < flags. */
import type { ConfigFile } from './config-file.js';
import { envOf, flagOf, type OptionName, type OptionValues } from './option-table.js';

/** A value and the place that gave it. */
export interface Placed<T> {
  readonly value: T;
  readonly place: string;
}

export interface Layers {
  readonly flags: OptionValues;
  readonly env: OptionValues;
  readonly config: ConfigFile;
  /** The config file's name, for places. */
  readonly configName: string;
}

/** What flags or variables say, which no scenario file can overrule. */
export function override<K extends OptionName>(
  layers: Layers,
  name: K,
): Placed<NonNullable<OptionValues[K]>> | undefined {
  const { flags, env } = layers;
  return placed(flags[name], flagOf(name)) ?? placed(env[name], envOf(name));
}

/** What the config file says, which any scenario file can overrule. */
export function fromConfig<K extends OptionName>(
  layers: Layers,
  name: K,
): Placed<NonNullable<OptionValues[K]>> | undefined {
  return placed(layers.config[name], `${layers.configName}: ${name}`);
}

/** The first that gives a value. `ofScenario`: the scenario file's, the nearest first. */
export function pick<K extends OptionName>(
  layers: Layers,
  name: K,
  ...ofScenario: readonly (Placed<NonNullable<OptionValues[K]>> | undefined)[]
): Placed<NonNullable<OptionValues[K]>> | undefined {
  return override(layers, name) ?? ofScenario.find((value) => value !== undefined) ?? fromConfig(layers, name);
}

export function placed<T>(value: T | undefined, place: string): Placed<NonNullable<T>> | undefined {
  return value === undefined || value === null ? undefined : { value, place };
}
