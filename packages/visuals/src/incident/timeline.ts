import { severityOf, type Incident, type Severity } from '@lapwing/contract';

/** One service (or host, or signal) of an incident, as a bar on a timeline. Times in epoch ms. */
export interface TimelineRow {
  entity: string;
  severity: Severity;
  score: number;
  start: number;
  /** null while it goes on: the bar reaches to the right edge. */
  end: number | null;
  /** Behind the beginning of the incident, seconds. */
  lagSeconds: number;
  anomalyIds: string[];
  /** Its place among the suspects; undefined where it is none. */
  rank: number | undefined;
  /** What it is supposed to have come of; undefined where the incident, or this part of it, began. */
  from: string | undefined;
}

export interface Timeline {
  /** In order of onset; of those that began at once the suspects first, then the louder one. */
  rows: TimelineRow[];
  from: number;
  to: number;
}

/** Share of the shown time that stays free before the first onset and after the last end. */
const MARGIN = 0.05;
const SHORTEST_MS = 60_000;
/** After every suspect. */
const UNRANKED = Number.MAX_SAFE_INTEGER;

/** An incident's parts in order of onset; `now` (epoch ms) is where open parts end. */
export function incidentTimeline(incident: Incident, now: number): Timeline {
  const began = Date.parse(incident.started_at);
  const ranks = new Map(incident.suspects.map(({ service, rank }) => [service, rank]));
  const causes = new Map(
    incident.steps.flatMap(({ from, to }) => (from === to ? [] : [[to, from] as const])),
  );
  const rows = incident.parts.map((part): TimelineRow => {
    const start = Date.parse(part.start);
    return {
      entity: part.entity,
      severity: severityOf(part.score) ?? 'LOW',
      score: part.score,
      start,
      end: part.end === null ? null : Date.parse(part.end),
      lagSeconds: Math.max(0, (start - began) / 1000),
      anomalyIds: part.anomaly_ids,
      rank: ranks.get(part.entity),
      from: causes.get(part.entity),
    };
  });
  const last = Math.max(began + SHORTEST_MS, ...rows.map(({ end }) => end ?? now));
  const margin = (last - began) * MARGIN;
  return { rows: rows.sort(byOnset), from: began - margin, to: last + margin };
}

function byOnset(a: TimelineRow, b: TimelineRow): number {
  return (
    a.start - b.start ||
    (a.rank ?? UNRANKED) - (b.rank ?? UNRANKED) ||
    b.score - a.score ||
    (a.entity < b.entity ? -1 : 1)
  );
}
