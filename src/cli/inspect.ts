/** `rollcall inspect`: the resolved options and the arrival plan drawn as text. Starts nothing. */
import { Command } from 'commander';
import { drawPlans } from '../scenario/draw-plan.js';
import { linkText } from '../shared/redact.js';
import { resolvedConfig, withRunOptions } from './options.js';

export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description('shows what a scenario resolves to and draws its arrival plan; starts no browser')
    .argument('<scenario.ts>', 'the scenario file')
    .action(async (file: string, flags: Readonly<Record<string, unknown>>) => {
      const { options, plans, usesRehearsal, said, warnings } = await resolvedConfig(file, flags);
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify(options, undefined, 2)}\n`);
        return;
      }
      const { scenarios, thresholds, ...rest } = options;
      const drawn = Object.entries(scenarios).flatMap(([name, scenario]) => {
        const plan = plans[name];
        return plan === undefined ? [] : [{ name, options: scenario, plan }];
      });
      const meetings = Object.entries(rest.meetings).map(([key, link]) => `${key}: ${linkText(link)}`);
      const lines = [
        `${rest.run_name} on ${rest.platform}, seed ${rest.seed}`,
        `meeting     ${usesRehearsal ? 'the one built into Rollcall' : meetings.join('; ')}`,
        ...said.map((words) => `            ${words}`),
        `target      usable within ${rest.target.join_time_ms} ms`,
        ...Object.entries(thresholds).flatMap(([metric, list]) =>
          list.map(({ threshold }) => `threshold   ${metric}: ${threshold}`),
        ),
        ...warnings.map((warning) => `warning     ${warning}`),
        '',
        drawPlans(drawn, process.stdout.columns || 80),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
  return withRunOptions(command);
}
