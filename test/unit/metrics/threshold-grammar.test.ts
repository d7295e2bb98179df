import { describe, expect, it } from 'vitest';
import { checkThresholds } from '../../../src/metrics/check-thresholds.js';
import { parseSelector, selecting } from '../../../src/metrics/selector.js';
import { compares, parseThreshold } from '../../../src/metrics/threshold-grammar.js';
import { defaultThresholds } from '../../../src/metrics/default-thresholds.js';

describe('parseThreshold', () => {
  it.each([
    ['p(95)<8000', 'trend', { aggregation: { name: 'percentile', percent: 95 }, operator: '<', limit: 8_000 }],
    ['p(99.9) <= 1e4', 'trend', { aggregation: { name: 'percentile', percent: 99.9 }, operator: '<=', limit: 10_000 }],
    ['med<3000', 'trend', { aggregation: { name: 'percentile', percent: 50 }, operator: '<', limit: 3_000 }],
    [' avg < 200 ', 'trend', { aggregation: { name: 'avg' }, operator: '<', limit: 200 }],
    ['max!=0', 'trend', { aggregation: { name: 'max' }, operator: '!=', limit: 0 }],
    ['rate>=0.99', 'rate', { aggregation: { name: 'rate' }, operator: '>=', limit: 0.99 }],
    ['rate>.5', 'rate', { aggregation: { name: 'rate' }, operator: '>', limit: 0.5 }],
    ['count===0', 'counter', { aggregation: { name: 'count' }, operator: '===', limit: 0 }],
    ['rate<2', 'counter', { aggregation: { name: 'rate' }, operator: '<', limit: 2 }],
    ['value==-1', 'gauge', { aggregation: { name: 'value' }, operator: '==', limit: -1 }],
  ] as const)('reads %s', (text, type, expected) => {
    expect(parseThreshold(text, type)).toEqual(expected);
  });

  it.each([
    ['p(95)<8s', 'trend'],
    ['p(101)<1', 'trend'],
    ['p95<1', 'trend'],
    ['p(-1)<1', 'trend'],
    ['rate<1', 'trend'],
    ['p(95)<1', 'rate'],
    ['rate=1', 'rate'],
    ['rate=<1', 'rate'],
    ['rate<', 'rate'],
    ['<1', 'rate'],
    ['rate<1 2', 'rate'],
    ['rate<Infinity', 'rate'],
    ['rate<0x10', 'rate'],
    ['constructor<1', 'rate'],
    ['', 'rate'],
  ] as const)('does not read %s for a %s', (text, type) => {
    expect(parseThreshold(text, type)).toBeUndefined();
  });

  it.each([
    ['<', false, false],
    ['<=', false, true],
    ['>', true, false],
    ['>=', true, true],
    ['==', false, true],
    ['===', false, true],
    ['!=', true, false],
  ] as const)('compares 2 and 1 with 1 by %s', (operator, two, one) => {
    expect([compares(2, operator, 1), compares(1, operator, 1)]).toEqual([two, one]);
  });
});

describe('parseSelector', () => {
  it.each([
    ['join_time_ms', { metric: 'join_time_ms', tags: {} }],
    ['join_time_ms{}', { metric: 'join_time_ms', tags: {} }],
    [
      'join_time_ms{device_class:mobile,scenario:phones}',
      { metric: 'join_time_ms', tags: { device_class: 'mobile', scenario: 'phones' } },
    ],
    ['join_time_ms{ device_class : mobile }', { metric: 'join_time_ms', tags: { device_class: 'mobile' } }],
    ['a{url:http://x}', { metric: 'a', tags: { url: 'http://x' } }],
  ])('reads %s', (text, expected) => {
    expect(parseSelector(text)).toEqual(expected);
  });

  it.each(['', 'a{b}', 'a{b:}', 'a{:c}', 'a{b:c', 'a b', 'a{b:c}d', 'a{b:c,}', 'a{b:c,b:d}', 'a{b:{c}}'])(
    'does not read "%s"',
    (text) => {
      expect(parseSelector(text)).toBeUndefined();
    },
  );
});

describe('selecting', () => {
  const tags = {
    scenario: 'phones',
    platform: 'rehearsal',
    device_class: 'mobile',
    network: 'none',
    role: 'full',
    visit: 'first',
  } as const;

  it('means first joins of full participants unless it names them', () => {
    const all = selecting({});
    expect(all(tags)).toBe(true);
    expect(all({ ...tags, visit: 'again' })).toBe(false);
    expect(all({ ...tags, role: 'crowd' })).toBe(false);
    expect(selecting({ visit: 'again' })({ ...tags, visit: 'again' })).toBe(true);
  });
});

describe('checkThresholds', () => {
  const known = { scenario: ['phones', 'desks'], device_class: ['mobile', 'desktop'], team: undefined };
  const check = (metric: string, expression: string) => checkThresholds({ [metric]: [expression] }, known);

  it('has nothing against what is right', () => {
    expect(check('join_time_ms{device_class:mobile,scenario:phones,team:x}', 'p(95)<8000')).toEqual([]);
    expect(check('dropped_iterations', 'count<1')).toEqual([]);
  });

  it.each([
    ['join_tme_ms', 'p(95)<8000', 'did you mean join_time_ms?'],
    ['nonsense_entirely_else', 'p(95)<8000', 'one of join_time_ms'],
    ['join_time_ms{devise_class:mobile}', 'p(95)<8000', 'did you mean device_class?'],
    ['join_time_ms{device_class:mobil}', 'p(95)<8000', 'did you mean mobile?'],
    ['join_time_ms{constructor:x}', 'p(95)<8000', 'one of scenario'],
    ['join_time_ms{device_class}', 'p(95)<8000', 'join_time_ms{device_class:mobile}'],
    ['join_time_ms', 'p(95)<8s', 'a plain number of milliseconds: 8000'],
    ['join_success', 'rate>99%', 'a plain number from 0 to 1: 0.99'],
    ['join_success', 'rate>=99', 'a share from 0 to 1'],
    ['join_time_ms', 'avrg<8000', 'did you mean avg?'],
    ['join_time_ms', 'p(195)<8000', 'N from 0 to 100'],
    ['join_success', 'p(95)<8000', 'rate for a rate'],
    ['join_success', '0.99', 'rate>=0.99'],
  ])('says of %s: %s what would be right', (metric, expression, expected) => {
    const [problem, ...others] = check(metric, expression);
    expect(problem?.expected).toContain(expected);
    expect(problem?.place).toBe(`thresholds.${metric}`);
    expect(others).toEqual([]);
  });

  it('reports everything at once', () => {
    expect(checkThresholds({ jointime: ['x'], 'join_success{a:b,c:d}': ['p(1)<x', 'rate>0.5'] }, known)).toHaveLength(
      5,
    );
  });
});

describe('defaultThresholds', () => {
  it('judges each device class that is there apart', () => {
    expect(Object.keys(defaultThresholds(['desktop', 'desktop']))).toEqual([
      'join_within_target{device_class:desktop}',
      'join_success{device_class:desktop}',
      'drop_rate{device_class:desktop}',
    ]);
    expect(Object.keys(defaultThresholds(['desktop', 'mobile']))).toHaveLength(6);
  });

  it('is right by its own grammar', () => {
    const expressions = Object.fromEntries(
      Object.entries(defaultThresholds(['mobile'])).map(([metric, each]) => [
        metric,
        each.map(({ threshold }) => threshold),
      ]),
    );
    expect(checkThresholds(expressions, { device_class: ['mobile'] })).toEqual([]);
  });
});
