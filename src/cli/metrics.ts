/** `rollcall metrics`: every metric with its type, unit, definition and source, from the one table. */
import { Command } from 'commander';
import { catalog } from '../metrics/catalog.js';
import { schema, type MeasurementDefinition } from '../sinks/influxdb/schema.js';

export function metricsCommand(): Command {
  return new Command('metrics')
    .description('lists every metric: type, unit, definition, source')
    .option('--influx', 'lists what a run is in InfluxDB instead: measurements, tags, fields')
    .action(({ influx }: { influx?: true }) => {
      process.stdout.write(`${influx === true ? schemaText() : catalogText()}\n`);
    });
}

function catalogText(): string {
  return Object.entries(catalog)
    .map(([name, { type, unit, definition, source }]) => `${name}\n  ${type}, ${unit}\n  ${definition}\n  ${source}`)
    .join('\n\n');
}

function schemaText(): string {
  return Object.entries<MeasurementDefinition>(schema)
    .map(([name, { definition, tags, fields }]) => {
      const rows = Object.entries(fields).map(([field, about]) => `  ${field} (${about.unit}): ${about.definition}`);
      return [name, `  One point is ${definition}`, `  tags: ${tags.join(', ')}`, ...rows].join('\n');
    })
    .join('\n\n');
}
