/** Whatever a scenario file exports or a config file holds: problems that a person can read, never a throw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { entryOptionNames, executorNames } from '../../../src/config/scenario-schema.js';
import { scenarioFileSchema } from '../../../src/config/scenario-schema.js';
import type { Problem } from '../../../src/shared/errors.js';
import { problemsIn, resolution } from '../../helpers/resolved.js';

const runs = 1_000;
/** The same ones every time; others by hand. */
const seed = 20_261_122;
/** They take two seconds on an idle machine. */
const timeout = 60_000;
const secret = 'S3CR3T';

/** Values that no option takes. */
const nonsense = fc.oneof(
  fc.constantFrom<unknown>(NaN, -1, 1e300, -0.5, Infinity, '', ' ', '8 s', '-8s', '\u001b[31mred', '\u202egnp', 'a\nb'),
  fc.constantFrom<unknown>([[]], [undefined], { a: 1 }, Symbol('s'), 10n),
  fc
    .constant(`https://user:${secret}@example.com/x?pwd=${secret}#${secret}`)
    .map((link) => ({ link, x: { [link]: link } })),
  fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
);

/** Almost anything, with the names that mean something in it. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
  withObjectString: true,
  maxDepth: 3,
});
const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'executor'),
  fc.constantFrom(...entryOptionNames),
  fc.string(),
);
const someValue = fc.oneof(
  anything,
  nonsense,
  fc.constantFrom<unknown>('8s', 1, 2, '2', true, false, 'burst', 'desktop', 'uniform'),
);

const validEntries: readonly Readonly<Record<string, unknown>>[] = [
  { executor: 'burst', vus: 2, within: '1s', media: { camera: 'still' }, tags: { floor: '7' } },
  { executor: 'shared-iterations', vus: 1, iterations: 2, maxDuration: '5m' },
  { executor: 'per-vu-iterations', vus: 1, iterations: 2 },
  { executor: 'constant-vus', vus: 1, duration: '1m', startTime: '3s' },
  { executor: 'ramping-vus', stages: [{ target: 2, duration: '3s' }], gracefulRampDown: '1s' },
  { executor: 'constant-arrival-rate', rate: 1, duration: '9s', preAllocatedVUs: 99 },
  { executor: 'ramping-arrival-rate', stages: [{ target: 2, duration: '9s' }], preAllocatedVUs: 99 },
];

/** A right scenario with one thing wrong in it, wherever that may be. */
const spoiled = fc.oneof(
  fc
    .tuple(fc.constantFrom(...validEntries), fc.constantFrom(...entryOptionNames), nonsense)
    .map(([entry, option, value]) => ({ scenarios: { ok: validEntries[0], bad: { ...entry, [option]: value } } })),
  fc
    .tuple(fc.constantFrom(...validEntries), fc.string({ minLength: 1 }))
    .filter(([, key]) => !entryOptionNames.includes(key) && key !== '__proto__')
    .map(([entry, key]) => ({ scenarios: { bad: { ...entry, [key]: 1 } } })),
  fc
    .tuple(fc.constantFrom(...Object.keys(scenarioFileSchema.shape)), nonsense)
    .map(([key, value]) => ({ scenarios: { ok: validEntries[0] }, [key]: value })),
  fc.constantFrom(...executorNames).map((executor) => ({ scenarios: { bad: { executor: `${executor}s` } } })),
  fc.anything().filter((value) => typeof value !== 'object' || value === null),
);

function expectReadable(problems: readonly Problem[]): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const { place, found, expected } of problems) {
    const line = `${place}: ${found}; ${expected}`;
    expect(place, line).not.toBe('');
    expect(found, line).not.toBe('');
    expect(expected, line).not.toBe('');
    // eslint-disable-next-line no-control-regex -- that is what must not get through
    expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(expected, line).not.toMatch(/\[object|Invalid input|undefined| at .*:\d+:\d+/);
    expect(line).not.toContain(secret);
    expect(line.length).toBeLessThan(700);
  }
}

describe('a malformed scenario', () => {
  it(
    'always has problems that can be read',
    async () => {
      await fc.assert(
        fc.asyncProperty(spoiled, async (exported) => {
          expectReadable(await problemsIn(exported === undefined ? null : exported));
        }),
        { numRuns: runs, seed },
      );
    },
    timeout,
  );

  it(
    'never makes anything throw, whatever it is',
    async () => {
      const entry = fc.oneof(
        fc.dictionary(name, someValue),
        someValue,
        fc
          .tuple(fc.constantFrom(...validEntries), fc.dictionary(name, someValue))
          .map(([valid, more]) => ({ ...valid, ...more })),
      );
      const exported = fc.oneof(
        anything,
        fc.dictionary(name, someValue),
        fc.record({ scenarios: fc.oneof(fc.dictionary(name, entry), someValue) }, { requiredKeys: [] }),
      );
      await fc.assert(
        fc.asyncProperty(exported, fc.dictionary(name, someValue), async (scenario, flags) => {
          const result = await resolution(scenario ?? null, { flags });
          if (!result.ok) expectReadable(result.problems);
        }),
        { numRuns: runs, seed },
      );
    },
    timeout,
  );

  it.each([
    [
      'a getter that throws',
      {
        get scenarios() {
          throw new Error('no');
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    [
      'an entry whose getter throws',
      {
        scenarios: {
          a: {
            executor: 'burst',
            get vus() {
              throw new Error('no');
            },
          },
        },
      },
    ],
  ])('may be %s', async (_, exported) => {
    expectReadable(await problemsIn(exported));
  });

  it('may hold itself', async () => {
    const exported: Record<string, unknown> = { scenarios: {} };
    exported.scenarios = exported;
    expectReadable(await problemsIn(exported));
  });
});

describe('a malformed config file', () => {
  it(
    'always has problems that can be read, or none',
    async () => {
      const keys = fc.oneof(
        name,
        fc.constantFrom('ownHosts', 'authorisation', 'thresholds', 'target', 'media', 'seed', 'trace'),
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.dictionary(keys, fc.jsonValue()), fc.jsonValue()), async (content) => {
          const configFile = parseConfigFile(content, 'rollcall.config.json');
          if (configFile.problems.length > 0) expectReadable(configFile.problems);
          await resolution({ scenarios: { a: validEntries[0] } }, { configFile });
        }),
        { numRuns: runs, seed },
      );
    },
    timeout,
  );
});
