import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { LapwingError } from '../../errors.ts';
import type { SetAside, SnapshotStore } from '../snapshot-store.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-format.ts';
import { syncFolder, writeDurably } from './write-durably.ts';

export interface SnapshotFolderOptions {
  folder: string;
  /** Told of a file that could not be used. */
  onSetAside: (what: SetAside) => void;
  /** Called before a snapshot is written: what it stands on must be on the disk first. */
  beforeSave: () => void;
}

/** One file a detector. */
export function createSnapshotFolder(options: SnapshotFolderOptions): SnapshotStore {
  const { folder, onSetAside, beforeSave } = options;
  mkdirSync(folder, { recursive: true });
  const fileOf = (detectorId: string): string => path.join(folder, `${safeName(detectorId)}.bin`);

  return {
    load(detectorId) {
      const file = fileOf(detectorId);
      if (!existsSync(file)) return undefined;
      const decoded = attempt(file, 'read', () => decodeSnapshot(readFileSync(file)));
      if (!('fault' in decoded)) return decoded;
      const movedTo = freeName(`${file}.damaged`);
      attempt(file, 'move', () => renameSync(file, movedTo));
      onSetAside({ file, movedTo, reason: decoded.fault });
      return undefined;
    },

    save(detectorId, snapshot) {
      const file = fileOf(detectorId);
      beforeSave();
      const { header, body } = encodeSnapshot(snapshot);
      attempt(file, 'write', () => writeDurably(file, [header, body]));
    },

    delete(detectorId) {
      const file = fileOf(detectorId);
      attempt(file, 'remove', () => {
        rmSync(file, { force: true });
        syncFolder(folder);
      });
    },
  };
}

/** A detector's id is checked where it comes in; one that would leave the folder is never written, all the same. */
function safeName(detectorId: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(detectorId)) return detectorId;
  throw new LapwingError('BAD_REQUEST', {
    message: `"${detectorId}" cannot name a snapshot file`,
    where: 'detector_id',
    hint: 'use letters, digits and dashes',
  });
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name); n++) name = `${wanted}-${n}`;
  return name;
}

function attempt<Result>(file: string, what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new LapwingError(
      'STORE_UNAVAILABLE',
      {
        message: `cannot ${what} the snapshot: ${error instanceof Error ? error.message : String(error)}`,
        where: file,
        hint: 'see that the data folder is writable and the disk has room',
      },
      { cause: error },
    );
  }
}
