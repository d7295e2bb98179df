/** Hosts that nobody has allowed: whom Rollcall speaks to before it refuses them, and when a page asks for them. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { cli, linesIn, summaryIn } from '../helpers/cli.js';
import { expectCode } from '../helpers/expect-run.js';
import { requires } from '../helpers/requirements.js';
import { makeFolder, removeFolder } from '../helpers/temp.js';

let cwd: string;
beforeAll(async () => {
  cwd = await makeFolder();
});
afterAll(() => removeFolder(cwd));

requires('strace')('a meeting on a host that nobody has authorised', () => {
  it('is refused before any request leaves the machine, looking up its name included', async () => {
    const trace = path.join(cwd, 'refused.strace');
    const under = ['strace', '-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', trace];
    const args = ['run', '--meeting', 'https://meet.stranger.example/m/monday', '--platform', 'rehearsal'];
    const { code, err } = await cli(args, cwd, {}, { under });
    expect(code).toBe(104);
    expect(err).toContain('meet.stranger.example is neither this machine nor in ownHosts');
    expect(strangersIn(await readFile(trace, 'utf8'))).toEqual([]);
  });

  it('would be seen', () => {
    const calls = [
      '12 connect(19, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = -1 ENETUNREACH',
      '12 connect(19, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
      '12 connect(19, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2606::1", &sin6_addr)}, 28) = 0',
      '12 connect(19, {sa_family=AF_INET, sin_port=htons(4000), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      '12 connect(19, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT',
      '12 sendto(19, "a name", 6, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = 6',
    ];
    expect(strangersIn(calls.join('\n'))).toEqual([calls[0], calls[1], calls[2], calls[5]]);
  });
});

requires('chromium')('a meeting whose addresses lead elsewhere', () => {
  let meeting: Rehearsal;
  beforeAll(async () => {
    meeting = await startRehearsal({ truthFile: path.join(cwd, 'truth.jsonl') });
  });
  afterAll(() => meeting.close());

  it('is joined there, as its link says, and pages are kept from every other host, by name', async () => {
    const config = { rewrite: { 'https://meet.stranger.example': meeting.origin } };
    await writeFile(path.join(cwd, 'rollcall.config.json'), JSON.stringify(config));
    await writeFile(path.join(cwd, 'curious.ts'), curious);
    const link = `https://meet.stranger.example${new URL(meeting.link).pathname}`;
    const run = await cli(['run', 'curious.ts', '--meeting', link], cwd);
    expect(run.err).toBe('');
    expectCode(run, 0);
    const { remarks, outcomes } = await summaryIn(cwd);
    expect(outcomes.map(({ scenario, outcome, count }) => [scenario, outcome, count])).toEqual([
      ['plain', 'completed', 1],
      ['shaped', 'completed', 1],
    ]);
    expect(remarks[0]).toContain(`Addresses led elsewhere (https://meet.stranger.example to ${meeting.origin})`);
    for (const host of ['another', 'meet'])
      expect(remarks).toContainEqual(expect.stringMatching(`^Kept from ${host}\\.stranger\\.example, which a page or`));
    const notes = (await linesIn(cwd)).flatMap((line) => (line.type === 'evidence' ? [`${line.p} ${line.text}`] : []));
    // With a network of one's own and without.
    for (const p of ['shaped-1', 'plain-1'])
      expect(notes.filter((note) => new RegExp(`^${p} Kept from \\w+\\.stranger\\.example`).test(note))).toHaveLength(
        2,
      );
  });
});

/** Asks for two strangers in three ways, and throws if any of them answers. */
const curious = `
const exec = async (participant) => {
  await participant.join();
  const answers = await participant.page.evaluate(async () => {
    const asked = [
      fetch('https://another.stranger.example/x').then(() => 'fetch'),
      fetch('http://meet.stranger.example/x').then(() => 'fetch again'),
      new Promise((resolve, reject) => {
        const socket = new WebSocket('wss://another.stranger.example/');
        socket.onopen = () => resolve('socket');
        socket.onerror = reject;
      }),
      fetch(location.origin + '/m/other').then(() => 'itself'),
    ];
    return (await Promise.allSettled(asked)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  });
  if (answers.join() !== 'itself') throw new Error(answers.join() + ' answered');
  await participant.hold();
};
const person = { executor: 'burst', vus: 1, within: '0s', hold: '3s', exec };
export default {
  platform: 'rehearsal',
  scenarios: { plain: person, shaped: { ...person, startTime: '2s', network: 'lan' } },
  thresholds: { join_success: ['rate>=0.99'] },
};
`;

/** Lines of strace that lead beyond loopback, or to anybody who looks up names. */
function strangersIn(trace: string): readonly string[] {
  return trace.split('\n').filter((line) => {
    if (!/sa_family=AF_INET6?\b/.test(line)) return false;
    return line.includes('htons(53)') || !/inet_addr\("127\.|inet_pton\(AF_INET6, "::1"/.test(line);
  });
}
