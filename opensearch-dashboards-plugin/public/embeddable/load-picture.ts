import type { Anomaly, IncidentDetail, ScoreSeries } from '@lapwing/contract';
import type { Span } from '../panels/bounds.ts';
import type { Lapwing } from '../service/ask.ts';
import { letThrough } from './let-through.ts';
import type { PanelState } from './panel-state.ts';

/** More rows than a wide panel has pixels show nothing more. */
const MOST_POINTS = 1000;
/** The service's largest page. */
const MOST_ANOMALIES = 1000;

export type Picture =
  | { kind: 'chart'; series: ScoreSeries; anomalies: Anomaly[]; span: Span }
  | { kind: 'lanes'; anomalies: Anomaly[]; more: number; span: Span }
  | { kind: 'timeline'; incident: IncidentDetail }
  | { kind: 'nothing'; why: string };

/** What a panel shows. Rejects when nobody answers. */
export async function loadPicture(
  lapwing: Lapwing,
  { settings, span, conditions }: Pick<PanelState, 'settings' | 'span' | 'conditions'>,
  signal: AbortSignal,
): Promise<Picture> {
  if (span === undefined) return { kind: 'nothing', why: 'The dashboard has no time range.' };
  const times = { start_time: String(Math.round(span.from)), end_time: String(Math.round(span.to)) };
  switch (settings.view) {
    case 'chart': {
      const { signalId: id } = settings;
      if (id === undefined)
        return { kind: 'nothing', why: 'Choose a signal: Edit anomalies, in the panel’s menu.' };
      const [series, { items }] = await Promise.all([
        lapwing.ask('getScores', { params: { id }, query: { ...times, points: MOST_POINTS } }, signal),
        lapwing.ask('listAnomalies', { query: { ...times, signal_id: id, limit: MOST_ANOMALIES } }, signal),
      ]);
      return { kind: 'chart', series, anomalies: items, span };
    }
    case 'lanes': {
      const query = { ...times, detector_id: settings.detectorId, limit: MOST_ANOMALIES };
      const { items, total } = await lapwing.ask('listAnomalies', { query }, signal);
      const anomalies = letThrough(items, conditions);
      if (anomalies.length === 0) return { kind: 'nothing', why: 'No anomaly in this time range.' };
      return { kind: 'lanes', anomalies, more: total - items.length, span };
    }
    case 'timeline': {
      const id = settings.incidentId ?? (await newestIncident(lapwing, times, signal));
      if (id === undefined) return { kind: 'nothing', why: 'No incident in this time range.' };
      return { kind: 'timeline', incident: await lapwing.ask('getIncident', { params: { id } }, signal) };
    }
  }
}

async function newestIncident(
  lapwing: Lapwing,
  times: { start_time: string; end_time: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { items } = await lapwing.ask('listIncidents', { query: { ...times, limit: 1 } }, signal);
  return items[0]?.id;
}
