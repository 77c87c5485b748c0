import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Labels, SignalKind } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import { eachRow, rows, storeError } from '../stores/sqlite/sql.ts';
import type { TrainingSignal } from './training-signal.ts';

/** Signals that are read of a detector at most, evenly over all of them: a net learns a kind of signal from a sample. */
const SIGNALS_MOST = 200;
/** The newest readings of a signal that are read. */
const READINGS_MOST = 20_000;

/**
 * What `detectors` have scored, from the data folder, newest last. Only reads, so it may run beside the service.
 * Throws LapwingError NOT_FOUND, STORE_UNAVAILABLE.
 */
export function readHistory(dataFolder: string, detectors: readonly string[]): TrainingSignal[] {
  const file = path.join(dataFolder, 'scores.db');
  if (!existsSync(file)) {
    throw new LapwingError('NOT_FOUND', {
      message: 'there are no scores in the data folder',
      where: file,
      hint: 'Name the configuration whose data is meant (--config), or let the detector score for a while.',
    });
  }
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    const open = db;
    return detectors.flatMap((detector) => signalsOf(open, detector));
  } catch (error) {
    throw storeError(error, file);
  } finally {
    db?.close();
  }
}

interface SignalRow {
  key: number;
  kind: SignalKind;
  labels: string;
}

function signalsOf(db: DatabaseSync, detector: string): TrainingSignal[] {
  const all = rows<SignalRow>(
    db.prepare('SELECT key, kind, labels FROM signals WHERE detector_id = ? ORDER BY id'),
    detector,
  );
  const every = Math.max(1, Math.ceil(all.length / SIGNALS_MOST));
  const newest = db.prepare('SELECT time, value FROM scores WHERE signal = ? ORDER BY time DESC LIMIT ?');
  return all
    .filter((_, i) => i % every === 0)
    .map(({ key, kind, labels }) => {
      const readings = [...eachRow<{ time: number; value: number }>(newest, key, READINGS_MOST)].reverse();
      return {
        kind,
        labels: JSON.parse(labels) as Labels,
        times: Float64Array.from(readings, ({ time }) => time),
        values: Float64Array.from(readings, ({ value }) => value),
      };
    });
}
