import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCalibration, writeCalibration, type Calibration } from '../../../src/generator/calibration.js';
import { makeFolder, removeFolder } from '../../helpers/temp.js';

const machine = { os: 'Linux', cores: 2, cpu_model: 'Some Processor', memory_bytes: 8e9 };
const calibration: Calibration = {
  measured_at: '2026-11-26T00:00:00.000Z',
  machine: { cores: 2, cpu_model: 'Some Processor' },
  browser: '156.0.1',
  cost: { processor_s_per_join: 0.9, cores_per_held: 0.1, cores_beside_per_held: 0 },
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await makeFolder();
  file = path.join(folder, 'a', 'calibration.json');
});
afterEach(() => removeFolder(folder));

it('is there for later runs on the same machine', () => {
  expect(readCalibration(machine, file)).toBeUndefined();
  writeCalibration(calibration, file);
  expect(readCalibration(machine, file)).toEqual(calibration);
});

it('does not count on another machine', () => {
  writeCalibration(calibration, file);
  expect(readCalibration({ ...machine, cores: 4 }, file)).toBeUndefined();
  expect(readCalibration({ ...machine, cpu_model: 'Another' }, file)).toBeUndefined();
});

it.each([
  '',
  '{',
  '[]',
  '{"cost":{}}',
  JSON.stringify({ ...calibration, cost: { ...calibration.cost, cores_per_held: 0 } }),
])('does not count when the file holds %j', (text) => {
  writeCalibration(calibration, file);
  writeFileSync(file, text);
  expect(readCalibration(machine, file)).toBeUndefined();
});

it('says where it cannot be kept', () => {
  writeFileSync(path.join(folder, 'a'), '');
  expect(() => {
    writeCalibration(calibration, file);
  }).toThrow(/calibration\.json cannot be written/);
});
