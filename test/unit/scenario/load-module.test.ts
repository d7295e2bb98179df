import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadModule } from '../../../src/scenario/load-module.js';
import type { Scenario } from '../../../src/scenario/scenario.js';
import { starterScenario } from '../../../src/scenario/starter.js';
import { HarnessError } from '../../../src/shared/errors.js';
import { resolved } from '../../helpers/resolved.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/scenarios/${name}`, import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function failure(file: string): Promise<HarnessError> {
  const thrown: unknown = await loadModule(file).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof HarnessError)) throw new Error(`no HarnessError: ${String(thrown)}`);
  return thrown;
}

describe('loadModule', () => {
  it('gives the default export of TypeScript with packages, built-ins and neighbours', async () => {
    const { exported, file } = await loadModule(fixture('whole.ts'));
    expect(exported).toMatchObject({ scenarios: { a: { executor: 'burst', within: '1s' } } });
    expect(file).toBe(fixture('whole.ts'));
  });

  it('works in a folder that knows no rollcall, and again after the file was changed', async () => {
    const file = path.join(folder, 'mine.ts');
    for (const vus of [3, 4]) {
      writeFileSync(
        file,
        `import { defineScenario } from 'rollcall';
        export default defineScenario({ scenarios: { a: { executor: 'burst', vus: ${vus} } } });`,
      );
      expect((await loadModule(file)).exported).toEqual({ scenarios: { a: { executor: 'burst', vus } } });
    }
  });

  it('loads the running copy of rollcall, not a second one', async () => {
    const file = path.join(folder, 'mine.ts');
    writeFileSync(file, `import { defineScenario } from 'rollcall'; export default defineScenario;`);
    const [one, other] = [await loadModule(file), await loadModule(file)];
    const running = (await import(new URL('../../../dist/index.js', import.meta.url).href)) as {
      defineScenario: unknown;
    };
    expect(one.exported).toBe(running.defineScenario);
    expect(other.exported).toBe(running.defineScenario);
  });

  it('tells where in the user’s own file something was thrown later', async () => {
    const loaded = await loadModule(fixture('whole.ts'));
    const exec = (loaded.exported as Scenario).scenarios.a?.exec;
    const thrown: unknown = await exec?.({ name: 'Ada' } as never).catch((error: unknown) => error);
    expect(String(thrown)).toContain(`Ada object file://${fixture('whole.ts')}`);
    expect(loaded.placeOf(thrown)).toMatch(/test\/fixtures\/scenarios\/whole\.ts:15:\d+$/);
    expect(loaded.placeOf('a text')).toBeUndefined();
  });

  it('shows the line of the user’s source when it threw, and no stack of ours', async () => {
    const error = await failure(fixture('throws.ts'));
    expect(error.code).toBe('scenario_threw');
    expect(error.message).toContain('RangeError: not so soon');
    expect(error.message).toContain("2 │ if (seconds > 2) throw new RangeError('not so soon");
    expect(error.message).toContain('scenarios/soon.ts:2:');
    // eslint-disable-next-line no-control-regex -- that is what must not get through
    expect(error.message).not.toMatch(/\n\s+at |load-module|\u001b/);
  });

  it.each(['throw null', 'throw { toString() { throw 1 } }', 'throw Object.create(null)', 'await Promise.reject("x")'])(
    'survives a file that does: %s',
    async (code) => {
      const file = path.join(folder, 'odd.ts');
      writeFileSync(file, `${code}; export default {};`);
      expect((await failure(file)).code).toBe('scenario_threw');
    },
  );

  it.each([
    ['syntax-error.txt', /:2:21/, /Expected/],
    ['missing-package.txt', /:1:19/, /"a-package-that-is-not-there" is not installed/],
  ])('refuses %s with its place', async (name, place, found) => {
    const file = path.join(folder, 'bad.ts');
    copyFileSync(fixture(name), file);
    const error = await failure(file);
    expect(error.code).toBe('bad_configuration');
    expect(error.problems[0]?.place).toMatch(place);
    expect(error.problems[0]?.found).toMatch(found);
  });

  it('refuses a file that is not there, and a folder', async () => {
    expect((await failure(path.join(folder, 'none.ts'))).problems).toMatchObject([{ found: 'no such file' }]);
    expect((await failure(folder)).problems).toMatchObject([{ found: 'a folder' }]);
  });

  it('leaves no temporary folder behind', async () => {
    const ours = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('rollcall-load-'));
    const before = ours();
    await loadModule(fixture('whole.ts'));
    await failure(fixture('throws.ts'));
    expect(ours().filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('what is shipped', () => {
  const scenarios = fileURLToPath(new URL('../../../scenarios', import.meta.url));
  it.each(readdirSync(scenarios).filter((name) => name.endsWith('.ts')))('%s has no problem', async (name) => {
    const file = path.join(scenarios, name);
    const { options, warnings } = await resolved((await loadModule(file)).exported);
    expect(options.run_name).toBe(name.replace('.ts', ''));
    expect(warnings).toEqual([]);
  });

  it('the starter loads and has no problem', async () => {
    const file = path.join(folder, 'new.ts');
    writeFileSync(file, starterScenario);
    const { options } = await resolved((await loadModule(file)).exported);
    expect(options.run_name).toBe('my-first-run');
  });

  it('the default rehearsal is small: six, two cameras, two who talk', async () => {
    const { options } = await resolved((await loadModule(path.join(scenarios, 'rehearsal.ts'))).exported);
    const all = Object.values(options.scenarios);
    const sum = (of: (scenario: (typeof all)[number]) => number): number =>
      all.reduce((total, each) => total + of(each), 0);
    expect(sum(({ executor }) => ('vus' in executor ? executor.vus : 99))).toBe(6);
    expect(sum(({ cameras }) => cameras ?? 99)).toBe(2);
    expect(sum(({ microphones }) => microphones ?? 99)).toBe(2);
    expect(all.every(({ media }) => media.width === 320 && media.height === 180 && media.frameRate === 15)).toBe(true);
  });
});
