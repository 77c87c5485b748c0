import type { Incident, IncidentStatus, IncidentSummary, Severity } from '@lapwing/contract';
import type { Page, PageRequest } from './score-store.ts';

export interface IncidentFilter {
  /** Incidents that overlap [from, to); epoch ms. */
  from?: number;
  to?: number;
  /** All but merged ones unless told. */
  statuses?: IncidentStatus[];
  severities?: Severity[];
  /** One of the services that it touches. */
  service?: string;
}

/** An incident with the ids of its anomalies. */
export interface StoredIncident {
  incident: Incident;
  anomalyIds: string[];
}

/** Times in epoch ms; null where it has not happened. */
export interface IncidentResponse {
  start: number;
  opened: number | null;
  acknowledged: number | null;
  resolved: number | null;
}

/** One step of the correlation: all of it is stored, or none of it. */
interface IncidentCommit {
  /** The newest state of each, under its id. */
  incidents: StoredIncident[];
  /**
   * What changed of what the correlation knows: `book` hands all of it back after a restart, in the order in which the keys were
   * first put. One without a body is removed, and its place with it.
   */
  pieces: readonly (readonly [key: string, body: string | undefined])[];
  /** Anomalies up to here, in the order of writing, are taken in. */
  cursor: number;
}

/** Incidents, and how far the anomalies were made into them. */
export interface IncidentStore {
  commit(step: IncidentCommit): void;
  /** What the last commit left; undefined before the first one. */
  book(): { pieces: [key: string, body: string][]; cursor: number } | undefined;
  /** Newest start first. */
  incidents(filter: IncidentFilter, page: PageRequest): Page<IncidentSummary>;
  incident(id: string): StoredIncident | undefined;
  /** The incident that an anomaly belongs to, if any; a merged one never. */
  incidentOf(anomalyId: string): string | undefined;
  /** When incidents that began in [from, to) were opened, first acknowledged and resolved; never merged ones. */
  responses(
    filter: Pick<IncidentFilter, 'severities' | 'service'> & { from: number; to: number },
  ): IncidentResponse[];
  /** When something was wrong, of the newest `most` incidents that overlap the range: from the first part's start to the last one's end. */
  stretches(range: { from: number; to: number }, most: number): { from: number; to: number }[];
  /** Incidents written after `seq`, in the order of writing. */
  incidentsAfter(seq: number, most: number): (StoredIncident & { seq: number })[];
  /** Removes incidents that were over before `beforeMs`; answers how many. */
  expire(beforeMs: number): number;
}
