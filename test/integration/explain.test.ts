/** Why somebody did not get in, told from the recording of a real run. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { cli, resultsIn } from '../helpers/cli.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const secret = 'open-sesame-98765';

requires('chromium')('rollcall platforms explain', () => {
  let cwd: string;
  let meeting: Rehearsal;
  let recording: string;

  beforeAll(async () => {
    cwd = await makeFolder();
    meeting = await startRehearsal({ truthFile: path.join(cwd, 'truth.jsonl') });
    await writeFile(path.join(cwd, 'walls.ts'), walls(meeting.link));
    await cli(['run', 'walls.ts', '--quiet'], cwd);
    recording = path.join(resultsIn(cwd), 'recording.jsonl');
  });
  afterAll(async () => {
    await meeting.close();
    await removeFolder(cwd);
  });

  const explain = (...args: readonly string[]) => cli(['platforms', 'explain', ...args], cwd);

  it('lists who failed when nobody is named, also from the run’s folder', async () => {
    const { out, code } = await explain(path.dirname(recording));
    expect(code).toBe(0);
    expect(out).toContain('3 of 4 ended badly');
    expect(out).toMatch(/full-1 +refused: full/);
    expect(out).toMatch(/waiting-1 +timed out in lobby/);
    expect(out).not.toContain('fine-1');
  });

  it('says of one who waited for ever which marker proved the lobby and what the meeting lacked', async () => {
    const { out } = await explain(recording, 'waiting-1');
    expect(out).toMatch(/^waiting-1 on rehearsal, desktop: timed out in lobby after /);
    const order = ['the link is opened', 'state prejoin', 'Join is pressed', 'state lobby', 'timed out in lobby'];
    const places = order.map((words) => out.lastIndexOf(words));
    expect(places).not.toContain(-1);
    expect(places.slice(0, -1)).toEqual(places.slice(0, -1).toSorted((a, b) => a - b));
    expect(out).toMatch(/state lobby +css html\[data-screen="lobby"\]/);
    expect(out).toMatch(/proves lobby: css html\[data-screen="lobby"\]; css #lobby/);
    expect(out).toMatch(/in_meeting\n(?:.*holds.*\n)?.*missing: .*css #roster li\[data-self\]/);
    const picture = /Screenshot: (.*)/.exec(out)?.[1];
    expect((await readFile(path.resolve(cwd, picture ?? ''))).length).toBeGreaterThan(1_000);
  });

  it('says of one who was refused what can be done, and of one who got in what was done', async () => {
    const refused = await explain(recording, 'full-1');
    expect(refused.out).toContain('The meeting had no place left');
    expect(refused.out).toMatch(/proves full: css #refusal/);
    const fine = await explain(recording, 'fine-1');
    expect(fine.out).toMatch(/did fill css #name\n.*did toggle css #prejoin-camera/);
    expect(fine.out).not.toContain('At its end');
  });

  it('is JSON when asked', async () => {
    const { out } = await explain(recording, 'full-1', '--json');
    expect(JSON.parse(out)).toMatchObject({ participant: 'full-1', outcome: { reason: 'full' } });
  });

  it('suggests the nearest for a name that nobody has, and exits 104', async () => {
    const { err, code } = await explain(recording, 'wating-1');
    expect(code).toBe(104);
    expect(err).toContain('Did you mean waiting-1?');
    expect(err).not.toMatch(/\n\s+at .*\(/);
  });

  it('holds no secret, nor does the recording', async () => {
    const { out } = await explain(recording, 'guessing-1');
    expect(out).toContain('refused: bad passcode');
    expect(out + (await readFile(recording, 'utf8'))).not.toContain(secret);
  });
});

/** Four at once, who send nothing. */
function walls(link: string): string {
  const one = (meeting: string, more = '') =>
    `{ executor: 'burst', vus: 1, within: '0s', hold: '2s', media: { camera: false, microphone: false }, meeting: ${meeting}${more} }`;
  const text = (value: string) => JSON.stringify(value);
  return `import { defineScenario } from 'rollcall';
export default defineScenario({
  name: 'walls',
  scenarios: {
    fine: ${one(text(link))},
    full: ${one(text(`${link}?refuse=full`), ", startTime: '1s'")},
    waiting: ${one(text(`${link}?admitAfterMs=never`), ", startTime: '2s', joinTimeout: '6s'")},
    guessing: ${one(`{ link: ${text(`${link}?passcode=1234`)}, passcode: ${text(secret)} }`, ", startTime: '3s'")},
  },
});
`;
}
