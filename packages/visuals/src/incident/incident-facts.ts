import type { IncidentDetail } from '@lapwing/contract';
import { formatDuration } from '../text/durations.ts';
import { formatScore } from '../text/numbers.ts';
import { incidentRow } from './incident-row.ts';

/** What an incident is, in a line, and what to know before trusting it. */
export interface IncidentFacts {
  statusText: string;
  /** Epoch ms: a dashboard writes it in its own zone. */
  since: number;
  /** `for 14 min`, or `lasted 2 h` once it is over. */
  length: string;
  /** `score 63` */
  score: string;
  /** `3 services, 12 anomalies` */
  extent: string;
  /** Incidents that it belongs to, in words. */
  kin: { id: string; text: string }[];
  /** Undefined while everything could be seen. */
  unseen: { title: string; text: string } | undefined;
}

/** `now` in epoch ms. */
export function incidentFacts(incident: IncidentDetail, now: number): IncidentFacts {
  const { statusText, start, end, services, anomalies } = incidentRow(incident);
  const { merged_into: mergedInto, split_from: splitFrom, unseen } = incident;
  return {
    statusText,
    since: start,
    length: end === null ? `for ${formatDuration(now - start)}` : `lasted ${formatDuration(end - start)}`,
    score: `score ${formatScore(incident.score)}`,
    extent: `${services.length === 1 ? '1 service' : `${services.length} services`}, ${
      anomalies === 1 ? '1 anomaly' : `${anomalies} anomalies`
    }`,
    kin: [
      ...(mergedInto === null ? [] : [{ id: mergedInto, text: 'part of another incident' }]),
      ...(splitFrom === null ? [] : [{ id: splitFrom, text: 'split from another incident' }]),
    ],
    unseen:
      unseen.length === 0
        ? undefined
        : {
            title: 'Not everything could be seen meanwhile',
            text: `${unseen.join(', ')} did not answer: what they would have said is missing here.`,
          },
  };
}
