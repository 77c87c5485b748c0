import type { DatabaseSync } from 'node:sqlite';
import type { Signal } from '@lapwing/contract';
import type { ScoreStore } from '../score-store.ts';
import { ANOMALY_COLUMNS, ANOMALY_TABLES, anomalyOf, type AnomalyRow } from './anomaly-rows.ts';
import { SIGNAL_COLUMNS, SIGNAL_TABLES, signalOf, type SignalRow } from './signal-rows.ts';
import { orNaN, row, rows } from './sql.ts';

type Following = Pick<
  ScoreStore,
  'scoresAfter' | 'anomaliesAfter' | 'cursor' | 'setCursor' | 'unfollow' | 'lastSeq'
>;

interface WrittenRow {
  seq: number;
  signal: number;
  time: number;
  value: number;
  score: number;
  p_value: number;
  news: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
}

/** What the followers of the store ask: the rows in the order of writing, and how far they have come. */
export function createFollowing(db: DatabaseSync): Following {
  const scores = db.prepare(`SELECT c.seq, c.signal, c.time, c.value, c.score, c.p_value, c.news, c.expected,
      c.lower, c.upper
    FROM scores c JOIN signals s ON s.key = c.signal
    WHERE c.seq > ? AND s.detector_id IS NOT NULL ORDER BY c.seq LIMIT ?`);
  const signalByKey = db.prepare(`SELECT ${SIGNAL_COLUMNS} FROM ${SIGNAL_TABLES} WHERE s.key = ?`);
  const anomalies = db.prepare(`SELECT ${ANOMALY_COLUMNS} FROM ${ANOMALY_TABLES}
    WHERE a.seq > ? AND s.detector_id IS NOT NULL ORDER BY a.seq LIMIT ?`);
  const getCursor = db.prepare('SELECT seq FROM followers WHERE name = ?');
  const register = db.prepare('INSERT INTO followers (name, seq) VALUES (?, 0) ON CONFLICT DO NOTHING');
  const putCursor = db.prepare(
    'INSERT INTO followers (name, seq) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq',
  );
  const removeFollower = db.prepare('DELETE FROM followers WHERE name = ?');
  const sequence = db.prepare('SELECT last FROM sequences WHERE name = ?');

  return {
    scoresAfter(seq, most) {
      const signals = new Map<number, Signal>();
      const signalAt = (key: number): Signal => {
        const known = signals.get(key);
        if (known !== undefined) return known;
        const found = row<SignalRow>(signalByKey, key);
        if (found === undefined) throw new Error(`scores name signal ${key}, which is not in the store`);
        const signal = signalOf(found);
        signals.set(key, signal);
        return signal;
      };
      return rows<WrittenRow>(scores, seq, most).map((written) => ({
        seq: written.seq,
        signal: signalAt(written.signal),
        time: written.time,
        value: written.value,
        score: written.score,
        pValue: written.p_value,
        news: written.news,
        expected: orNaN(written.expected),
        lower: orNaN(written.lower),
        upper: orNaN(written.upper),
      }));
    },

    anomaliesAfter: (seq, most) =>
      rows<AnomalyRow>(anomalies, seq, most).map((found) => ({ seq: found.seq, anomaly: anomalyOf(found) })),

    cursor(name) {
      const known = row<{ seq: number }>(getCursor, name);
      if (known === undefined) register.run(name);
      return known?.seq ?? 0;
    },
    setCursor: (name, seq) => void putCursor.run(name, seq),
    unfollow: (name) => void removeFollower.run(name),
    lastSeq: (what) => row<{ last: number }>(sequence, what)?.last ?? 0,
  };
}
