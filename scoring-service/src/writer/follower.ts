import { severityOf, type Watched } from '@lapwing/contract';
import type { IncidentStore } from '../stores/incident-store.ts';
import type { FollowedTable, FollowerName, ScoreStore } from '../stores/score-store.ts';
import { anomalyDocument, incidentDocument, scoreDocument, type Outgoing } from './documents.ts';

export const SCORES_FOLLOWER: FollowerName = 'opensearch:scores';
export const ANOMALIES_FOLLOWER: FollowerName = 'opensearch:anomalies';
export const INCIDENTS_FOLLOWER: FollowerName = 'opensearch:incidents';

/** A written row: its place in the order of writing, and its document if it is exported. */
interface Followed {
  seq: number;
  outgoing: Outgoing | undefined;
}

/** One of the tables that the writer follows. */
export interface Follower {
  what: FollowedTable;
  name: FollowerName;
  read(after: number, most: number): Followed[];
}

export function followers(
  store: ScoreStore,
  incidents: IncidentStore,
  scores: 'all' | 'anomalous',
  now: () => number,
  watchedBy: (detectorId: string) => Watched | undefined,
): Follower[] {
  return [
    {
      what: 'incidents',
      name: INCIDENTS_FOLLOWER,
      read: (after, most) =>
        incidents.incidentsAfter(after, most).map(({ seq, ...stored }) => ({
          seq,
          outgoing: incidentDocument(stored),
        })),
    },
    {
      what: 'anomalies',
      name: ANOMALIES_FOLLOWER,
      read: (after, most) =>
        store.anomaliesAfter(after, most).map(({ seq, anomaly }) => ({
          seq,
          outgoing: anomalyDocument(anomaly, watchedBy(anomaly.detector_id)),
        })),
    },
    {
      what: 'scores',
      name: SCORES_FOLLOWER,
      read: (after, most) => {
        const at = now();
        return store.scoresAfter(after, most).map((row) => ({
          seq: row.seq,
          outgoing:
            scores === 'all' || severityOf(row.score) !== undefined ? scoreDocument(row, at) : undefined,
        }));
      },
    },
  ];
}
