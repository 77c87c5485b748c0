import { type Anomaly, pageOf } from '@lapwing/contract';
import { listAlerts } from '../../alerts/list-alerts.ts';
import { LapwingError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { explainAnomaly } from '../explain-anomaly.ts';
import { present } from '../filters.ts';
import type { Handlers } from '../handler.ts';
import { refuseEmpty } from '../time-range.ts';

export function anomalyHandlers({
  scores,
  incidents,
  alerts,
  detectors,
  sources,
  now,
}: ApiDeps): Pick<Handlers, 'listAnomalies' | 'getAnomaly' | 'explainAnomaly' | 'listAlerts'> {
  const anomalyOf = (id: string): Anomaly => {
    const anomaly = scores.anomaly(id);
    if (anomaly === undefined) throw noAnomaly(id);
    return anomaly;
  };
  return {
    listAnomalies: ({ query }) => {
      const { start_time: from, end_time: to, severity, signal_id, detector_id, source, label } = query;
      const { open, alert } = query;
      refuseEmpty(from, to);
      const severities = severity === undefined ? undefined : [...new Set(severity)];
      const ids = { signalId: signal_id, detectorId: detector_id };
      const filter = present({ from, to, severities, ...ids, source, labels: label, open, alert });
      return scores.anomalies(filter, pageOf(query));
    },
    getAnomaly: ({ params }) => anomalyOf(params.id),
    explainAnomaly: ({ params }) => {
      const anomaly = anomalyOf(params.id);
      const { detector } = detectors.get(anomaly.detector_id);
      return explainAnomaly(anomaly, detector, sources.get(detector.source), now());
    },
    listAlerts: ({ query }) =>
      listAlerts({ scores, incidents, silences: alerts.silences(now()) }, query.status, pageOf(query)),
  };
}

function noAnomaly(id: string): LapwingError {
  return new LapwingError('NOT_FOUND', {
    message: `there is no anomaly ${JSON.stringify(id)}, or it is older than what is kept`,
    where: 'path.id',
    hint: 'GET /api/v1/anomalies lists them',
  });
}
