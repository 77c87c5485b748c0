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
  const { merged_into: mergedInto, split_from: splitFrom, unseen, late } = incident;
  const missing = [
    ...(unseen.length === 0
      ? []
      : [`${unseen.join(', ')} did not answer: what they would have said is missing here.`]),
    ...(late.length === 0 ? [] : [lateText(late)]),
  ];
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
      missing.length === 0
        ? undefined
        : { title: 'Not everything could be seen meanwhile', text: missing.join(' ') },
  };
}

const SERVICES_TOLD = 3;

/** `12 spans of cart, web came up to 4 min after they ended, too late to be scored.` */
function lateText(late: IncidentDetail['late']): string {
  const spans = late.reduce((sum, one) => sum + one.spans, 0);
  const longest = formatDuration(1000 * Math.max(...late.map(({ seconds }) => seconds)));
  const named = late.slice(0, SERVICES_TOLD).map(({ service }) => service);
  const more = late.length > named.length ? ` and ${late.length - named.length} more` : '';
  const [what, they] = spans === 1 ? ['1 span', 'it'] : [`${spans} spans`, 'they'];
  return `${what} of ${named.join(', ')}${more} came up to ${longest} after ${they} ended, too late to be scored.`;
}
