/**
 * The processor's time that one script costs a page's main thread, by Chromium's own trace: of every call into the script, with all that
 * it makes the browser do in it. Waiting for a processor is not in it (wall time on two busy cores is half as long again), nor are the samples
 * of a profiler, which cost as much as what they measure.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Tracing/
 */
import type { CDPSession } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** µs */
  readonly ts: number;
  readonly dur?: number;
  /** By the thread's own clock, µs. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string; readonly functionName?: string } };
}

/**
 * Milliseconds while `work` goes on.
 *
 * @param script its `sourceURL`
 * @param but A function of it that is not counted when the browser calls it.
 */
export async function mainThreadMs(
  session: CDPSession,
  script: string,
  but: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: readonly unknown[] }): void => {
    for (const event of value) events.push(event as TraceEvent);
  };
  session.on('Tracing.dataCollected', take);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', take);
  const calls = events.filter(({ name, args }) => {
    const { url, functionName } = args?.data ?? {};
    return name === 'FunctionCall' && url === script && functionName !== but;
  });
  if (calls.length > 0 && calls.every(({ tdur }) => tdur === undefined))
    throw new Error('this browser’s trace knows nothing of the processor’s time');
  return outermostUs(calls) / 1_000;
}

/** Calls may be within calls. */
function outermostUs(calls: readonly TraceEvent[]): number {
  const until = new Map<string, number>();
  let us = 0;
  for (const { pid, tid, ts, dur = 0, tdur } of calls.toSorted((a, b) => a.ts - b.ts)) {
    const thread = `${pid}.${tid}`;
    if (ts < (until.get(thread) ?? -Infinity)) continue;
    until.set(thread, ts + dur);
    // One in some thousand comes without it: the wall's time is never less.
    us += tdur ?? dur;
  }
  return us;
}
