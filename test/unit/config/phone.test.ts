import { describe, expect, it } from 'vitest';
import { problemsIn, resolved } from '../../helpers/resolved.js';
import { parseConfigFile } from '../../../src/config/config-file.js';

const person = {
  executor: 'burst',
  device: 'Pixel 7',
  hold: '30s',
  media: { camera: 'still', microphone: 'speech' },
} as const;
const withSteps = (steps: unknown, more: object = {}) => ({
  scenarios: { phones: { ...person, ...more, steps } },
});

describe('processor and steps', () => {
  it('are resolved as they are to be recorded', async () => {
    const { options } = await resolved(
      withSteps(
        [
          { at: '3s', action: 'rotate' },
          { at: '5s', after: 'usable', action: 'appSwitch', for: '4s', frozen: true },
          { at: '9s', after: 'usable', action: 'incomingCall', for: 1_500 },
          { at: '20s', after: 'usable', action: 'dataSaver' },
          { at: '1s', after: 'in_meeting', action: 'appSwitch', for: '1s', frozen: false },
        ],
        { processor: 'entry' },
      ),
    );
    expect(options.scenarios.phones).toMatchObject({
      processor: 'entry',
      steps: [
        { at_ms: 3_000, after: 'start', action: 'rotate' },
        { at_ms: 5_000, after: 'usable', action: 'appSwitch', for_ms: 4_000, frozen: true },
        { at_ms: 9_000, after: 'usable', action: 'incomingCall', for_ms: 1_500 },
        { at_ms: 20_000, after: 'usable', action: 'dataSaver' },
        { at_ms: 1_000, after: 'in_meeting', action: 'appSwitch', for_ms: 1_000 },
      ],
    });
    expect(options.scenarios.phones?.steps?.[4]).not.toHaveProperty('frozen');
  });

  it('come from the scenario, else the file, else the config file; the processor from a flag before all', async () => {
    const rotate = [{ at: '1s', action: 'rotate' }];
    const configFile = parseConfigFile({ processor: 'mid-range', steps: rotate }, 'rollcall.config.json');
    const scenarios = { phones: person };
    const of = async (exported: object, around = {}) => (await resolved(exported, around)).options.scenarios.phones;
    expect(await of({ scenarios })).not.toHaveProperty('processor');
    expect(await of({ scenarios }, { configFile })).toMatchObject({
      processor: 'mid-range',
      steps: [{ at_ms: 1_000 }],
    });
    const common = { scenarios, processor: 'entry', steps: [{ at: '2s', action: 'rotate' }] };
    expect(await of(common, { configFile })).toMatchObject({ processor: 'entry', steps: [{ at_ms: 2_000 }] });
    const own = { ...common, scenarios: { phones: { ...person, processor: 'flagship', steps: [] } } };
    expect(await of(own, { configFile })).toMatchObject({ processor: 'flagship' });
    expect(await of(own, { configFile })).not.toHaveProperty('steps');
    expect(await of(own, { flags: { processor: 'mid-range' } })).toMatchObject({ processor: 'mid-range' });
  });

  it('tell everything that is impossible at once, with the place and what would be right', async () => {
    const problems = await problemsIn(
      withSteps([
        { at: '9s', after: 'usable', action: 'rotate', for: '2s' },
        { at: '8s', after: 'usable', action: 'appSwitch' },
        { at: '10s', after: 'usable', action: 'appSwitch', for: '25s' },
        { at: '20s', after: 'usable', action: 'appSwitch', for: '1s' },
        { at: '0s', action: 'incomingCall', for: '5s', frozen: true },
        { at: '95s', action: 'rotate' },
      ]),
    );
    expect(problems.map(({ place, found, expected }) => `${place} | ${found} | ${expected}`)).toEqual([
      'scenarios.phones.steps[0].for | 2s | no duration: a phone stays turned until the next rotate',
      "scenarios.phones.steps[1].for | nothing | how long the appSwitch lasts, such as '5s'",
      'scenarios.phones.steps[1].at | 8s, after a step at 9s | steps in the order of time',
      'scenarios.phones.steps[2] | over 35s after usable | over within the hold of 30s',
      'scenarios.phones.steps[3].at | 20s | not before 35s: until then the appSwitch before it lasts',
      'scenarios.phones.steps[4].frozen | true | not with incomingCall: only an appSwitch freezes',
      'scenarios.phones.steps[5] | over 1m35s after start | over within joinTimeout and hold, 1m and 30s',
    ]);
  });

  it('suggest the nearest name', async () => {
    const problems = await problemsIn(
      withSteps(
        [
          { at: '1s', action: 'appswich', for: '1s' },
          { at: '1s', action: 'rotate', after: 'useable' },
          { at: '1s', action: 'rotate', form: '1s' },
          { at: 'soon', action: 'explode' },
        ],
        { processor: 'midrange' },
      ),
    );
    const told = problems.map(({ place, expected }) => `${place} | ${expected}`);
    expect(told).toContain('scenarios.phones.processor | did you mean mid-range?');
    expect(told).toContain('scenarios.phones.steps[0].action | did you mean appSwitch?');
    expect(told).toContain('scenarios.phones.steps[1].after | did you mean usable?');
    expect(told).toContain('scenarios.phones.steps[3].action | one of rotate, appSwitch, incomingCall, dataSaver');
    expect(problems.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['scenarios.phones.steps[2].form', 'scenarios.phones.steps[3].at']),
    );
  });

  it('refuse what could change nothing', async () => {
    const steps = [
      { at: '1s', after: 'usable', action: 'rotate' },
      { at: '2s', after: 'usable', action: 'dataSaver' },
      { at: '3s', after: 'usable', action: 'incomingCall', for: '1s' },
    ];
    const deaf = { device: 'desktop', media: { camera: false, microphone: false } };
    expect((await problemsIn(withSteps(steps, deaf))).map(({ found }) => found)).toEqual([
      'rotate on a desktop',
      'dataSaver without a camera',
      'incomingCall without camera or microphone',
    ]);
  });

  it('hold nobody to a length of stay that only an exec knows', async () => {
    const exec = () => Promise.resolve();
    const { options } = await resolved(withSteps([{ at: '10m', after: 'usable', action: 'rotate' }], { exec }));
    expect(options.scenarios.phones?.steps).toHaveLength(1);
  });
});
