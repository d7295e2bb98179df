/** `rollcall metrics`: every metric with its type, unit, definition and source, from the one table. */
import { Command } from 'commander';
import { catalog } from '../metrics/catalog.js';

export function metricsCommand(): Command {
  return new Command('metrics').description('lists every metric: type, unit, definition, source').action(() => {
    const text = Object.entries(catalog)
      .map(([name, { type, unit, definition, source }]) => `${name}\n  ${type}, ${unit}\n  ${definition}\n  ${source}`)
      .join('\n\n');
    process.stdout.write(`${text}\n`);
  });
}
