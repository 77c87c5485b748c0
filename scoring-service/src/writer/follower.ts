import { severityOf } from '@lapwing/contract';
import type { FollowerName, ScoreStore } from '../stores/score-store.ts';
import { anomalyDocument, scoreDocument, type Outgoing } from './documents.ts';

export const SCORES_FOLLOWER: FollowerName = 'opensearch:scores';
export const ANOMALIES_FOLLOWER: FollowerName = 'opensearch:anomalies';

/** A written row: its place in the order of writing, and its document if it is exported. */
interface Followed {
  seq: number;
  outgoing: Outgoing | undefined;
}

/** One of the two tables that the writer follows. */
export interface Follower {
  what: 'scores' | 'anomalies';
  name: FollowerName;
  read(after: number, most: number): Followed[];
}

export function followers(store: ScoreStore, scores: 'all' | 'anomalous'): Follower[] {
  return [
    {
      what: 'anomalies',
      name: ANOMALIES_FOLLOWER,
      read: (after, most) =>
        store.anomaliesAfter(after, most).map(({ seq, anomaly }) => ({
          seq,
          outgoing: anomalyDocument(anomaly),
        })),
    },
    {
      what: 'scores',
      name: SCORES_FOLLOWER,
      read: (after, most) =>
        store.scoresAfter(after, most).map((row) => ({
          seq: row.seq,
          outgoing: scores === 'all' || severityOf(row.score) !== undefined ? scoreDocument(row) : undefined,
        })),
    },
  ];
}
