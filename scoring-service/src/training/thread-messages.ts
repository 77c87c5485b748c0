import type { NetKind } from '@lapwing/engine';
import type { TrainingOutcome, TrainingProgress } from './train-net.ts';

/** What the training thread is started with. */
export interface TrainingTask {
  kind: NetKind;
  /** Detectors whose scored readings it learns from. */
  detectors: string[];
  /** The label that signals of one service share. */
  by: string;
  dataFolder: string;
  shelfFolder: string;
  seed: number;
  steps?: number;
}

export type FromTraining =
  | { type: 'progress'; progress: TrainingProgress }
  | { type: 'done'; outcome: TrainingOutcome }
  /** `ordinary`: there is too little to learn from as yet. */
  | { type: 'failed'; ordinary: boolean; message: string };
