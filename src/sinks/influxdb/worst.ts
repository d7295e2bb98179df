/** The twenty of a run that waited longest: to get in, and to get back in. A verdict's page shows them as they are stored. */
import { dropOf, endedAt } from '../../metrics/drops.js';
import type { IterationRecord } from '../../metrics/iteration.js';
import { joinFate } from '../../metrics/join-counts.js';
import { joinTimeMs } from '../../metrics/join-time.js';
import { dropFactsOf, type RunData } from '../../metrics/run-data.js';
import type { HeaderLine } from '../../model/line.js';
import { epochOf, fieldsOf, type Point, type Tags } from './point.js';

const most = 20;

interface Wait {
  readonly iteration: IterationRecord;
  readonly joined: boolean;
  readonly dropped: boolean;
  readonly waitedMs: number;
  readonly outages: readonly number[];
}

/** @param tagsOf of each participant */
export function worstPoints(header: HeaderLine, data: RunData, tagsOf: ReadonlyMap<string, Tags>): readonly Point[] {
  const facts = dropFactsOf(data);
  const waits = data.iterations.flatMap((iteration): Wait[] => {
    const fate = joinFate(iteration);
    if (fate === 'interrupted' || fate === 'generator_broken') return [];
    const outages = (data.stayOf(iteration.scheduled.p)?.episodes ?? []).flatMap(
      ({ kind, cause, outage_ms: outageMs }) =>
        kind === 'connection_loss' || cause === 'injected' || outageMs === undefined ? [] : outageMs,
    );
    const opened = iteration.first.moments.link_opened ?? iteration.scheduled.t;
    const tried = joinTimeMs(iteration.first) ?? (endedAt(iteration) ?? data.lastT) - opened;
    return [
      {
        iteration,
        joined: fate === 'joined',
        dropped: dropOf(iteration, header.options, facts) === 'platform',
        waitedMs: outages.reduce((sum, each) => sum + each, tried),
        outages,
      },
    ];
  });
  return waits
    .toSorted(
      (a, b) => Number(a.joined) - Number(b.joined) || Number(b.dropped) - Number(a.dropped) || b.waitedMs - a.waitedMs,
    )
    .slice(0, most)
    .flatMap(({ iteration, joined, dropped, waitedMs, outages }, index): Point[] => {
      const tags = tagsOf.get(iteration.scheduled.p);
      if (tags === undefined) return [];
      const {
        picturesMs = 0,
        freezeMs = 0,
        judgedMs = 0,
        poorMs = 0,
      } = data.stayOf(iteration.scheduled.p)?.quality ?? {};
      return [
        {
          measurement: 'meet_worst',
          tags: { ...tags, rank: String(index + 1).padStart(2, '0') },
          fields: fieldsOf({
            joined: Number(joined),
            dropped: Number(dropped),
            join_time_ms: joinTimeMs(iteration.first),
            waited_ms: waitedMs,
            outages: outages.length,
            outage_ms: outages.reduce((sum, each) => sum + each, 0),
            freeze_share: picturesMs > 0 ? Math.min(1, freezeMs / picturesMs) : undefined,
            poor_quality_share: judgedMs > 0 ? poorMs / judgedMs : undefined,
          }),
          at: epochOf(header, data.lastT),
        },
      ];
    });
}
