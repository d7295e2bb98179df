import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRehearsal } from '../../../src/config/resolve-config.js';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { problemsIn, resolved } from '../../helpers/resolved.js';

const burst = (more: object = {}) => ({ executor: 'burst', vus: 2, ...more });
const one = (more: object = {}) => ({ scenarios: { phones: burst(more) } });
const config = (content: unknown) => parseConfigFile(content, 'rollcall.config.json');

describe('defaults', () => {
  it('are k6’s where k6 has one, and long enough for a call where k6’s would cut it', async () => {
    const { options } = await resolved({
      scenarios: {
        ramp: { executor: 'ramping-vus', stages: [{ target: 2, duration: '1m' }], hold: '45s' },
        per: { executor: 'per-vu-iterations' },
        rate: { executor: 'ramping-arrival-rate', stages: [{ target: 1, duration: '9s' }], preAllocatedVUs: 40 },
      },
    });
    const graceful = 60_000 + 45_000 + 10_000;
    expect(options.scenarios.ramp).toMatchObject({
      executor: { name: 'ramping-vus', start_vus: 1, graceful_ramp_down_ms: graceful },
      graceful_stop_ms: graceful,
      start_time_ms: 0,
      join_timeout_ms: 60_000,
      device: 'desktop',
      exec: false,
    });
    expect(options.scenarios.per?.executor).toEqual({
      name: 'per-vu-iterations',
      vus: 1,
      iterations: 1,
      max_duration_ms: 600_000,
    });
    expect(options.scenarios.rate?.executor).toMatchObject({
      start_rate: 0,
      time_unit_ms: 1_000,
      max_vus: 40,
      arrival: 'even',
    });
    expect(options).toMatchObject({ seed: 1, target: { join_time_ms: 8_000 }, platform: 'rehearsal' });
  });

  it('give each device class its thresholds, and none to a class that does not come', async () => {
    expect(Object.keys((await resolved(one({ device: 'Pixel 7' }))).options.thresholds)).toEqual([
      'join_success{device_class:mobile}',
    ]);
  });
});

describe('layers', () => {
  const everywhere = {
    configFile: config({ hold: '1s' }),
    env: { ROLLCALL_HOLD: '4s' },
    flags: { hold: '5s' },
  };
  const holdOf = async (exported: unknown, around: object): Promise<number | undefined> =>
    Object.values((await resolved(exported, around)).options.scenarios)[0]?.hold_ms;

  it.each([
    ['flag', { ...one({ hold: '3s' }), hold: '2s' }, everywhere, 5_000],
    ['variable', { ...one({ hold: '3s' }), hold: '2s' }, { ...everywhere, flags: {} }, 4_000],
    ['scenario', { ...one({ hold: '3s' }), hold: '2s' }, { configFile: everywhere.configFile }, 3_000],
    ['top of the scenario file', { ...one(), hold: '2s' }, { configFile: everywhere.configFile }, 2_000],
    ['config file', one(), { configFile: everywhere.configFile }, 1_000],
    ['default', one(), {}, 30_000],
  ])('the %s has the word when nothing stronger has', async (_, exported, around, expected) => {
    expect(await holdOf(exported, around)).toBe(expected);
  });

  it('merge media key by key', async () => {
    const { options } = await resolved(
      { ...one({ media: { camera: 'still' } }), media: { frameRate: 10 } },
      { configFile: config({ media: { camera: 'talking-head', width: 640 } }) },
    );
    expect(options.scenarios.phones?.media).toEqual({
      camera: 'still',
      microphone: 'speech',
      width: 640,
      height: 180,
      frameRate: 10,
    });
  });
});

describe('flags over a scenario file', () => {
  const file = {
    scenarios: {
      phones: burst({ vus: 4, media: { cameras: 3 } }),
      desks: {
        executor: 'constant-arrival-rate',
        rate: 6,
        timeUnit: '1m',
        duration: '1m',
        preAllocatedVUs: 2,
        hold: '5s',
      },
    },
  };

  it('scale all scenarios to the number of participants, in proportion', async () => {
    const { options } = await resolved(file, { flags: { participants: '3' } });
    expect(options.scenarios.phones).toMatchObject({ executor: { vus: 2 }, cameras: 2 });
    expect(options.scenarios.desks?.executor).toMatchObject({ rate: 3, max_vus: 1, pre_allocated_vus: 1 });
  });

  it('cannot leave a scenario without anybody', async () => {
    expect(await problemsIn(file, { flags: { participants: '1' } })).toEqual([
      { place: '--participants', found: '1', expected: 'at least 2: the file has so many scenarios' },
    ]);
  });

  it('change what they apply to, and say so when they apply to nothing', async () => {
    const { options } = await resolved(file, { flags: { within: '9s', iterations: 3, device: 'Pixel 7' } });
    expect(options.scenarios.phones?.executor).toMatchObject({ within_ms: 9_000, iterations: 3 });
    expect(options.scenarios.desks?.device).toBe('Pixel 7');
    const loops = { scenarios: { a: { executor: 'constant-vus', duration: '1m' } } };
    expect(await problemsIn(loops, { flags: { within: '9s' } })).toMatchObject([{ place: '--within' }]);
  });

  it('replace the meeting of every scenario', async () => {
    const own = { ...one({ meeting: 'http://localhost/m/own' }), meeting: 'http://localhost/m/run' };
    const { meetings } = await resolved(own, { flags: { meeting: 'http://localhost/m/flag' } });
    expect(meetings).toEqual({ main: { link: 'http://localhost/m/flag' } });
  });
});

describe('without a scenario file', () => {
  it('a burst is made, half desktops and half phones', async () => {
    const { options, usesRehearsal } = await resolved(undefined, {
      flags: { participants: '5', within: '3s', hold: '7s', iterations: '2' },
    });
    expect(
      Object.entries(options.scenarios).map(([key, { device, executor, hold_ms }]) => [key, device, executor, hold_ms]),
    ).toEqual([
      ['desktops', 'desktop', { name: 'burst', vus: 3, within_ms: 3_000, arrival: 'uniform', iterations: 2 }, 7_000],
      ['phones', 'Pixel 7', { name: 'burst', vus: 2, within_ms: 3_000, arrival: 'uniform', iterations: 2 }, 7_000],
    ]);
    expect(usesRehearsal).toBe(true);
    expect(options.run_name).toBe('rehearsal');
  });

  it('people come as gently as the platform wants it, unless somebody says how fast', async () => {
    const authorisation = { by: 'Ada', for: 'POC', until: '2026-12-31', maxParticipants: 9, maxJoinsPerSecond: 9 };
    const configFile = config({ authorisation: { ...authorisation, restrictedPlatforms: ['vendor'] } });
    const executorOf = async (flags: object) => {
      const { options, warnings } = await resolved(undefined, { flags: { participants: '6', ...flags }, configFile });
      return [options.scenarios.phones?.executor, warnings];
    };
    const vendor = { meeting: 'https://vendor.example/1' };
    // Half a join a second; both scenarios share it.
    expect(await executorOf(vendor)).toEqual([
      { name: 'burst', vus: 3, within_ms: 12_000, arrival: 'even', iterations: 1 },
      ['Vendors are touchy.'],
    ]);
    expect(await executorOf({ ...vendor, within: '5s' })).toMatchObject([
      { within_ms: 5_000, arrival: 'uniform' },
      [
        'Vendors are touchy.',
        expect.stringMatching(/^6 joins within 10 s are more than Vendor Meeting takes for gentle/),
      ],
    ]);
    expect(await executorOf({ meeting: 'http://localhost/m/x' })).toMatchObject([{ within_ms: 5_000 }, []]);
  });

  it('a device is everyone’s', async () => {
    const { options } = await resolved(undefined, { flags: { device: 'Galaxy S24' } });
    expect(options.scenarios).toMatchObject({ everyone: { device: 'Galaxy S24', executor: { vus: 6 } } });
  });
});

describe('meetings and platforms', () => {
  const allowed = { by: 'Ada', for: 'POC', until: '2026-12-31', maxParticipants: 9, maxJoinsPerSecond: 9 };
  const vendors = (more: object) => ({
    ...one(),
    authorisation: { ...allowed, restrictedPlatforms: ['vendor'] },
    ...more,
  });

  const secretive = { link: 'http://localhost/m/monday?token=geheim#fragment', passcode: '123456' };

  it('are recorded without what a link keeps secret', async () => {
    const { options, meetings } = await resolved({ ...one(), meeting: secretive });
    expect(options.meetings).toEqual({
      main: { origin: 'http://localhost', path: '/m/monday', query_keys: ['token'] },
    });
    expect(JSON.stringify(options)).not.toMatch(/geheim|fragment|123456/);
    expect(meetings.main).toEqual(secretive);
  });

  it('keep the values of env out of the recording', async () => {
    const { options, envs } = await resolved(one({ env: { TOKEN: 'geheim' } }));
    expect(JSON.stringify(options)).not.toContain('geheim');
    expect(options.scenarios.phones?.env).toEqual({ TOKEN: '…' });
    expect(envs).toEqual({ phones: { TOKEN: 'geheim' } });
  });

  it('take the passcode from the environment, where it is not in anybody’s file', async () => {
    const { meetings } = await resolved({ ...one(), meeting: secretive }, { env: { ROLLCALL_PASSCODE: '654321' } });
    expect(meetings.main?.passcode).toBe('654321');
    expect(await problemsIn(one(), { flags: { passcode: '1' } })).toMatchObject([{ place: '--passcode' }]);
  });

  it('are one meeting where two scenarios name the same link', async () => {
    const link = 'http://127.0.0.1:9/m/room';
    const scenarios = { a: burst({ meeting: link }), b: burst({ meeting: link }), c: burst({ meeting: `${link}2` }) };
    const { options } = await resolved({ scenarios });
    expect(options.scenarios).toMatchObject({ a: { meeting: 'a' }, b: { meeting: 'a' }, c: { meeting: 'c' } });
  });

  it('may be invitations: what they say is used, what is given beside them wins, and none of it is recorded', async () => {
    const text = ' number 763545348 passcode 4711\n';
    const { options, meetings, said } = await resolved(vendors({ meeting: text }));
    expect(meetings).toEqual({
      main: { link: 'https://vendor.example/763545348', passcode: '4711', variables: { number: '763545348' } },
    });
    expect(options).toMatchObject({ platform: 'vendor', meetings: { main: { path: '/763545348' } } });
    expect(said).toEqual(['Vendor, number 763545348, passcode given']);
    expect(JSON.stringify(options)).not.toContain('4711');
    const beside = await resolved(vendors({ meeting: { link: text, passcode: '1234', variables: { number: '9' } } }));
    expect(beside.meetings.main).toMatchObject({ passcode: '1234', variables: { number: '9' } });
  });

  it('may be in a file or come by standard input, and a file that is not there is told', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'rollcall-test-'));
    try {
      writeFileSync(path.join(folder, 'monday.txt'), 'http://localhost/m/from-file\n');
      const linkOf = async (meeting: string, around: object = {}) =>
        (await resolved(one(), { flags: { meeting }, folder, ...around })).meetings.main?.link;
      expect(await linkOf('@monday.txt')).toBe('http://localhost/m/from-file');
      expect(await linkOf('monday.txt')).toBe('http://localhost/m/from-file');
      expect(await linkOf(path.join(folder, 'monday.txt'), { folder: '/' })).toBe('http://localhost/m/from-file');
      expect(await linkOf('-', { stdin: () => 'http://localhost/m/piped' })).toBe('http://localhost/m/piped');
      // A scenario's paths are relative to its own file, which is in `scenarios/`.
      mkdirSync(path.join(folder, 'scenarios'));
      writeFileSync(path.join(folder, 'scenarios', 'own.txt'), 'http://localhost/m/own');
      expect((await resolved({ ...one(), meeting: '@own.txt' }, { folder })).meetings.main?.link).toMatch(/own$/);
      expect(await problemsIn(one(), { flags: { meeting: '@nowhere.txt' }, folder })).toEqual([
        {
          place: '--meeting',
          found: 'nowhere.txt, which is no file',
          expected: '@ and the path of a file that holds the invitation',
        },
      ]);
      expect(await problemsIn(one(), { flags: { meeting: '@scenarios' }, folder })).toMatchObject([
        { found: 'scenarios, which is no file' },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('fill in the meeting built in once it has been started', async () => {
    const config = await resolved({ scenarios: { a: burst(), b: burst({ meeting: 'http://127.0.0.1:9/m/own' }) } });
    expect(config).toMatchObject({ usesRehearsal: true });
    const started = withRehearsal(config, 'http://127.0.0.1:8/m/rehearsal?joinDelayMs=1');
    expect(started.usesRehearsal).toBe(false);
    expect(started.options.scenarios).toMatchObject({ a: { meeting: 'main' }, b: { meeting: 'b' } });
    expect(Object.keys(started.options.meetings).sort()).toEqual(['b', 'main']);
  });

  it('know the platform by its link, by its name, or by a profile of the user’s own', async () => {
    const nameOf = async (more: object, flags = {}) =>
      (await resolved({ ...one(), ...more }, { flags })).options.platform;
    expect(await nameOf({ meeting: 'http://localhost/videoroomtest.html' })).toBe('janus-demo');
    expect(await nameOf({ meeting: 'http://localhost/x', platform: 'janus-demo' })).toBe('janus-demo');
    expect(await nameOf({ meeting: 'http://localhost/x', platform: { name: 'ours', match: {} } })).toBe('ours');
    expect(await nameOf({ meeting: 'http://localhost/x' }, { platform: './mine.ts' })).toBe('of-my-own');
  });

  it.each([
    [
      { meeting: 'http://localhost/x' },
      { place: 'meeting', expected: 'a link that some profile knows, or --platform' },
    ],
    [{ platform: 'janus-demo' }, { place: 'platform', expected: 'a meeting too: --meeting <link>' }],
    [
      { meeting: 'http://localhost/x', platform: 'janus-dmeo' },
      { place: 'platform', expected: expect.stringContaining('did you mean janus-demo?') as string },
    ],
    [{ meeting: 'http://localhost/x', platform: { name: 'ours' } }, { place: 'platform: match' }],
    [
      { meeting: 'http://localhost/app-only/x', platform: 'janus-demo' },
      { place: 'meeting', expected: 'a link for guests' },
    ],
    [{ meeting: 'http://localhost/m/x', platform: './none.ts' }, { place: './none.ts' }],
  ])('refuse %j', async (more, problem) => {
    expect(await problemsIn({ ...one(), ...more })).toMatchObject([problem]);
  });
});

describe('problems', () => {
  it('come all at once, each with its place, what was found and what would be right', async () => {
    const problems = await problemsIn(
      {
        nmae: 'x',
        target: { joinTime: 'soon' },
        thresholds: { join_tme_ms: ['p(95)<8000'], drop_rate: ['never'] },
        scenarios: {
          a: { executor: 'brust', vus: 1 },
          b: burst({ vus: 0, wihtin: '2s', media: { camera: 'nice' } }),
          c: burst({ device: 'Pixel7' }),
          d: { executor: 'ramping-vus', stages: [{ target: 1 }] },
          'e f': burst(),
        },
      },
      {
        flags: { hold: 'long', partcipants: '3' },
        env: { ROLLCALL_SEED: 'x', ROLLCALL_HLOD: '3s', PATH: '/bin' },
        configFile: config({ ownHosts: ['http://x'], hodl: 1 }),
      },
    );
    const lines = problems.map(({ place, found, expected }) => `${place} | ${found} | ${expected}`);
    expect(lines).toEqual([
      "--hold | 'long' | a duration such as '8s', '1m30s' or '250ms', at most 20d",
      '--partcipants | an option that does not exist | did you mean --participants?',
      "ROLLCALL_SEED | 'x' | a whole number from 0 to 4294967295",
      'ROLLCALL_HLOD | an option that does not exist | did you mean ROLLCALL_HOLD?',
      "rollcall.config.json: ownHosts[0] | 'http://x' | a host name such as 'meet.example.com' or '*.example.com'",
      'rollcall.config.json: hodl | an option that does not exist | did you mean hold?',
      'scenarios["e f"] | \'e f\' | a name of letters, digits, - and _',
      "target.joinTime | 'soon' | a duration such as '8s', '1m30s' or '250ms', at most 20d, and more than 0",
      'nmae | an option that does not exist | did you mean name?',
      "scenarios.a.executor | 'brust' | did you mean burst?",
      "scenarios.b.media.camera | 'nice' | false, 'talking-head', 'still' or { file: '…' }",
      'scenarios.b.vus | 0 | a whole number from 1 to 10000',
      'scenarios.b.wihtin | an option that does not exist | did you mean within?',
      "scenarios.d.stages[0].duration | nothing | a duration such as '8s', '1m30s' or '250ms', at most 20d",
      "scenarios.c.device | 'Pixel7' | 'desktop' or a device by Playwright's name: did you mean Pixel 7?",
      'thresholds.join_tme_ms | join_tme_ms | a metric',
      'thresholds.drop_rate | never | an expression',
    ]);
  });

  it('know the tags of this run', async () => {
    const scenarios = { phones: burst({ device: 'Pixel 7', tags: { floor: '7' } }) };
    const check = (...metrics: string[]) => ({
      scenarios,
      thresholds: Object.fromEntries(metrics.map((metric) => [metric, ['rate<1']])),
    });
    await resolved(check('drop_rate{floor:7}', 'drop_rate{device_class:mobile}', 'drop_rate{scenario:phones}'));
    const problems = await problemsIn(
      check('drop_rate{floor:8}', 'drop_rate{device_class:desktop}', 'drop_rate{flor:7}'),
    );
    expect(problems.map(({ found }) => found)).toEqual(['floor:8', 'device_class:desktop', 'flor:7']);
  });

  it('are not made of what could not be read', async () => {
    const problems = await problemsIn(
      { ...one(), meeting: 'monday', platform: 'janus-demo', authorisation: { by: 'Ada' } },
      { configFile: config({ ownHosts: 'all' }) },
    );
    expect(problems.map(({ place }) => place)).toEqual([
      'rollcall.config.json: ownHosts',
      'authorisation.for',
      'authorisation.until',
      'authorisation.maxParticipants',
      'authorisation.maxJoinsPerSecond',
      'meeting',
    ]);
  });

  it.each([
    ['an option of another executor', burst({ duration: '1m' }), 'duration', 'not this option here'],
    ['an exec that is none', burst({ exec: 'default' }), 'exec', 'an async function (participant) => {…}'],
    [
      'a tag that would hide one of ours',
      burst({ tags: { platform: 'x' } }),
      'tags.platform',
      'another name: this tag is set by Rollcall',
    ],
    [
      'a file that is not there',
      burst({ media: { camera: { file: 'no.png' } } }),
      'media.camera.file',
      'an existing file',
    ],
    ['a locale that is none', burst({ locale: 'zh_TW!' }), 'locale', "a language tag such as 'zh-TW'"],
    [
      'maxVUs below preAllocatedVUs',
      { executor: 'constant-arrival-rate', rate: 1, duration: '1s', preAllocatedVUs: 3, maxVUs: 2, hold: 0 },
      'maxVUs',
      'at least preAllocatedVUs (3)',
    ],
    [
      'stages without time',
      { executor: 'ramping-vus', stages: [{ target: 2, duration: 0 }] },
      'stages',
      'at least one stage that takes time',
    ],
    [
      'stages without anybody',
      { executor: 'ramping-vus', startVUs: 0, stages: [{ target: 0, duration: '1s' }] },
      'stages',
      'startVUs or a target above 0',
    ],
  ])('name %s', async (_, entry, option, expected) => {
    expect(await problemsIn({ scenarios: { phones: entry } })).toMatchObject([
      { place: `scenarios.phones.${option}`, expected },
    ]);
  });

  it('refuse a plan beyond all measure without making it', async () => {
    const entry = {
      executor: 'constant-arrival-rate',
      rate: 1_000_000,
      timeUnit: '1ms',
      duration: '20d',
      preAllocatedVUs: 1,
    };
    expect(await problemsIn({ scenarios: { a: entry } })).toMatchObject([
      { place: 'scenarios.a', expected: 'at most 100000' },
    ]);
  });

  it('warn of iPhones, which are no problem', async () => {
    const { warnings } = await resolved(one({ device: 'iPhone 15' }));
    expect(warnings).toHaveLength(1);
  });
});

describe('a plan that could not keep its own promises', () => {
  const rate = { executor: 'constant-arrival-rate', rate: 1, duration: '2m', hold: '10s' };

  it('is refused when its maxVUs could not hold everyone even if joining took no time', async () => {
    expect(await problemsIn({ scenarios: { a: { ...rate, preAllocatedVUs: 10 } } })).toEqual([
      {
        place: 'scenarios.a.maxVUs',
        found: '10',
        expected: 'at least 11: so many are in at once when each holds 10s, even if joining took no time',
      },
    ]);
    await resolved({ scenarios: { a: { ...rate, preAllocatedVUs: 5, maxVUs: 11 } } });
  });

  it('is refused when its maxDuration could not hold all iterations', async () => {
    const per = { executor: 'per-vu-iterations', vus: 2, iterations: 11, hold: '60s' };
    expect(await problemsIn({ scenarios: { a: per } })).toMatchObject([
      { place: 'scenarios.a.maxDuration', found: '10m', expected: expect.stringContaining('more than 10m') as string },
    ]);
    await resolved({ scenarios: { a: { ...per, iterations: 10 } } });
  });

  it('is its own business when an exec decides how long it takes', async () => {
    await resolved({ scenarios: { a: { ...rate, preAllocatedVUs: 1, exec: () => Promise.resolve() } } });
  });
});

it('tells an option that several scenarios share once', async () => {
  const problems = await problemsIn({ device: 'Pixl 7', scenarios: { phones: burst(), tablets: burst() } });
  expect(problems.filter(({ place }) => place === 'device')).toHaveLength(1);
});
