import { describe, expect, it } from 'vitest';
import { envOf, flagOf, flagTable, optionNames } from '../../../src/config/option-table.js';
import { parseEnv, parseFlags } from '../../../src/config/parse-options.js';

describe('the option table', () => {
  it('derives flags and variables from an option’s name', () => {
    expect(flagOf('joinTimeout')).toBe('--join-timeout');
    expect(envOf('joinTimeout')).toBe('ROLLCALL_JOIN_TIMEOUT');
  });

  it('has a line of help for each flag, and none for what cannot be a flag', () => {
    const flags = flagTable().map(({ flags: text }) => text);
    expect(flags).toContain('--within <duration>');
    expect(flags).toContain('--quiet');
    expect(flags.join(' ')).not.toContain('passcode');
    expect(flagTable().every(({ doc }) => doc.length > 0 && doc.length < 160)).toBe(true);
  });
});

describe('flags', () => {
  it('are texts and switches', () => {
    const { values, problems } = parseFlags({
      participants: '20',
      within: '10s',
      quiet: true,
      device: 'Pixel 7',
      seed: undefined,
    });
    expect(values).toEqual({ participants: 20, within: 10_000, quiet: true, device: 'Pixel 7' });
    expect(problems).toEqual([]);
  });

  it.each([
    ['participants', '0'],
    ['participants', '2.5'],
    ['participants', 'ten'],
    ['participants', ''],
    ['participants', ['1', '2']],
    ['hold', '-1s'],
    ['confidence', '95'],
    ['meeting', ' '],
    ['meeting', ['http://localhost/m/a', 'http://localhost/m/b']],
  ])('refuse --%s %j', (name, value) => {
    expect(parseFlags({ [name]: value })).toMatchObject({
      values: {},
      broken: [name],
      problems: [{ place: `--${name}` }],
    });
  });
});

describe('variables', () => {
  it('are texts, numbers and switches by what the option is', () => {
    const env = {
      ROLLCALL_SEED: '7',
      ROLLCALL_QUIET: 'true',
      ROLLCALL_JSON: '0',
      ROLLCALL_NAME: '2026',
      ROLLCALL_PASSCODE: '123456',
      HOME: '/',
    };
    expect(parseEnv(env).values).toEqual({ seed: 7, quiet: true, json: false, name: '2026', passcode: '123456' });
  });

  it('are refused when they are neither true nor false where they should be', () => {
    expect(parseEnv({ ROLLCALL_QUIET: 'yes' }).problems).toEqual([
      { place: 'ROLLCALL_QUIET', found: "'yes'", expected: 'true or false' },
    ]);
  });

  it('are all known', () => {
    for (const name of optionNames)
      expect(parseEnv({ [envOf(name)]: '\u0000' }).problems[0]?.found).not.toMatch(/exist/);
  });
});
