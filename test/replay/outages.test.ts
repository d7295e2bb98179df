import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/metrics/summary.js';
import type { Summary } from '../../src/model/summary.js';
import { linesOf, type RecordingName } from '../fixtures/recordings/regenerate.js';

const summaryNamed = (name: RecordingName): Promise<Summary> => summarise(linesOf(name));

/** `phones-1 media_gap 8000–9500` */
async function told(name: RecordingName): Promise<readonly string[]> {
  const { outages } = await summaryNamed(name);
  return outages.map(
    ({ participant, kind, from, to, lost, cause, ended }) =>
      `${participant} ${kind} ${from}–${to ?? ''} ${lost.join('+')} ${cause} ${ended}`,
  );
}

describe('what was lost and regained', () => {
  it('is told once for each, with its kind, its parts and its cause', async () => {
    expect(await told('outages')).toEqual([
      'phones-1 media_gap 8000–9500 media_in spontaneous recovered',
      'phones-2 reconnect 8000–17000 media_in+media_out+signalling spontaneous recovered',
      'phones-4 connection_loss 9000–12020 signalling spontaneous recovered',
      'phones-5 connection_loss 9000–11500 media_out spontaneous recovered',
      'phones-3 reconnect 12000–15200 media_in+signalling injected recovered',
    ]);
    const { groups, metrics, thresholds, outages } = await summaryNamed('outages');
    expect(outages[0]).toMatchObject({ outage_ms: 1_500, frame_outage_ms: 1_620 });
    expect(groups.find(({ scenario }) => scenario === null)?.outages).toMatchObject({
      media_gaps: 1,
      reconnects: 2,
      connection_losses: 2,
      injected: 1,
      not_over: 0,
      freezes: 1,
      outage_ms: { count: 3, min: 1_500, max: 9_000 },
    });
    expect(metrics).toMatchObject({ reconnects: { count: 2 }, media_gaps: { count: 1 } });
    expect(thresholds.map(({ result }) => result)).toEqual(['pass', 'pass']);
  });

  it('is nothing where nobody sent: DTX, mutes, streams that the meeting takes away', async () => {
    expect(await told('silences')).toEqual([]);
  });

  it('is found when counters go back to 0, and not invented', async () => {
    expect(await told('counter-resets')).toEqual(['phones-1 media_gap 8000–10000 media_in spontaneous recovered']);
  });

  it('ends with the first packet of a new SSRC, which by itself is no outage', async () => {
    expect(await told('ssrc-change')).toEqual(['phones-2 media_gap 8000–9000 media_in spontaneous recovered']);
  });

  it('is a reconnect when ICE restarts meanwhile, which by itself is no loss', async () => {
    expect(await told('ice-restart')).toEqual(['phones-2 reconnect 8000–8700 media_in spontaneous recovered']);
  });

  it('is one reconnect when the page loads itself anew', async () => {
    expect(await told('page-reload')).toEqual(['phones-1 reconnect 8100–10000 media_in spontaneous rejoined']);
    expect((await summaryNamed('page-reload')).outages[0]).toMatchObject({ frame_outage_ms: 2_200 });
  });

  it('is not known of a time in which the machine slept, nor longer than the clocks allow', async () => {
    expect(await told('clock-step')).toEqual(['phones-2 media_gap 6000–7020 media_in spontaneous recovered']);
  });

  it('is not known of a page that was frozen: an outage that was open then has no length', async () => {
    expect(await told('frozen-page')).toEqual(['phones-2 media_gap 9500– media_in spontaneous unobserved']);
  });

  it('is nothing where every page stood still with this machine, and something where one page alone did', async () => {
    expect(await told('standstill')).toEqual(['phones-2 media_gap 12000–12600 media_in spontaneous recovered']);
  });

  it('is over all connections: one that stops alone is no outage', async () => {
    expect(await told('two-connections')).toEqual(['phones-2 media_gap 8100–10000 media_in spontaneous recovered']);
  });

  it('has no length when it is not over, and is no outage where the page was thrown out', async () => {
    expect(await told('open-outages')).toEqual([
      'phones-2 reconnect 12000– media_in spontaneous dropped',
      'phones-1 media_gap 24000– media_in spontaneous left',
    ]);
    const { groups } = await summaryNamed('open-outages');
    expect(groups.find(({ scenario }) => scenario === null)?.outages).toMatchObject({
      media_gaps: 0,
      reconnects: 0,
      not_over: 2,
      outage_ms: { count: 0 },
    });
  });
});
