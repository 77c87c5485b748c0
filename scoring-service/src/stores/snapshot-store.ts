/** A detector's model state at a watermark: what a restart goes on from. */
export interface Snapshot {
  watermark: number;
  bytes: Uint8Array;
}

/** Keeps the newest whole snapshot of each detector; a crash while writing leaves the one before. */
export interface SnapshotStore {
  load(detectorId: string): Snapshot | undefined;
  save(detectorId: string, snapshot: Snapshot): void;
  delete(detectorId: string): void;
}
