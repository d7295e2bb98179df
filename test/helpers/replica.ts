/**
 * Replicas of meeting platforms: pages that we wrote from documented facts (test/fixtures/platforms/README.md), served at the
 * vendor's paths on loopback and connected to a built-in meeting, so that there is real media. Never the vendor's page.
 *
 *     const replica = await startReplica({ platform: 'tencent', language: 'zh-CN' });   // knobs for every meeting
 *     replica.meeting('AbCdEf123456', { number: '763545348', passcode: '1234', lobby: 'manual', drift: 'dialog' });
 *     // join https://meeting.tencent.com/dm/AbCdEf123456 with `rewrite: replica.rewrite`
 *     await replica.admit('AbCdEf123456');
 *     replica.truthOf('Ada').map(({ screen }) => screen);   // ['landing', 'prejoin', 'lobby', 'in_meeting']
 *     await replica.stop();
 *
 * One server serves as many meetings as a file needs; knobs (test/fixtures/platforms/shared/knobs.ts) belong to a meeting, are
 * found by its code or number, and win over those given at the start. An address with an unknown code makes a meeting with the
 * latter; a number that is typed into a form must be known (`numberOf`), else the meeting is not found.
 *
 * To add a platform `x`: `test/fixtures/platforms/x/platform.ts` exports a `ReplicaPlatform` (shared/platform.ts) and stands in
 * `test/fixtures/platforms/replicas.ts`; `x/page/main.ts` has `export default function main(config: PageConfig)`, which
 * builds the screens, calls `report(screen)` (shared/page/truth.ts) right after each was put up, and joins by
 * `MeetingConnection` (shared/page/meeting-connection.ts). Nothing there may import `src/platform/`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { MeetingKnobs } from '../fixtures/platforms/shared/knobs.js';
import { replicas, type ReplicaName } from '../fixtures/platforms/replicas.js';
import { startRehearsal, type Rehearsal } from '../../src/rehearsal/start-rehearsal.js';
import { ReplicaMeetings } from './replica-meetings.js';
import { replicaHandler } from './replica-pages.js';
import { tunnelTo } from './replica-tunnel.js';
import { ReplicaTruth, type TruthMoment } from './replica-truth.js';
import { makeFolder, removeFolder } from './temp.js';

interface ReplicaOptions extends MeetingKnobs {
  readonly platform: ReplicaName;
  /** A built-in meeting that runs already, and is not closed with the replica. Absent: one of its own. */
  readonly rehearsal?: Rehearsal;
}

interface CutOptions {
  /** Absent: everybody. */
  readonly name?: string;
  /** Absent: for good. */
  readonly ms?: number;
  /** Both are cut unless told. */
  readonly media?: boolean;
  readonly signalling?: boolean;
}

export interface Replica {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** The vendor's origins, each to this one: `rewrite` of the config. */
  readonly rewrite: Readonly<Record<string, string>>;
  readonly rehearsal: Rehearsal;
  /** Knobs of one meeting from now on, in place of those it had. */
  meeting(code: string, knobs?: MeetingKnobs): void;
  /** Digits. */
  numberOf(code: string): string;
  /** Every screen that any page put up, by the page's clock. */
  readonly truth: readonly TruthMoment[];
  /** Of the visitor who used this name, from its first page on. */
  truthOf(name: string): readonly TruthMoment[];
  /** Names of those who wait in the lobby, or are in the meeting. */
  people(code: string, where: 'lobby' | 'in'): readonly string[];
  /** Out of the waiting room; one or everybody. */
  admit(code: string, name?: string): void;
  deny(code: string, name?: string): void;
  remove(code: string, name: string): void;
  /** For everybody, and for those who come later. */
  end(code: string): void;
  /** A pulled cable, by the built-in meeting. */
  cut(code: string, options?: CutOptions): Promise<void>;
  /** The room vanishes: everybody is cut for good and nobody is told why. */
  destroy(code: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplica({
  platform: name,
  rehearsal: given,
  ...defaults
}: ReplicaOptions): Promise<Replica> {
  const platform = replicas[name];
  const folder = await makeFolder();
  const rehearsal = given ?? (await startRehearsal({ truthFile: path.join(folder, 'truth.jsonl') }));
  const truth = new ReplicaTruth();
  const meetings = new ReplicaMeetings(platform, rehearsal, defaults);
  const server = createServer(await replicaHandler({ platform, meetings, truth }));
  const closeTunnels = tunnelTo(rehearsal.origin, server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut: Replica['cut'] = async (code, { name: whom, media = true, signalling = true, ms } = {}) => {
    for (const participant of await meetings.participants(code, whom)) {
      await rehearsal.control('cut', { participant, media, signalling, ...(ms === undefined ? {} : { ms }) });
    }
  };
  return {
    origin,
    rewrite: Object.fromEntries(platform.vendorOrigins.map((vendor) => [vendor, origin])),
    rehearsal,
    meeting: (code, knobs = {}) => {
      meetings.set(code, knobs);
    },
    numberOf: (code) => meetings.byCode(code).number,
    get truth() {
      return truth.moments;
    },
    truthOf: (person) => truth.of(person),
    people: (code, where) => meetings.people(code, where),
    admit: (code, whom) => {
      meetings.admit(code, whom);
    },
    deny: (code, whom) => {
      meetings.tell(code, 'denied', whom);
    },
    remove: (code, whom) => {
      meetings.tell(code, 'removed', whom);
    },
    end: (code) => {
      meetings.end(code);
    },
    cut,
    destroy: (code) => cut(code),
    stop: async () => {
      meetings.close();
      closeTunnels();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      if (given === undefined) await rehearsal.close();
      await removeFolder(folder);
    },
  };
}
