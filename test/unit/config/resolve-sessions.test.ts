import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { makeFolder, removeFolder } from '../../helpers/temp.js';
import { problemsIn, resolved } from '../../helpers/resolved.js';

const saved = JSON.stringify({
  cookies: [{ name: 'session', value: 'a-secret', domain: 'vc.feishu.cn', path: '/' }],
  origins: [],
});
const burst = (vus: number, more: object = {}) => ({ scenarios: { phones: { executor: 'burst', vus, ...more } } });

describe('storageState', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeFolder();
    mkdirSync(path.join(folder, 'scenarios'));
    for (const file of ['scenarios/ada.json', 'scenarios/bob.json', 'ada.json'])
      writeFileSync(path.join(folder, file), saved);
    writeFileSync(path.join(folder, 'scenarios/page.json'), '<html>a-secret</html>');
    writeFileSync(path.join(folder, 'scenarios/other.json'), '{"token":"a-secret"}');
  });
  afterEach(() => removeFolder(folder));

  const at = (file: string) => path.join(folder, file);
  const filesOf = async (exported: unknown, around: object = {}) =>
    (await resolved(exported, { folder, ...around })).options.scenarios.phones?.storage_states;

  it('of a scenario is relative to its file, of flags and the config file to the folder', async () => {
    expect(await filesOf(burst(1, { storageState: 'ada.json' }))).toEqual([at('scenarios/ada.json')]);
    expect(await filesOf({ ...burst(1), storageState: 'ada.json' })).toEqual([at('scenarios/ada.json')]);
    expect(await filesOf(burst(1), { flags: { storageState: 'ada.json' } })).toEqual([at('ada.json')]);
    const configFile = parseConfigFile({ storageState: ['ada.json'] }, 'rollcall.config.json');
    expect(await filesOf(burst(1), { configFile })).toEqual([at('ada.json')]);
    expect(await filesOf(burst(1))).toBeUndefined();
  });

  it('keeps nothing of what stands in the files', async () => {
    const config = await resolved(burst(1, { storageState: 'ada.json' }), { folder });
    expect(JSON.stringify(config)).not.toContain('a-secret');
  });

  it.each([
    ['absent.json', 'which is not there'],
    ['page.json', 'which is not JSON'],
    ['other.json', 'which holds no cookies and origins'],
    ['..', 'which cannot be read (EISDIR)'],
  ])('of %s is a problem that says why, and nothing of what stands there', async (file, why) => {
    const problems = await problemsIn(burst(1, { storageState: ['ada.json', file] }), { folder });
    expect(problems).toEqual([
      {
        place: 'scenarios.phones.storageState',
        found: expect.stringContaining(why) as string,
        expected: expect.stringContaining('--save-storage') as string,
      },
    ]);
    expect(JSON.stringify(problems)).not.toContain('a-secret');
  });

  it('is a path or paths', async () => {
    for (const storageState of [3, [], [''], { file: 'ada.json' }])
      expect(await problemsIn(burst(1, { storageState }), { folder })).toMatchObject([
        { place: 'scenarios.phones.storageState', expected: 'a path, or a list of paths' },
      ]);
  });

  it('that several people share is a warning', async () => {
    const warningsOf = async (vus: number, storageState: readonly string[]) =>
      (await resolved(burst(vus, { storageState }), { folder })).warnings;
    expect(await warningsOf(2, ['ada.json', 'bob.json'])).toEqual([]);
    expect(await warningsOf(3, ['ada.json', 'bob.json'])).toEqual([
      expect.stringContaining('phones: 3 people share 2 sessions'),
    ]);
    expect(await warningsOf(2, ['ada.json', 'ada.json'])).toEqual([
      expect.stringContaining('phones: 2 people share one session'),
    ]);
  });
});
