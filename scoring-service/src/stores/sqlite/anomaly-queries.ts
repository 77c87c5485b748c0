import type { DatabaseSync } from 'node:sqlite';
import type { Anomaly } from '@lapwing/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import type { AnomalyFilter, Page, PageRequest, ScoreStore } from '../score-store.ts';
import { ANOMALY_COLUMNS, ANOMALY_TABLES, anomalyOf, type AnomalyRow } from './anomaly-rows.ts';
import { add, signalConditions, where, type Conditions } from './conditions.ts';
import { labelsOf } from './signal-rows.ts';
import { severityOfRank, severityRank } from './severity-rank.ts';
import { row, rows } from './sql.ts';

/** Start (epoch ms) and id of the last anomaly of a page. */
const Place = z.tuple([z.number(), z.string()]);

type AnomalyQueries = Pick<
  ScoreStore,
  'anomalies' | 'anomaly' | 'anomaliesById' | 'anomaliesThere' | 'anomalyCounts' | 'topSignals'
>;

export function createAnomalyQueries(db: DatabaseSync): AnomalyQueries {
  const byId = db.prepare(
    `SELECT ${ANOMALY_COLUMNS} FROM ${ANOMALY_TABLES} WHERE a.id = ? AND s.detector_id IS NOT NULL`,
  );
  const byIds = db.prepare(`SELECT ${ANOMALY_COLUMNS} FROM json_each(?) asked
    CROSS JOIN anomalies a ON a.id = asked.value JOIN signals s ON s.key = a.signal
    WHERE s.detector_id IS NOT NULL ORDER BY asked.key`);
  const there = db.prepare(`SELECT a.id FROM json_each(?) asked
    CROSS JOIN anomalies a ON a.id = asked.value JOIN signals s ON s.key = a.signal
    WHERE s.detector_id IS NOT NULL`);
  const counts = db.prepare(`SELECT start_time / CAST(?1 AS INTEGER) * CAST(?1 AS INTEGER) AS time, severity,
      count(*) AS count
    FROM anomalies WHERE start_time >= ?2 AND start_time < ?3 GROUP BY 1, 2 ORDER BY 1, 2`);
  const top = db.prepare(`SELECT s.id AS signal_id, s.labels, count(*) AS anomalies
    FROM ${ANOMALY_TABLES} WHERE a.start_time >= ? AND a.start_time < ? AND s.detector_id IS NOT NULL
    GROUP BY s.key ORDER BY anomalies DESC, max(a.score) DESC, s.key LIMIT ?`);

  return {
    anomalies: (filter, page) => pageOfAnomalies(db, filter, page),

    anomaly(id): Anomaly | undefined {
      const found = row<AnomalyRow>(byId, id);
      return found && anomalyOf(found);
    },

    anomaliesById: (ids) => rows<AnomalyRow>(byIds, JSON.stringify(ids)).map(anomalyOf),

    anomaliesThere: (ids) => new Set(rows<{ id: string }>(there, JSON.stringify(ids)).map(({ id }) => id)),

    anomalyCounts(from, to, bucketMs) {
      return rows<{ time: number; severity: number; count: number }>(counts, bucketMs, from, to).map(
        ({ time, severity, count }) => ({ time, severity: severityOfRank(severity) ?? 'LOW', count }),
      );
    },

    topSignals(from, to, most) {
      return rows<{ signal_id: string; labels: string; anomalies: number }>(top, from, to, most).map(
        ({ signal_id, labels, anomalies }) => ({ signalId: signal_id, labels: labelsOf(labels), anomalies }),
      );
    },
  };
}

/** Newest start first. */
function pageOfAnomalies(db: DatabaseSync, filter: AnomalyFilter, page: PageRequest): Page<Anomaly> {
  const conditions = conditionsOf(filter);
  const counted = row<{ total: number }>(
    db.prepare(`SELECT count(*) AS total FROM ${ANOMALY_TABLES} ${where(conditions)}`),
    ...conditions.values,
  );
  if (page.cursor !== undefined) {
    add(conditions, '(a.start_time, a.id) < (?, ?)', ...decodeCursor(page.cursor, Place));
  }
  const found = rows<AnomalyRow>(
    db.prepare(`SELECT ${ANOMALY_COLUMNS} FROM ${ANOMALY_TABLES} ${where(conditions)}
      ORDER BY a.start_time DESC, a.id DESC LIMIT ?`),
    ...conditions.values,
    page.limit + 1,
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const next =
    found.length > items.length && last !== undefined ? encodeCursor([last.start_time, last.id]) : null;
  return { items: items.map(anomalyOf), next, total: counted?.total ?? 0 };
}

function conditionsOf(filter: AnomalyFilter): Conditions {
  const conditions = signalConditions(filter);
  // An end is the first ordinary interval after the run: a run that ends at `from` does not reach into the range.
  if (filter.from !== undefined) add(conditions, '(a.end_time IS NULL OR a.end_time > ?)', filter.from);
  if (filter.to !== undefined) add(conditions, 'a.start_time < ?', filter.to);
  if (filter.signalId !== undefined) add(conditions, 's.id = ?', filter.signalId);
  if (filter.open !== undefined) {
    add(conditions, filter.open ? 'a.end_time IS NULL' : 'a.end_time IS NOT NULL');
  }
  if (filter.severities !== undefined) {
    const ranks = filter.severities.map(severityRank);
    add(conditions, `a.severity IN (${ranks.map(() => '?').join(', ')})`, ...ranks);
  }
  if (filter.alert !== undefined) add(conditions, 'a.alert = ?', filter.alert);
  return conditions;
}
