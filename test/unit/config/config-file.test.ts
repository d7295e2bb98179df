import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../src/config/config-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollcall-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('readConfigFile', () => {
  it('reads the file in the folder, or the one that is named', () => {
    writeFileSync(path.join(folder, 'rollcall.config.json'), '{ "hold": "9s", "ownHosts": ["Meet.Example.com"] }');
    writeFileSync(path.join(folder, 'other.json'), '{ "seed": 3 }');
    expect(readConfigFile(undefined, folder)).toEqual({
      values: { hold: 9_000, ownHosts: ['meet.example.com'] },
      broken: [],
      problems: [],
    });
    expect(readConfigFile('other.json', folder)?.values).toEqual({ seed: 3 });
  });

  it('is undefined when there is none and none was named', () => {
    expect(readConfigFile(undefined, folder)).toBeUndefined();
  });

  it('says that a named one is not there, or cannot be read', () => {
    expect(readConfigFile('none.json', folder)?.problems).toEqual([
      { place: 'none.json', found: 'no such file', expected: 'a JSON file' },
    ]);
    expect(readConfigFile('.', folder)?.problems).toMatchObject([{ place: '.' }]);
  });

  it.each(['', '{', '{ "hold": 9s }', '[1]', 'null', '\u0000\u0001', '{"a":{"a":'])('has a problem with %j', (text) => {
    writeFileSync(path.join(folder, 'rollcall.config.json'), text);
    const [problem] = readConfigFile(undefined, folder)?.problems ?? [];
    expect(problem?.place).toMatch(/^rollcall\.config\.json/);
    expect(problem?.expected).not.toBe('');
  });
});
