import type { Episode } from './episode.ts';
import type { Group } from './grouping.ts';

export type IncidentStatus = 'open' | 'acknowledged' | 'resolved' | 'merged';

/** Something that happened to an incident. Times are epoch ms, of the readings; `by` is a person, or absent. */
export interface IncidentEvent {
  at: number;
  what: 'opened' | 'grew' | 'merged' | 'split' | 'acknowledged' | 'resolved' | 'reopened';
  detail: string;
  by?: string;
}

/** An episode as its incident keeps it: its anomalies by their ids. */
export interface IncidentPart extends Pick<
  Episode,
  'id' | 'entity' | 'start' | 'end' | 'score' | 'intervalMs'
> {
  anomalies: string[];
}

/** A part and what it came of, with the evidence for that (nats). */
interface IncidentSpread {
  from: IncidentPart;
  to: IncidentPart;
  evidence: number;
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
  parts: IncidentPart[];
  spread: IncidentSpread[];
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

/** The parts of a group, and how trouble went from one to the other. */
export function partsOf({ episodes, spread }: Group): Pick<Incident, 'parts' | 'spread'> {
  const parts = new Map(episodes.map((episode) => [episode, partOf(episode)]));
  return {
    parts: [...parts.values()],
    spread: spread.map(({ from, to, evidence }) => ({
      from: parts.get(from) ?? partOf(from),
      to: parts.get(to) ?? partOf(to),
      evidence,
    })),
  };
}

function partOf({ id, entity, start, end, score, intervalMs, anomalies }: Episode): IncidentPart {
  return { id, entity, start, end, score, intervalMs, anomalies: anomalies.map((anomaly) => anomaly.id) };
}
