/** The session with a page that is made up: what a person does, and what comes of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calibrationFilesIn, readCalibration, type Proof } from '../../../src/calibration/calibration-files.js';
import type { Screen } from '../../../src/calibration/calibration-schema.js';
import type { LivePage } from '../../../src/calibration/live-page.js';
import type { Answer } from '../../../src/calibration/page/protocol.js';
import { CalibrationSession } from '../../../src/calibration/session.js';
import { rehearsal } from '../../../src/platform/profiles/rehearsal.js';
import { makeCalibration, makeScreen } from '../../helpers/calibration-screens.js';
import { makeFolder, removeFolder } from '../../helpers/temp.js';

const form = makeScreen({
  elements: [
    { role: 'textbox', name: 'Name' },
    { role: 'button', name: 'Enter' },
  ],
});
const meeting = makeScreen({ number: 2, state: 'in_meeting', elements: [{ role: 'button', name: 'Leave' }] });

describe('a calibration', () => {
  let out: string;
  beforeEach(async () => {
    out = await makeFolder();
  });
  afterEach(() => removeFolder(out));

  /** Shows the form until something is done, then the meeting. */
  function fakePage(done: string[]): LivePage {
    let shown: Screen = form;
    const page = {
      open: () => Promise.resolve(undefined),
      look: () => {
        const { number: _, ...screen } = shown;
        return Promise.resolve({ screen, picture: Buffer.from('a picture') });
      },
      find: () => Promise.resolve(undefined),
      findsOnly: (choice: object) => Promise.resolve(!('text' in choice)),
      press: (choice: object) => {
        done.push(`press ${JSON.stringify(choice)}`);
        shown = meeting;
        return Promise.resolve(undefined);
      },
      act: (_: unknown, state: string) => {
        done.push(`act in ${state}`);
        shown = meeting;
        return Promise.resolve({ done: ['click role button'] });
      },
      other: () => Promise.resolve(),
      leave: () => {
        done.push('leave');
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
    return page as unknown as LivePage;
  }

  function session(done: string[] = [], prove?: (file: string) => Promise<Proof>, live = true) {
    return new CalibrationSession({
      profile: rehearsal,
      saved: live ? { ...makeCalibration([]), host: '' } : makeCalibration([form, meeting]),
      files: calibrationFilesIn(out, 'rehearsal'),
      live: live ? fakePage(done) : undefined,
      prove,
      say: () => undefined,
    });
  }

  async function after(running: CalibrationSession, answer: Answer): Promise<void> {
    expect(running.answer(answer)).toBe(true);
    while (['busy', 'proving'].includes(running.view().phase)) await running.after(running.view().version);
  }

  it('shows the screen, what the profile takes it for, and waits for the person', async () => {
    const running = session();
    await running.begin();
    const { phase, screen, host } = running.view();
    expect({ phase, host, live: screen?.live, opinion: screen?.opinionState, state: screen?.state }).toEqual({
      ...{ phase: 'asking', host: 'meeting.example.com', live: true },
      ...{ opinion: 'unknown', state: undefined },
    });
    expect(running.picture(1)?.toString()).toBe('a picture');
  });

  it('keeps of the proposed ways those that the engine finds alone', async () => {
    const running = session();
    await running.begin();
    await after(running, { do: 'say', state: 'consent' });
    await after(running, { do: 'point', part: 'onward-consent', element: 'e2' });
    const part = running.view().screen?.parts.find(({ part: name }) => name === 'onward-consent');
    expect(part).toMatchObject({
      element: 'e2',
      ways: [{ words: 'role button /^\\s*(?:Enter)\\s*$/im', used: true, checked: true }],
    });
  });

  it('presses what leads on, writes the file in the meeting, leaves, and proves it', async () => {
    const done: string[] = [];
    const proved: string[] = [];
    const running = session(done, (file) => {
      proved.push(path.basename(file));
      return Promise.resolve({ joined: 2, of: 3, sentences: ['third: timed_out'] });
    });
    await running.begin();
    await after(running, { do: 'say', state: 'consent' });
    await after(running, { do: 'point', part: 'onward-consent', element: 'e2' });
    await after(running, { do: 'go-on' });
    expect(done).toEqual(['press {"role":"button","name":{"exact":"Enter"}}']);
    expect(running.view().screen).toMatchObject({ number: 2, state: 'in_meeting', live: true });
    await after(running, { do: 'finish' });
    expect(done.at(-1)).toBe('leave');
    expect(proved).toEqual(['rehearsal.rollcall.ts']);
    expect(running.proof).toMatchObject({ joined: 2, of: 3 });
    const text = await readFile(path.join(out, 'rehearsal.rollcall.ts'), 'utf8');
    expect(text).toContain('2 of 3 joins went in');
    expect(text).toContain("source: 'calibrated on meeting.example.com',\n");
    expect(text).toContain("verifiedAt: '2026-11-27',\n");
  });

  it('takes no answer while it works', async () => {
    const running = session();
    await running.begin();
    expect(running.answer({ do: 'go-on' })).toBe(true);
    expect(running.answer({ do: 'look' })).toBe(false);
  });

  it('asks again from saved screens without a page, and writes the file anew', async () => {
    const running = session([], undefined, false);
    await running.begin();
    expect(running.view()).toMatchObject({ phase: 'offline', screen: { number: 2, live: false, picture: undefined } });
    running.answer({ do: 'show', screen: 1 });
    await after(running, { do: 'say', state: 'consent' });
    await after(running, { do: 'finish' });
    const text = await readFile(path.join(out, 'rehearsal.rollcall.ts'), 'utf8');
    expect(text).toContain('consent: [');
    expect(text).toContain('Not proved yet');
    const saved = await readCalibration(path.join(out, 'rehearsal.calibration'));
    expect(saved.answers).toEqual([{ screen: 1, state: 'consent', parts: {} }]);
    expect(await readFile(path.join(out, 'rehearsal.calibration', 'screen-1.txt'), 'utf8')).toContain('button "Enter"');
  });

  it('writes no file when the profile was right all along', async () => {
    const running = session([], undefined, false);
    await running.begin();
    await after(running, { do: 'finish' });
    expect(running.written).toBeUndefined();
    await expect(readFile(path.join(out, 'rehearsal.rollcall.ts'), 'utf8')).rejects.toThrow('ENOENT');
  });

  it('says that a shipped rule which is looked at first cannot be taken away', async () => {
    const wrong = makeScreen({ state: 'ended', elements: [{ role: 'button', name: 'Enter' }] });
    const running = new CalibrationSession({
      ...{ profile: rehearsal, saved: makeCalibration([wrong]), files: calibrationFilesIn(out, 'rehearsal') },
      ...{ live: undefined, prove: undefined, say: () => undefined },
    });
    await running.begin();
    await after(running, { do: 'say', state: 'prejoin' });
    expect(running.view().screen?.warnings[0]).toContain('rule for ended holds here too');
  });
});
