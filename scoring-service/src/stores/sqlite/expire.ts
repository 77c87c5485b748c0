import type { DatabaseSync } from 'node:sqlite';
import type { ScoreStore } from '../score-store.ts';
import type { SignalKeys } from './signal-keys.ts';
import { sortedLabels } from '../../signals/signal-id.ts';
import { labelsOf } from './signal-rows.ts';
import { row, rows, transaction } from './sql.ts';

type Leaving = Pick<ScoreStore, 'forgetDetector' | 'expire'>;

/** Rows removed in one call: some 50 ms of work, during which the service answers nobody. */
const EXPIRE_MOST = 20_000;

/** How rows leave the store: by age, and with their detector. */
export function createLeaving(db: DatabaseSync, keys: SignalKeys): Leaving {
  const slowest = db.prepare('SELECT min(seq) AS seq FROM followers WHERE name LIKE ?');
  // A forgotten signal loses all its rows, whoever has yet to read them.
  const leaving = db.prepare(`SELECT s.key, s.labels, s.detector_id IS NULL AS forgotten
    FROM signals s JOIN signal_state st ON st.signal = s.key
    WHERE s.detector_id IS NULL OR st.oldest_time < ? ORDER BY st.oldest_time`);
  const removeScores = db.prepare(`DELETE FROM scores WHERE signal = ?1 AND time IN
    (SELECT time FROM scores WHERE signal = ?1 AND time < ?2 AND seq <= ?3 ORDER BY time LIMIT ?4)`);
  const setOldest = db.prepare(`UPDATE signal_state SET
    oldest_time = (SELECT min(time) FROM scores WHERE signal = ?1) WHERE signal = ?1`);
  const removeAnomalies = db.prepare(`DELETE FROM anomalies WHERE id IN
    (SELECT id FROM anomalies WHERE start_time < ?1 AND end_time < ?1 AND seq <= ?2 LIMIT ?3)`);
  const removeAnomaliesOf = db.prepare('DELETE FROM anomalies WHERE signal = ?');
  const removeLabel = db.prepare('DELETE FROM signal_labels WHERE name = ? AND value = ? AND signal = ?');
  const removeState = db.prepare('DELETE FROM signal_state WHERE signal = ?');
  const removeSignal = db.prepare('DELETE FROM signals WHERE key = ?');
  const forgotten = db.prepare('SELECT key FROM signals WHERE detector_id = ?');
  const forget = db.prepare('UPDATE signals SET detector_id = NULL WHERE detector_id = ?');
  const removeWatermark = db.prepare('DELETE FROM watermarks WHERE detector_id = ?');

  const read = (what: 'scores' | 'anomalies'): number =>
    row<{ seq: number | null }>(slowest, `%:${what}`)?.seq ?? Number.MAX_SAFE_INTEGER;

  const remove = (signal: { key: number; labels: string }): void => {
    for (const [name, value] of sortedLabels(labelsOf(signal.labels)))
      removeLabel.run(name, value, signal.key);
    removeState.run(signal.key);
    removeSignal.run(signal.key);
  };

  return {
    forgetDetector(detectorId) {
      transaction(db, () => {
        for (const { key } of rows<{ key: number }>(forgotten, detectorId)) removeAnomaliesOf.run(key);
        forget.run(detectorId);
        removeWatermark.run(detectorId);
      });
      keys.drop(detectorId);
    },

    expire(beforeMs) {
      return transaction(db, () => {
        const scoresRead = read('scores');
        let scores = 0;
        for (const signal of rows<{ key: number; labels: string; forgotten: number }>(leaving, beforeMs)) {
          const all = signal.forgotten === 1;
          const before = all ? Number.MAX_SAFE_INTEGER : beforeMs;
          const upTo = all ? Number.MAX_SAFE_INTEGER : scoresRead;
          const most = EXPIRE_MOST - scores;
          const removed = Number(removeScores.run(signal.key, before, upTo, most).changes);
          scores += removed;
          if (removed === most) break;
          if (all) remove(signal);
          else if (removed > 0) setOldest.run(signal.key);
        }
        const anomalies = Number(removeAnomalies.run(beforeMs, read('anomalies'), EXPIRE_MOST).changes);
        return { scores, anomalies, more: scores >= EXPIRE_MOST || anomalies >= EXPIRE_MOST };
      });
    },
  };
}
