import type { DatabaseSync } from 'node:sqlite';
import type { ScoreSeries, Signal } from '@lapwing/contract';
import { z } from 'zod';
import { bucketLength, downsample, type SeriesRow } from '../downsample.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import type { Page, PageRequest, ScoreStore, SignalFilter } from '../score-store.ts';
import { add, signalConditions, where, type Conditions } from './conditions.ts';
import { severityRank } from './severity-rank.ts';
import { SIGNAL_COLUMNS, SIGNAL_TABLES, labelsOf, signalOf, type SignalRow } from './signal-rows.ts';
import { eachRow, row, rows } from './sql.ts';

/** Severity, score and key of the last signal of a page, as ORDER sorts them. */
const Place = z.tuple([z.number(), z.number(), z.number()]);

/** Worst first. A signal without a score yet comes after those that score 0. */
const ORDER = '-st.open_severity, -ifnull(st.last_score, -1), s.key';

const MS_PER_SECOND = 1000;

type SignalQueries = Pick<ScoreStore, 'signals' | 'signal' | 'signalsAfter' | 'series'>;

export function createSignalQueries(db: DatabaseSync): SignalQueries {
  // The same id under two detectors: the one that scored last speaks for it.
  const byId = db.prepare(`SELECT ${SIGNAL_COLUMNS} FROM ${SIGNAL_TABLES}
    WHERE s.id = ? AND s.detector_id IS NOT NULL ORDER BY st.last_time DESC, s.key LIMIT 1`);
  const afterKey = db.prepare(
    'SELECT key, detector_id AS detectorId, labels FROM signals WHERE key > ? AND detector_id IS NOT NULL ORDER BY key LIMIT ?',
  );
  const range = db.prepare(`SELECT time, value, expected, lower, upper, score FROM scores
    WHERE signal = ? AND time >= ? AND time < ? ORDER BY time`);

  return {
    signals: (filter, page) => pageOfSignals(db, filter, page),

    signal(id): Signal | undefined {
      const found = row<SignalRow>(byId, id);
      return found && signalOf(found);
    },

    signalsAfter: (key, most) =>
      rows<{ key: number; detectorId: string; labels: string }>(afterKey, key, most).map(
        ({ labels, ...signal }) => ({
          ...signal,
          labels: labelsOf(labels),
        }),
      ),

    series(id, from, to, mostPoints): ScoreSeries | undefined {
      const found = row<SignalRow>(byId, id);
      if (found === undefined) return undefined;
      const bucketMs = bucketLength(from, to, found.interval_ms, mostPoints);
      const stored = eachRow<SeriesRow>(range, found.key, from, to);
      return {
        signal: signalOf(found),
        step_seconds: bucketMs / MS_PER_SECOND,
        ...downsample(stored, found.interval_ms, bucketMs),
      };
    },
  };
}

function pageOfSignals(db: DatabaseSync, filter: SignalFilter, page: PageRequest): Page<Signal> {
  const conditions = conditionsOf(filter);
  const counted = row<{ total: number }>(
    db.prepare(`SELECT count(*) AS total FROM ${SIGNAL_TABLES} ${where(conditions)}`),
    ...conditions.values,
  );
  if (page.cursor !== undefined) {
    add(conditions, `(${ORDER}) > (?, ?, ?)`, ...decodeCursor(page.cursor, Place));
  }
  const found = rows<SignalRow>(
    db.prepare(
      `SELECT ${SIGNAL_COLUMNS} FROM ${SIGNAL_TABLES} ${where(conditions)} ORDER BY ${ORDER} LIMIT ?`,
    ),
    ...conditions.values,
    page.limit + 1,
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const next =
    found.length > items.length && last !== undefined
      ? encodeCursor([-last.open_severity, -(last.last_score ?? -1), last.key])
      : null;
  return { items: items.map(signalOf), next, total: counted?.total ?? 0 };
}

function conditionsOf(filter: SignalFilter): Conditions {
  const conditions = signalConditions(filter);
  // A signal all of whose scores are too old has gone, until it is scored again.
  add(conditions, '(st.oldest_time IS NOT NULL OR st.last_time IS NULL)');
  if (filter.kind !== undefined) add(conditions, 's.kind = ?', filter.kind);
  if (filter.text !== undefined) add(conditions, 'instr(s.search, ?) > 0', filter.text.toLowerCase());
  if (filter.severities !== undefined) {
    const ranks = filter.severities.map(severityRank);
    add(conditions, `st.open_severity IN (${ranks.map(() => '?').join(', ')})`, ...ranks);
  }
  if (filter.anomalous !== undefined) {
    add(conditions, filter.anomalous ? 'st.open_severity > 0' : 'st.open_severity = 0');
  }
  return conditions;
}
