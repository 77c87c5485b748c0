import type { DatabaseSync } from 'node:sqlite';
import { Detector } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { AdminStore, StoredDetector } from '../admin-store.ts';
import { row, rows, transaction } from './sql.ts';
import { parseStored } from './stored-json.ts';

interface DetectorRow {
  id: string;
  body: string;
  revision: number;
  created_at: number;
  changed_at: number;
  provisioned: number;
}

type Detectors = Pick<AdminStore, 'detectors' | 'detector' | 'putDetector' | 'deleteDetector'>;

export function createDetectors(db: DatabaseSync, now: () => number): Detectors {
  const all = db.prepare('SELECT * FROM detectors ORDER BY id');
  const one = db.prepare('SELECT * FROM detectors WHERE id = ?');
  const put = db.prepare(`INSERT INTO detectors (id, body, revision, created_at, changed_at, provisioned)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body, revision = excluded.revision,
      changed_at = excluded.changed_at, provisioned = excluded.provisioned`);
  const remove = db.prepare('DELETE FROM detectors WHERE id = ?');
  const find = (id: string): StoredDetector | undefined => {
    const found = row<DetectorRow>(one, id);
    return found && storedOf(found);
  };

  return {
    detectors: () => rows<DetectorRow>(all).map(storedOf),
    detector: find,

    putDetector(detector, revision, provisioned) {
      return transaction(db, () => {
        const before = row<DetectorRow>(one, detector.id);
        const current = before?.revision ?? 0;
        if (current !== revision) throw changedMeanwhile(detector.id, current, revision);
        const at = now();
        const created = before?.created_at ?? at;
        const body = JSON.stringify(detector);
        put.run(detector.id, body, current + 1, created, at, provisioned ? 1 : 0);
        return { detector, revision: current + 1, createdAt: created, changedAt: at, provisioned };
      });
    },

    deleteDetector: (id) => Number(remove.run(id).changes) > 0,
  };
}

function storedOf(found: DetectorRow): StoredDetector {
  return {
    detector: parseStored(Detector, found.body, `detector ${found.id}`),
    revision: found.revision,
    createdAt: found.created_at,
    changedAt: found.changed_at,
    provisioned: found.provisioned === 1,
  };
}

function changedMeanwhile(id: string, stored: number, given: number): LapwingError {
  const message =
    given === 0
      ? `detector ${id} exists already`
      : stored === 0
        ? `detector ${id} does not exist any more`
        : `detector ${id} was changed meanwhile: it is at revision ${stored}, not ${given}`;
  return new LapwingError('CONFLICT', {
    message,
    where: given === 0 ? 'id' : 'revision',
    hint:
      given === 0 ? 'choose another id, or change the detector' : 'read the detector again, then change it',
  });
}
