import type { Detector } from '@lapwing/contract';
import type { ScoreStore } from '../stores/score-store.ts';
import type { SnapshotStore } from '../stores/snapshot-store.ts';
import type { DetectorState } from './detector-state.ts';
import { decodeState } from './snapshot-codec.ts';

/** Where a detector goes on from. */
export interface LoadedState {
  /** Undefined: nothing usable is kept, and the state must be learned from the source. */
  state: DetectorState | undefined;
  /** Intervals before this are in the store: replaying them writes nothing. -Infinity for a new detector. */
  writeFrom: number;
  /** Why the state must be learned anew although there are scores; empty otherwise. */
  rebuilt: string;
}

/** The newest snapshot, when it fits the detector and the store. */
export function loadState(detector: Detector, scores: ScoreStore, snapshots: SnapshotStore): LoadedState {
  const writeFrom = scores.watermark(detector.id);
  if (writeFrom === undefined) return { state: undefined, writeFrom: -Infinity, rebuilt: '' };
  const anew = (why: string): LoadedState => ({ state: undefined, writeFrom, rebuilt: why });
  const snapshot = snapshots.load(detector.id);
  if (snapshot === undefined) return anew('there is no snapshot of it');
  if (snapshot.watermark > writeFrom) return anew('its snapshot is newer than the stored scores');
  const state = decodeState(detector, snapshot);
  if ('unusable' in state) return anew(`its snapshot cannot be used: ${state.unusable}`);
  return { state, writeFrom, rebuilt: '' };
}
