/** The parts of src/setup/ that decide. What it does to a clone is in test/integration/setup.test.ts. */
import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../src/setup/packages.mjs';
import { checkNode } from '../../../src/setup/set-up.mjs';
import { lineOf, skippedSuites, tally } from '../../../src/setup/tally.mjs';

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('is content with %s', (version) => {
    expect(() => {
      checkNode(version);
    }).not.toThrow();
  });

  it.each(['20.18.9', '18.20.0', '9.0.0'])('names what is needed to %s', (version) => {
    expect(() => {
      checkNode(version);
    }).toThrow(/needs Node 20\.19 or newer, and this is/);
  });
});

describe('isInstalled', () => {
  const wanted = {
    '': { name: 'rollcall' },
    'node_modules/ws': { version: '8.0.0' },
    'node_modules/vitest': { version: '4.0.0', dev: true },
    'node_modules/fsevents': { version: '2.0.0', optional: true },
  };
  const all = { 'node_modules/ws': { version: '8.0.0' }, 'node_modules/vitest': { version: '4.0.0' } };

  it.each([
    ['everything is there, but for another system’s packages', all, true, true],
    ['a package is of another version', { ...all, 'node_modules/ws': { version: '7.0.0' } }, true, false],
    ['a package is missing', { 'node_modules/vitest': { version: '4.0.0' } }, false, false],
    ['tests are not needed', { 'node_modules/ws': { version: '8.0.0' } }, false, true],
    ['tests are needed', { 'node_modules/ws': { version: '8.0.0' } }, true, false],
  ])('when %s', (_, installed, dev, expected) => {
    expect(isInstalled(wanted, installed, dev)).toBe(expected);
  });
});

describe('tally', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });

  it('counts tests', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [file('passed', 'passed'), file('failed', 'failed')],
    };
    expect(lineOf(tally(report, 1))).toBe('7 passed, 1 failed, 3 skipped');
  });

  it('counts a file that did not load, or whose hook threw, as a failure', () => {
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [file('failed'), file('failed', 'passed')] };
    expect(tally(report, 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('counts what only the exit code tells, such as an unhandled rejection', () => {
    expect(tally({ numPassedTests: 7, testResults: [] }, 1)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it('is a failure when vitest ended before its report, or was killed', () => {
    expect(tally(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tally(undefined, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

it('names the suites of which something was skipped, once each', () => {
  const test = (status: string, ...ancestorTitles: string[]) => ({ status, ancestorTitles, title: 'a test' });
  const testResults = [
    { assertionResults: [test('passed', '', 'one'), test('pending', '', 'two'), test('skipped', 'two', 'inner')] },
    { assertionResults: [test('failed', 'three'), test('todo')] },
  ];
  expect(skippedSuites({ testResults })).toEqual(['two', 'a test']);
  expect(skippedSuites(undefined)).toEqual([]);
});
