import type { LiveEvent } from '@lapwing/contract';
import type { Logger } from 'pino';
import type { PartHealth, Source } from '../sources/source.ts';
import type { VerdictInputs } from '../verdict/inputs.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import type { SnapshotStore } from '../stores/snapshot-store.ts';
import type { NetSchedule } from '../training/net-schedule.ts';

/** What one detector's runner needs of the world. */
export interface RunnerDeps {
  source: Source;
  scores: ScoreStore;
  snapshots: SnapshotStore;
  now: () => number;
  /** How often the state is saved: what a crash costs is scoring again what came after the newest snapshot. */
  snapshotEveryMs: number;
  log: Logger;
  /** Runs a request to the source when it is this detector's turn. */
  gate: <T>(work: () => Promise<T>) => Promise<T>;
  /** Feedback and calendars; none where absent. */
  inputs?: VerdictInputs;
  /** Which net scores which interval; the shipped ones where absent. */
  nets?: NetSchedule;
  onEvent: (event: LiveEvent) => void;
  onHealth: (health: PartHealth, lagSeconds: number | null) => void;
}
