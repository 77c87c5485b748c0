import { severityOf, type Incident as IncidentRecord, type LateSpans, type Suspect } from '@lapwing/contract';
import type { Incident, IncidentPart } from '@lapwing/engine';
import { stretchesOf } from './episodes-of.ts';
import type { Suspicion } from './suspects-of.ts';
import { wayOf } from './way-of.ts';

/** Services named in a title; the rest is counted. */
const TITLE_SERVICES = 3;

export interface RecordContext {
  unseen: readonly string[];
  late: readonly LateSpans[];
  /** The service that stands out by the anomalies of some parts alone; null when none does. */
  suspectIn: (parts: readonly IncidentPart[]) => string | null;
}

/** An incident of the engine as the contract has it. */
export function incidentRecord(
  incident: Incident,
  { suspects, confidence }: Suspicion,
  { unseen, late, suspectIn }: RecordContext,
): IncidentRecord {
  const services = [...new Set(incident.parts.map(({ entity }) => entity))];
  const suspect = confidence === 'unknown' ? null : (suspects[0] ?? null);
  return {
    id: incident.id,
    status: incident.status,
    severity: severityOf(incident.score) ?? 'LOW',
    score: incident.score,
    title: titleOf(services, suspect),
    started_at: iso(incident.startedAt),
    updated_at: iso(incident.updatedAt),
    resolved_at: Number.isNaN(incident.resolvedAt) ? null : iso(incident.resolvedAt),
    services,
    anomalies: incident.anomalies.size,
    suspect,
    suspects,
    confidence,
    parts: incident.parts.map(({ entity, start, end, score, anomalies }) => ({
      entity,
      start: iso(start),
      end: Number.isFinite(end) ? iso(end) : null,
      score,
      anomaly_ids: anomalies,
    })),
    steps: wayOf(incident, suspect),
    episodes: stretchesOf(incident.parts).map((stretch) => ({
      start: iso(stretch.start),
      end: Number.isFinite(stretch.end) ? iso(stretch.end) : null,
      services: [...new Set(stretch.parts.map(({ entity }) => entity))],
      suspect: suspectIn(stretch.parts),
    })),
    history: incident.events.map(({ at, what, detail, by }) => ({
      at: iso(at),
      what,
      detail,
      by: by ?? null,
    })),
    unseen: [...unseen],
    late: [...late],
    merged_into: incident.mergedInto ?? null,
    split_from: incident.splitFrom ?? null,
  };
}

function titleOf(services: readonly string[], suspect: Suspect | null): string {
  const first = suspect?.service ?? services[0] ?? 'nothing any more';
  const others = services.filter((service) => service !== first);
  if (others.length === 0) return `Trouble in ${first}`;
  const named = others.slice(0, TITLE_SERVICES).join(', ');
  const more = others.length > TITLE_SERVICES ? ` and ${others.length - TITLE_SERVICES} more` : '';
  return `Trouble in ${first}, felt in ${named}${more}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
