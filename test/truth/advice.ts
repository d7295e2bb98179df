/** The advice of a starved run, followed to the letter: the next one stands. */
import { cli, summaryIn } from '../helpers/cli.js';
import { withTempFolder } from '../helpers/temp.js';
import type { TruthRow } from './row.js';

const people = ['run', '--participants', '10', '--hold', '6s', '--quiet'];

export const adviceRow: TruthRow = {
  name: 'advice of a starved run',
  target: '10 at once are invalid; spread as the run advises they are not',
  // On a machine with other work beside it the second run is invalid for that reason: never in CI.
  short: 0,
  measure: () =>
    withTempFolder(async (first) =>
      withTempFolder(async (second) => {
        const starved = await cli([...people, '--within', '1s'], first);
        const { reasons } = await summaryIn(first);
        const seconds = /use --within (\d+)s/.exec(reasons.join(' '))?.[1];
        if (starved.code !== 121 || seconds === undefined) {
          return {
            met: false,
            figures: { exit: starved.code ?? -1 },
            misses: ['the first run was not invalid', ...reasons],
          };
        }
        const spread = await cli([...people, '--within', `${seconds}s`], second);
        const met = spread.code !== 121;
        return {
          met,
          figures: { within_s: Number(seconds), exit: spread.code ?? -1 },
          misses: met ? [] : (await summaryIn(second)).reasons,
        };
      }),
    ),
};
