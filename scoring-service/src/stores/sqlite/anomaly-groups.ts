import type { DatabaseSync } from 'node:sqlite';
import type { AnomalyGroup, AnomalyGroups, ScoreStore } from '../score-store.ts';
import { add, signalConditions, where } from './conditions.ts';
import { severityOfRank, severityRank } from './severity-rank.ts';
import { labelsOf } from './signal-rows.ts';
import { eachRow, rows } from './sql.ts';

interface GroupRow {
  time: number;
  severity: number;
  signal: number;
  count: number;
  raised: number;
}

/** Counts of anomalies by stretch of time, severity and signal, as the database groups them. */
export function createAnomalyGroups(db: DatabaseSync): Pick<ScoreStore, 'anomalyGroups'> {
  return {
    anomalyGroups({ from, to, stepMs, severities, ...filter }): AnomalyGroups {
      const conditions = signalConditions(filter);
      add(conditions, 'a.start_time >= ?', from);
      add(conditions, 'a.start_time < ?', to);
      if (severities !== undefined) {
        const ranks = severities.map(severityRank);
        add(conditions, `a.severity IN (${ranks.map(() => '?').join(', ')})`, ...ranks);
      }
      const joined = `FROM anomalies a JOIN signals s ON s.key = a.signal ${where(conditions)}`;
      const found = rows<{ key: number; id: string; detector_id: string; labels: string }>(
        db.prepare(`SELECT DISTINCT s.key, s.id, s.detector_id, s.labels ${joined}`),
        ...conditions.values,
      );
      const step = Math.round(stepMs);
      const groups = eachRow<GroupRow>(
        db.prepare(`SELECT a.start_time / ${step} * ${step} AS time, a.severity, a.signal, count(*) AS count,
            sum(a.alert = 'raised') AS raised ${joined} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`),
        ...conditions.values,
      );
      return {
        signals: new Map(
          found.map(({ key, id, detector_id, labels }) => [
            key,
            { signalId: id, detectorId: detector_id, labels: labelsOf(labels) },
          ]),
        ),
        groups: groupsOf(groups),
      };
    },
  };
}

function* groupsOf(found: Iterable<GroupRow>): Iterable<AnomalyGroup> {
  for (const { severity, ...group } of found) yield { ...group, severity: severityOfRank(severity) ?? 'LOW' };
}
