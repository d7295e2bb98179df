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

  describe('with what the platform documents', () => {
    const vendor = (more: object = {}, allowed: object = {}) => ({
      meeting: 'https://vendor.example/1',
      scenarios: { a: burst(8) },
      authorisation: { ...authorisation, restrictedPlatforms: ['vendor'], ...allowed },
      ...more,
    });

    it('refuses more participants in one meeting than its plan takes, with both numbers, unless the plan is named', async () => {
      await resolved(vendor());
      const scenarios = { a: burst(5), b: burst(4) };
      expect(await problemsIn(vendor({ scenarios }))).toEqual([
        {
          place: 'authorisation.planLimit',
          found: '9 participants in one meeting, where the free plan of Vendor Meeting takes 8',
          expected: "at most 8, or { participants: 9, plan: '…' } when the meeting's plan takes as many",
        },
      ]);
      const plan = (participants: number) => ({ planLimit: { participants, plan: 'Business' } });
      await resolved(vendor({ scenarios }, plan(9)));
      expect(await problemsIn(vendor({ scenarios }, { planLimit: { participants: 4, plan: 'Trial' } }))).toMatchObject([
        { found: '9 participants in one meeting, where the Trial of Vendor Meeting takes 4' },
      ]);
      // Two meetings have two limits.
      await resolved(vendor({ scenarios: { a: burst(5), b: burst(5, { meeting: 'https://vendor.example/2' }) } }));
      expect(await problemsIn(vendor({}, { planLimit: { participants: 9 } }))).toMatchObject([
        { place: 'authorisation.planLimit.plan' },
      ]);
    });

    it('needs an explicit word for a platform that turns automated guests away', async () => {
      for (const restrictedPlatforms of [undefined, [], ['another']]) {
        expect(await problemsIn(vendor({}, { restrictedPlatforms }))).toMatchObject([
          { place: 'authorisation.restrictedPlatforms', expected: expect.stringContaining("['vendor']") as string },
        ]);
      }
    });

    it('tells all of it where there is no authorisation at all', async () => {
      const problems = await problemsIn(vendor({ authorisation: undefined, scenarios: { a: burst(9) } }));
      expect(problems.map(({ place }) => place)).toEqual([
        'authorisation',
        'authorisation.planLimit',
        'authorisation.restrictedPlatforms',
      ]);
    });

    it('refuses servers that others run for the public, unless they are named too', async () => {
      const there = (allowed: object) =>
        file({ meeting: 'https://public.example/m/x', authorisation: { ...authorisation, ...allowed } });
      expect(await problemsIn(there({}))).toMatchObject([
        {
          place: 'authorisation.publicHosts',
          found: 'nothing',
          expected: expect.stringContaining('public.example') as string,
        },
      ]);
      await resolved(there({ publicHosts: ['public.example'] }));
    });

    it('judges every address that is opened, not the link alone', async () => {
      const configFile = parseConfigFile({ ownHosts: ['vendor.example'] }, 'rollcall.config.json');
      const problems = await problemsIn(vendor({ authorisation: undefined }), { configFile });
      expect(problems[0]?.expected).toMatch(/since form\.vendor\.example is neither/);
    });
  });

  describe('where addresses lead elsewhere', () => {
    const rewrite = {
      'https://vendor.example': 'http://127.0.0.1:8000',
      'https://form.vendor.example': 'http://[::1]:8000',
    };
    const vendor = (more: object = {}) => ({
      meeting: 'https://vendor.example/1',
      scenarios: { a: burst(20) },
      ...more,
    });

    it('judges those that they lead to', async () => {
      const { options, meetings, onlyHosts, warnings } = await resolved(vendor({ rewrite }));
      // The platform is still the link's, and so is what is recorded of the meeting, beside where it led.
      expect(options).toMatchObject({
        platform: 'vendor',
        rewrite,
        meetings: { main: { origin: 'https://vendor.example' } },
      });
      expect(meetings.main?.link).toBe('https://vendor.example/1');
      expect(onlyHosts).toEqual(['127.0.0.1', '[::1]']);
      expect(warnings.join(' ')).toMatch(/lead elsewhere: https:\/\/vendor\.example to http:\/\/127\.0\.0\.1:8000/);
      expect((await resolved(file())).onlyHosts).toBeUndefined();
    });

    it('refuses what does not lead anywhere else, and what leads to another stranger', async () => {
      const { 'https://vendor.example': only } = rewrite;
      for (const [led, host] of [
        [{ 'https://vendor.example': only }, 'form.vendor.example'],
        [{ ...rewrite, 'https://vendor.example': 'https://stranger.example' }, 'stranger.example'],
      ] as const) {
        const [first] = await problemsIn(vendor({ rewrite: led }));
        expect(first?.expected).toContain(`since ${host} is neither`);
      }
    });

    it('may be in the config file, where the scenario’s come on top', async () => {
      const configFile = parseConfigFile({ rewrite }, 'rollcall.config.json');
      const own = { 'https://vendor.example': 'http://localhost:1' };
      expect((await resolved(vendor(), { configFile })).options.rewrite).toEqual(rewrite);
      expect((await resolved(vendor({ rewrite: own }), { configFile })).options.rewrite).toEqual({
        ...rewrite,
        ...own,
      });
    });

    it.each([
      [{ 'https://vendor.example/?a=b': 'http://localhost' }],
      [{ 'vendor.example': 'http://localhost' }],
      [{ 'https://vendor.example': 'localhost:8000' }],
      [{ 'https://vendor.example': 'http://localhost/?secret=1' }],
    ])('refuses %j as no address', async (led) => {
      const [first] = await problemsIn(vendor({ rewrite: led }));
      expect(first?.place).toMatch(/^rewrite/);
      expect(first?.expected).toBe("an address without query, such as 'https://meeting.example.com'");
    });
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
