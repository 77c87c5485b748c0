import type { DatabaseSync } from 'node:sqlite';
import type { Labels } from '@lapwing/contract';
import { sortedLabels } from '../../signals/signal-id.ts';
import type { SeriesChunk } from '../../sources/source.ts';
import type { ReadingStore } from '../reading-store.ts';
import { add, where, type Conditions } from './conditions.ts';
import { createScoredMarks, type ScoredMarks } from './scored-marks.ts';
import { labelsOf } from './signal-rows.ts';
import { row, rows, transaction } from './sql.ts';

/** Readings removed in one call: some 20 ms of work, during which the service answers nobody. */
const EXPIRE_MOST = 20_000;

interface SeriesEntry {
  key: number;
  scoredUntil: number;
}

/** The reading store on a database with READING_MIGRATIONS. Closing it closes the database. */
export function createSqliteReadingStore(db: DatabaseSync): ReadingStore {
  const marks = createScoredMarks(db);
  const entryOf = createSeriesEntries(db, marks);
  const putReading = db.prepare(`INSERT INTO readings (series, time, value) VALUES (?, ?, ?)
    ON CONFLICT (series, time) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value`);
  const inRange = db.prepare(`SELECT time, value FROM readings
    WHERE series = ? AND time >= ? AND time < ? AND value IS NOT NULL ORDER BY time`);
  inRange.setReturnArrays(true);
  // Two look-ups at the ends of the primary key; min and max in one SELECT would read the whole series.
  const first = db.prepare('SELECT min(time) AS time FROM readings WHERE series = ?');
  const last = db.prepare('SELECT max(time) AS time FROM readings WHERE series = ?');
  const removeOld = db.prepare(`DELETE FROM readings WHERE series = ?1 AND time IN
    (SELECT time FROM readings WHERE series = ?1 AND time < ?2 ORDER BY time LIMIT ?3)`);
  const anyReading = db.prepare('SELECT 1 AS one FROM readings WHERE series = ? LIMIT 1');
  const removeSeries = db.prepare('DELETE FROM series WHERE key = ?');
  const removeLabels = db.prepare('DELETE FROM series_labels WHERE name = ? AND value = ? AND series = ?');

  return {
    put(readings) {
      return transaction(db, () => {
        const entries = new Map<Labels, SeriesEntry>();
        const answer = { accepted: 0, repeated: 0, late: 0 };
        for (const { labels, time, value } of readings) {
          const entry = entries.get(labels) ?? entryOf(labels);
          entries.set(labels, entry);
          const stored = Number(
            putReading.run(entry.key, time, Number.isFinite(value) ? value : null).changes,
          );
          if (stored === 0) {
            answer.repeated++;
            continue;
          }
          answer.accepted++;
          if (time < entry.scoredUntil) answer.late++;
        }
        return answer;
      });
    },

    range(match, { from, to }): SeriesChunk[] {
      const chunks: SeriesChunk[] = [];
      for (const { key, labels } of matching(db, match)) {
        const found = inRange.all(key, from, to) as unknown as [number, number][];
        if (found.length === 0) continue;
        chunks.push({
          labels: labelsOf(labels),
          times: Float64Array.from(found, (pair) => pair[0]),
          values: Float64Array.from(found, (pair) => pair[1]),
        });
      }
      return chunks;
    },

    extent(match) {
      let extent: { first: number; last: number } | undefined;
      for (const { key } of matching(db, match)) {
        const earliest = row<{ time: number | null }>(first, key)?.time ?? null;
        const latest = row<{ time: number | null }>(last, key)?.time ?? null;
        if (earliest === null || latest === null) continue;
        extent = {
          first: Math.min(extent?.first ?? earliest, earliest),
          last: Math.max(extent?.last ?? latest, latest),
        };
      }
      return extent;
    },

    markScored: (match, until) => marks.set(match, until),

    expire(beforeMs) {
      return transaction(db, () => {
        let removed = 0;
        for (const { key, labels } of matching(db, {})) {
          const gone = Number(removeOld.run(key, beforeMs, EXPIRE_MOST - removed).changes);
          removed += gone;
          if (removed === EXPIRE_MOST) break;
          if (gone === 0 || row(anyReading, key) !== undefined) continue;
          for (const [name, value] of sortedLabels(labelsOf(labels))) removeLabels.run(name, value, key);
          removeSeries.run(key);
        }
        return removed;
      });
    },

    close: () => db.close(),
  };
}

/** The series with these labels, made when it is not there yet, and up to when it has been scored. */
function createSeriesEntries(db: DatabaseSync, marks: ScoredMarks): (labels: Labels) => SeriesEntry {
  const find = db.prepare('SELECT key FROM series WHERE labels = ?');
  const insert = db.prepare('INSERT INTO series (labels) VALUES (?)');
  const insertLabel = db.prepare('INSERT INTO series_labels (name, value, series) VALUES (?, ?, ?)');
  return (labels) => {
    const pairs = sortedLabels(labels);
    const spelling = JSON.stringify(Object.fromEntries(pairs));
    let key = row<{ key: number }>(find, spelling)?.key;
    if (key === undefined) {
      key = Number(insert.run(spelling).lastInsertRowid);
      for (const [name, value] of pairs) insertLabel.run(name, value, key);
    }
    return { key, scoredUntil: marks.until(labels) };
  };
}

/** Series whose labels contain `match`, in the order in which they were first seen. */
function matching(db: DatabaseSync, match: Labels): { key: number; labels: string }[] {
  const conditions: Conditions = { parts: [], values: [] };
  for (const [name, value] of sortedLabels(match)) {
    add(conditions, 'key IN (SELECT series FROM series_labels WHERE name = ? AND value = ?)', name, value);
  }
  const query = db.prepare(`SELECT key, labels FROM series ${where(conditions)} ORDER BY key`);
  return rows<{ key: number; labels: string }>(query, ...conditions.values);
}
