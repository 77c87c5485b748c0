import type { DatabaseSync } from 'node:sqlite';
import { sortedLabels } from '../../signals/signal-id.ts';
import { LapwingError } from '../../errors.ts';
import type { NewSignal } from '../score-store.ts';
import { row } from './sql.ts';

const MS_PER_SECOND = 1000;

/** A detector's signals by their small integer keys; what was asked for once is remembered. */
export interface SignalKeys {
  /** Adds a signal that is not there yet. */
  add(signal: NewSignal): void;
  /** The key of a detector's signal. Throws LapwingError INTERNAL for one that was never added. */
  of(detectorId: string, signalId: string): number;
  /** Forgets what it remembers of a detector: after a rolled back transaction, or when the detector goes. */
  drop(detectorId: string): void;
}

export function createSignalKeys(db: DatabaseSync): SignalKeys {
  const known = new Map<string, Map<string, number>>();
  const find = db.prepare('SELECT key FROM signals WHERE detector_id = ? AND id = ?');
  const insert = db.prepare(`INSERT INTO signals (id, detector_id, source, kind, labels, search, interval_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (detector_id, id) DO NOTHING RETURNING key`);
  const insertState = db.prepare('INSERT INTO signal_state (signal) VALUES (?)');
  const insertLabel = db.prepare('INSERT INTO signal_labels (name, value, signal) VALUES (?, ?, ?)');

  const keysOf = (detectorId: string): Map<string, number> => {
    const keys = known.get(detectorId) ?? new Map<string, number>();
    known.set(detectorId, keys);
    return keys;
  };

  return {
    add(signal) {
      const pairs = sortedLabels(signal.labels);
      const added = row<{ key: number }>(
        insert,
        signal.id,
        signal.detectorId,
        signal.source,
        signal.kind,
        JSON.stringify(Object.fromEntries(pairs)),
        pairs.map(([, value]) => value.toLowerCase()).join('\n'),
        signal.intervalSeconds * MS_PER_SECOND,
      );
      if (added === undefined) return;
      insertState.run(added.key);
      for (const [name, value] of pairs) insertLabel.run(name, value, added.key);
      keysOf(signal.detectorId).set(signal.id, added.key);
    },

    of(detectorId, signalId) {
      const keys = keysOf(detectorId);
      const remembered = keys.get(signalId);
      if (remembered !== undefined) return remembered;
      const found = row<{ key: number }>(find, detectorId, signalId);
      if (found === undefined) {
        throw new LapwingError('INTERNAL', {
          message: `signal ${signalId} of detector ${detectorId} is not in the store`,
          where: 'scores',
          hint: 'hand a new signal over in `newSignals` no later than its first score',
        });
      }
      keys.set(signalId, found.key);
      return found.key;
    },

    drop: (detectorId) => void known.delete(detectorId),
  };
}
