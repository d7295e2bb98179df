import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialsOf } from '../../../src/media/initials.js';
import { mediaPageScript } from '../../../src/media/media-page-script.js';
import type { MediaChoice } from '../../../src/model/device.js';

const off: MediaChoice = { camera: false, microphone: false, width: 320, height: 180, frameRate: 15 };
const ada = { participant: 'Ada Wong', seed: 1 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-media-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, content: Buffer | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('mediaPageScript', () => {
  it('is the same for the same participant and seed, and another for another', async () => {
    const choice: MediaChoice = { ...off, camera: 'talking-head', microphone: 'speech' };
    const script = await mediaPageScript(choice, ada);
    expect(await mediaPageScript(choice, ada)).toBe(script);
    expect(await mediaPageScript(choice, { ...ada, seed: 2 })).not.toBe(script);
    expect(await mediaPageScript(choice, { ...ada, participant: 'Bob' })).not.toBe(script);
  });

  it('holds no text that could end a script element', async () => {
    const script = await mediaPageScript({ ...off, camera: 'still' }, { participant: '</script>', seed: 1 });
    expect(script).not.toContain('</script');
  });

  it.each([
    ['a missing picture', { camera: { file: 'missing.png' } }, undefined, 'ENOENT'],
    ['a picture that is none', { camera: { file: 'text.png' } }, 'hello', 'no picture'],
    ['a picture that is too big', { camera: { file: 'big.png' } }, Buffer.alloc(2 * 1024 * 1024 + 1), '2097153 bytes'],
    ['a missing sound', { microphone: { file: 'missing.wav' } }, undefined, 'ENOENT'],
    ['a sound that is none', { microphone: { file: 'text.wav' } }, 'hello', 'no WAV'],
    ['a folder', { microphone: { file: '.' } }, undefined, 'EISDIR'],
  ])('refuses %s as bad configuration, with a hint', async (_name, choice, content, message) => {
    const device = 'camera' in choice ? 'camera' : 'microphone';
    const { file: name } = 'camera' in choice ? choice.camera : choice.microphone;
    const file = content === undefined ? path.join(folder, name) : await fileOf(name, content);
    await expect(mediaPageScript({ ...off, [device]: { file } }, ada)).rejects.toMatchObject({
      code: 'bad_configuration',
      message: expect.stringContaining(message) as string,
      hint: expect.any(String) as string,
      problems: [{ place: `media.${device}.file`, found: file }],
    });
  });
});

describe('initialsOf', () => {
  it.each([
    ['Ada Wong', 'AW'],
    ['ada lovelace king', 'AK'],
    ['phones-12', 'P12'],
    ['desks-3.2', 'D3'],
    ['Bob', 'BO'],
    ['陳大文', '陳大'],
    ['', '?'],
    ['🙂', '?'],
  ])('of %s are %s', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });
});
