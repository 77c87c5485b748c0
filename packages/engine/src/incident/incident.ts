import type { Spread } from './grouping.ts';
import type { Episode } from './episode.ts';

export type IncidentStatus = 'open' | 'acknowledged' | 'resolved' | 'merged';

/** Something that happened to an incident. Times are epoch ms, of the readings; `by` is a person, or absent. */
export interface IncidentEvent {
  at: number;
  what: 'opened' | 'grew' | 'merged' | 'split' | 'acknowledged' | 'resolved' | 'reopened';
  detail: string;
  by?: string;
}

/** Anomalies that belong together, from the first one until the last one has ended. */
export interface Incident {
  /** Made of the id of the anomaly that it began with. */
  id: string;
  status: IncidentStatus;
  /** The anomaly that it began with; whichever group holds it goes on as this incident. */
  seed: string;
  /** Ids of all anomalies that ever belonged to it and still do. */
  anomalies: Set<string>;
  /** As it was grouped last: earliest first. Empty once it was merged. */
  episodes: Episode[];
  spread: Spread[];
  startedAt: number;
  /** When anything about it changed last. */
  updatedAt: number;
  /** NaN while it is not resolved. */
  resolvedAt: number;
  /** Decibans, of its strangest anomaly so far. */
  score: number;
  mergedInto?: string;
  splitFrom?: string;
  events: IncidentEvent[];
}
