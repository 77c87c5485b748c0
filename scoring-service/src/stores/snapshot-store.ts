/** A detector's model state at a watermark: what a restart goes on from. */
export interface Snapshot {
  watermark: number;
  bytes: Uint8Array;
}

/** A snapshot file that could not be used, and where it was moved to. */
export interface SetAside {
  file: string;
  movedTo: string;
  reason: string;
}

/** Keeps the newest whole snapshot of each detector; a crash while writing leaves the one before. */
export interface SnapshotStore {
  /** The newest snapshot; undefined when there is none, or when it is torn or foreign: then it is set aside and told. */
  load(detectorId: string): Snapshot | undefined;
  /** Once it returns, the snapshot survives a power cut. */
  save(detectorId: string, snapshot: Snapshot): void;
  delete(detectorId: string): void;
}
