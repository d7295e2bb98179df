import { describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { problemsIn, resolved, today } from '../../helpers/resolved.js';

const authorisation = {
  by: 'Ada Chan',
  for: 'POC',
  until: '2026-12-31',
  maxParticipants: 10,
  maxJoinsPerSecond: 10,
};
const stranger = { meeting: 'https://meet.example.com/m/monday?pwd=secret', platform: 'rehearsal' };
const burst = (vus: number, more: object = {}) => ({ executor: 'burst', vus, within: 0, hold: '10s', ...more });
const file = (more: object = {}) => ({ ...stranger, scenarios: { a: burst(10) }, authorisation, ...more });

describe('the guard', () => {
  it('asks for an authorisation before a stranger’s meeting is loaded, and says what it would need', async () => {
    const { authorisation: _, ...without } = file();
    const problems = await problemsIn(without);
    expect(problems).toMatchObject([{ place: 'authorisation', found: 'nothing' }]);
    expect(problems[0]?.expected).toMatch(
      /maxParticipants: 10, maxJoinsPerSecond: 10 .* meet\.example\.com is neither/,
    );
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('is content with one that covers the plan, and records it', async () => {
    expect((await resolved(file())).options.authorisation).toEqual(authorisation);
  });

  it.each([
    'http://localhost:8080/m/x',
    'http://127.0.0.1/m/x',
    'http://127.1.2.3/m/x',
    'http://[::1]:1/m/x',
    'http://meet.localhost/m/x',
  ])('needs none for %s', async (meeting) => {
    await resolved({ ...file({ meeting }), authorisation: undefined });
  });

  it.each([
    'https://localhost.example.com/m/x',
    'https://127.0.0.1.example.com/m/x',
    'https://user@example.com/m/x',
    'https://localhost@example.com/m/x',
    'https://0x7f000001.example.com/m/x',
  ])('is not deceived by %s', async (meeting) => {
    expect(await problemsIn({ ...file({ meeting }), authorisation: undefined })).toMatchObject([
      { place: 'authorisation' },
    ]);
  });

  it('knows the hosts that are the user’s own, exactly or by their domain', async () => {
    const own = (...ownHosts: string[]) => ({ configFile: parseConfigFile({ ownHosts }, 'rollcall.config.json') });
    const without = { ...file(), authorisation: undefined };
    await resolved(without, own('meet.example.com'));
    await resolved(without, own('*.example.com'));
    await problemsIn(without, own('example.com'));
    await problemsIn(without, own('*.meet.example.com'));
    await problemsIn({ ...without, meeting: 'https://evilexample.com/m/x' }, own('*.example.com'));
  });

  it.each([
    ['more participants', { a: burst(6), b: burst(5, { startTime: '3s' }) }, 'maxParticipants', /at least 11/],
    ['more joins a second', { a: burst(11) }, 'maxJoinsPerSecond', /at least 11/],
  ])('refuses %s than allowed', async (_, scenarios, key, expected) => {
    const problems = await problemsIn(file({ scenarios }));
    const problem = problems.find(({ place }) => place === `authorisation.${key}`);
    expect(problem?.expected).toMatch(expected);
  });

  it('does not add up scenarios that cannot overlap', async () => {
    await resolved(file({ scenarios: { a: burst(10), b: burst(10, { startTime: '3m' }) } }));
  });

  it('counts a closed plan’s joins by its hold', async () => {
    const loops = { executor: 'constant-vus', vus: 8, duration: '1m' };
    await resolved(file({ scenarios: { a: { ...loops, hold: '1s' } } }));
    expect(await problemsIn(file({ scenarios: { a: { ...loops, hold: '250ms' } } }))).toMatchObject([
      { place: 'authorisation.maxJoinsPerSecond', expected: expect.stringContaining('at least 32') as string },
    ]);
  });

  it('is over when its last day is, and not before', async () => {
    const until = (date: string) => file({ authorisation: { ...authorisation, until: date } });
    await resolved(until('2026-11-22'));
    await resolved(until('2026-11-22T12:00:01Z'));
    expect(await problemsIn(until('2026-11-20'))).toMatchObject([{ place: 'authorisation.until' }]);
    expect(await problemsIn(until('2026-11-22T11:59:59Z'))).toMatchObject([{ place: 'authorisation.until' }]);
    expect(await problemsIn(until('next year'))).toMatchObject([
      { place: 'authorisation.until', found: "'next year'" },
    ]);
    expect(new Date(today).toISOString()).toBe('2026-11-22T12:00:00.000Z');
  });

  it('judges only the scenarios that go to a stranger', async () => {
    const scenarios = { a: burst(5), b: burst(50, { meeting: 'http://localhost/m/x' }) };
    await resolved(file({ scenarios }));
  });

  it('may be in the config file', async () => {
    const configFile = parseConfigFile(
      { authorisation: { ...authorisation, maxParticipants: 3 } },
      'rollcall.config.json',
    );
    expect(await problemsIn({ ...file(), authorisation: undefined }, { configFile })).toMatchObject([
      { place: 'rollcall.config.json: authorisation.maxParticipants' },
    ]);
  });
});
