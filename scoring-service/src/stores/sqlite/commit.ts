import type { DatabaseSync } from 'node:sqlite';
import type { Anomaly } from '@lapwing/contract';
import type { ScoreColumns, ScoreCommit } from '../score-store.ts';
import { severityRank } from './severity-rank.ts';
import type { SignalKeys } from './signal-keys.ts';
import { row, transaction } from './sql.ts';
import { createStateUpdates } from './state-updates.ts';

/**
 * Stores a step of a detector in one transaction. A row that is there already, unchanged, keeps its place in the
 * order of writing, so that a replay gives the followers nothing to do; a changed one gets a new place.
 */
export function createCommit(db: DatabaseSync, keys: SignalKeys): (step: ScoreCommit) => void {
  const sequence = db.prepare('SELECT last FROM sequences WHERE name = ?');
  const setSequence = db.prepare('UPDATE sequences SET last = ? WHERE name = ?');
  const setWatermark = db.prepare(`INSERT INTO watermarks (detector_id, until) VALUES (?, ?)
    ON CONFLICT (detector_id) DO UPDATE SET until = excluded.until`);
  const putScore = db.prepare(upsert('scores', SCORE_COLUMNS, 'signal, time'));
  const putAnomaly = db.prepare(upsert('anomalies', ANOMALY_COLUMNS, 'id'));
  const openAnomaly = db.prepare(
    'UPDATE signal_state SET open_anomaly = ?, open_severity = ? WHERE signal = ?',
  );
  const closeAnomaly = db.prepare(
    'UPDATE signal_state SET open_anomaly = NULL, open_severity = 0 WHERE signal = ? AND open_anomaly = ?',
  );
  const updates = createStateUpdates(db);
  const last = (name: string): number => row<{ last: number }>(sequence, name)?.last ?? 0;

  const writeScores = (detectorId: string, columns: ScoreColumns): void => {
    const { signals, times, values, scores, pValues, news, expected, lower, upper } = columns;
    let seq = last('scores');
    for (let i = 0; i < signals.length; i++) {
      const value = values[i];
      // An interval without a reading is a gap: nothing is stored for it.
      if (!Number.isFinite(value)) continue;
      const key = keys.of(detectorId, signals[i]);
      const score = scores[i];
      putScore.run(++seq, key, times[i], value, score, pValues[i], news[i], expected[i], lower[i], upper[i]);
      updates.note(key, times[i], value, score);
    }
    setSequence.run(seq, 'scores');
    updates.flush();
  };

  const writeAnomalies = (detectorId: string, anomalies: Anomaly[]): void => {
    let seq = last('anomalies');
    for (const anomaly of anomalies) {
      const key = keys.of(detectorId, anomaly.signal_id);
      const rank = severityRank(anomaly.severity);
      putAnomaly.run(
        ++seq,
        anomaly.id,
        key,
        Date.parse(anomaly.start),
        anomaly.end === null ? null : Date.parse(anomaly.end),
        Date.parse(anomaly.peak),
        rank,
        anomaly.score,
        anomaly.p_value,
        anomaly.actual,
        anomaly.expected,
        anomaly.lower,
        anomaly.upper,
        anomaly.feature,
        anomaly.model,
        anomaly.reason,
        anomaly.alert,
        anomaly.alert_reason,
        JSON.stringify(anomaly.trace),
      );
      if (anomaly.end === null) openAnomaly.run(anomaly.id, rank, key);
      else closeAnomaly.run(key, anomaly.id);
    }
    setSequence.run(seq, 'anomalies');
  };

  return (step) => {
    try {
      transaction(db, () => {
        for (const signal of step.newSignals) keys.add(signal);
        if (step.scores.signals.length > 0) writeScores(step.detectorId, step.scores);
        if (step.anomalies.length > 0) writeAnomalies(step.detectorId, step.anomalies);
        setWatermark.run(step.detectorId, step.watermark);
      });
    } catch (error) {
      keys.drop(step.detectorId);
      updates.clear();
      throw error;
    }
  };
}

const SCORE_COLUMNS = [
  'signal',
  'time',
  'value',
  'score',
  'p_value',
  'news',
  'expected',
  'lower',
  'upper',
] as const;
const ANOMALY_COLUMNS = [
  'id',
  'signal',
  'start_time',
  'end_time',
  'peak_time',
  'severity',
  'score',
  'p_value',
  'actual',
  'expected',
  'lower',
  'upper',
  'feature',
  'model',
  'reason',
  'alert',
  'alert_reason',
  'trace',
] as const;

/** Inserts a row under a new `seq`; one that is there under `key` moves to the new `seq` if anything in it changed. */
function upsert(table: string, columns: readonly string[], key: string): string {
  const changed = columns.map((column) => `${column} IS NOT excluded.${column}`).join(' OR ');
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return `INSERT INTO ${table} (seq, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})
    ON CONFLICT (${key}) DO UPDATE SET seq = excluded.seq, ${set} WHERE ${changed}`;
}
