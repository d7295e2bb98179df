/**
 * From a pasted invitation to a verdict, as a person runs it: the scenario that is shipped, a vendor's link, and a config that
 * leads it to a replica on loopback (written by us from the documented facts; it is not the vendor's page).
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cli, resultsIn, summaryIn } from '../helpers/cli.js';
import { startReplica, type Replica } from '../helpers/replica.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

const six = `import { defineScenario } from 'rollcall';
const media = { camera: 'talking-head', microphone: 'speech', width: 320, height: 240, frameRate: 10 } as const;
export default defineScenario({
  name: 'six',
  scenarios: {
    phones: { executor: 'burst', arrival: 'even', vus: 3, within: '6s', hold: '6s', device: 'Pixel 7', media },
    desktops: { executor: 'burst', arrival: 'even', vus: 3, within: '6s', startTime: '1s', hold: '6s', device: 'desktop', media },
  },
});
`;

requires('chromium')('rollcall run with a pasted invitation', () => {
  let cwd: string;
  let replica: Replica | undefined;
  beforeEach(async () => {
    cwd = await makeFolder();
  });
  afterEach(async () => {
    await replica?.stop();
    await removeFolder(cwd);
  });

  it.each([
    [
      'tencent',
      `陳小明 邀請你參加騰訊會議
會議主題：每週例會
會議時間：2026/12/01 10:00-11:00 (GMT+08:00) 中國標準時間 - 香港

點擊連結入會，或添加至會議列表：
https://meeting.tencent.com/dm/WeeklyMeet01

#騰訊會議：763-545-348
會議密碼：246810
`,
      '246810',
    ],
    [
      'dingtalk',
      `陈小明邀请你加入钉钉会议
主题：每周例会
会议号：688 824 34655
入会链接：https://meeting.dingtalk.com/j/WeeklyMeet01。
`,
      undefined,
    ],
  ] as const)('joins six on the replica of %s, half of them phones', async (platform, invitation, passcode) => {
    replica = await startReplica({ platform, language: 'zh-TW' });
    replica.meeting('WeeklyMeet01', {
      ...(platform === 'tencent' && { number: '763545348' }),
      ...(passcode !== undefined && { passcode }),
    });
    await writeFile(path.join(cwd, 'rollcall.config.json'), JSON.stringify({ rewrite: replica.rewrite }));
    await writeFile(path.join(cwd, 'six.ts'), six);
    const run = await cli(['run', 'six.ts', '--meeting', invitation, '--quiet'], cwd);
    expect(run.err).toBe('');
    const { groups, outcomes, run: facts } = await summaryIn(cwd);
    expect(facts.platform).toBe(platform);
    expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['completed', 'completed']);
    const joined = groups
      .filter(({ scenario }) => scenario !== null)
      .map(({ device_class, joins }) => [device_class, joins.joined]);
    expect(joined).toHaveLength(2);
    expect(joined).toEqual(
      expect.arrayContaining([
        ['desktop', 3],
        ['mobile', 3],
      ]),
    );
    expect(replica.truth.filter(({ screen }) => screen === 'in_meeting')).toHaveLength(6);
  });

  it('brings a session where the platform wants one, and says so where none is brought', async () => {
    replica = await startReplica({ platform: 'feishu', language: 'zh-CN' });
    replica.meeting('688824346', {});
    await writeFile(path.join(cwd, 'rollcall.config.json'), JSON.stringify({ rewrite: replica.rewrite }));
    const cookie = { name: 'session', value: 'a-secret', path: '/', expires: -1, httpOnly: false, secure: false };
    await writeFile(
      path.join(cwd, 'ada.json'),
      JSON.stringify({ cookies: [{ ...cookie, domain: '127.0.0.1', sameSite: 'Lax' }], origins: [] }),
    );
    await writeFile(
      path.join(cwd, 'session.ts'),
      `const one = { executor: 'per-vu-iterations', hold: '3s' };
export default {
  scenarios: { guest: one, member: { ...one, startTime: '1s', storageState: 'ada.json' } },
};
`,
    );
    const { out } = await cli(['run', 'session.ts', '--meeting', 'https://vc.feishu.cn/j/688824346'], cwd);
    expect(out).toContain('Without a session: guest. Name one');
    const { groups } = await summaryIn(cwd);
    const joins = groups.flatMap(({ scenario, joins: { joined, planned } }) =>
      scenario === null ? [] : [{ scenario, joined, planned }],
    );
    expect(joins).toHaveLength(2);
    expect(joins).toEqual(
      expect.arrayContaining([
        { scenario: 'guest', joined: 0, planned: 1 },
        { scenario: 'member', joined: 1, planned: 1 },
      ]),
    );
    const results = resultsIn(cwd);
    for (const file of readdirSync(results)) {
      const whole = path.join(results, file);
      if (statSync(whole).isFile()) expect(readFileSync(whole, 'utf8'), file).not.toContain('a-secret');
    }
  });
});
