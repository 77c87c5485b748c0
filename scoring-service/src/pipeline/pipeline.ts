import { setTimeout as sleep } from 'node:timers/promises';
import type { Detector, Labels, LiveEvent } from '@lapwing/contract';
import type { Logger } from 'pino';
import type { DetectorHooks } from '../api/ports.ts';
import type { DetectorReach } from '../incidents/frontier.ts';
import type { Reached } from '../sources/ingest/backlog.ts';
import type { PartHealth, Source } from '../sources/source.ts';
import type { StoredDetector } from '../stores/admin-store.ts';
import type { ScoreStore } from '../stores/score-store.ts';
import type { SnapshotStore } from '../stores/snapshot-store.ts';
import type { NetSchedule } from '../training/net-schedule.ts';
import type { AlertingState } from '../suppression/alerting.ts';
import type { VerdictInputs } from '../verdict/inputs.ts';
import { fingerprint, intervalMs } from './engine-settings.ts';
import { Gate } from './gate.ts';
import type { HealthBoard } from './health-board.ts';
import { DetectorRunner } from './runner.ts';
import { spell } from './slots.ts';

/** Requests to one source at once: they all come due at the full minute, and the source serves others too. */
const PULLS_AT_ONCE = 4;

export interface PipelineDeps {
  sources: ReadonlyMap<string, Source>;
  scores: ScoreStore;
  snapshots: SnapshotStore;
  health: HealthBoard;
  now: () => number;
  snapshotEveryMs: number;
  log: Logger;
  /** Feedback and calendars; none where absent. */
  inputs?: VerdictInputs;
  onEvent: (event: LiveEvent) => void;
  /** Which net scores which interval; the shipped ones where absent. */
  nets?: NetSchedule;
}

/** One runner for each detector that is enabled. What fails in one touches no other. */
export class Pipeline implements DetectorHooks {
  readonly #deps: PipelineDeps;
  readonly #runners = new Map<string, DetectorRunner>();
  readonly #gates = new Map<string, Gate>();

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
  }

  async created({ detector }: StoredDetector): Promise<void> {
    if (detector.enabled) this.#start(detector);
  }

  async changed({ detector: before }: StoredDetector, { detector }: StoredDetector): Promise<void> {
    if (fingerprint(before) !== fingerprint(detector)) {
      await this.#stop(detector.id, false);
      this.forget(detector.id);
    } else if (!detector.enabled) await this.#stop(detector.id, true);
    if (!detector.enabled) return;
    const runner = this.#runners.get(detector.id);
    if (runner === undefined) this.#start(detector);
    else runner.change(detector);
  }

  async deleted({ detector }: StoredDetector): Promise<void> {
    await this.#stop(detector.id, false);
    this.#deps.snapshots.delete(detector.id);
  }

  /** Drops scores and state of a detector that does not run: it begins anew. */
  forget(detectorId: string): void {
    this.#deps.snapshots.delete(detectorId);
    this.#deps.scores.forgetDetector(detectorId);
  }

  poke(detectorId: string): void {
    this.#runners.get(detectorId)?.poke();
  }

  rewind(detectorId: string, to: number): void {
    this.#runners.get(detectorId)?.rewind(to);
  }

  /** How far a detector has come; undefined while it has not begun. */
  reached(detectorId: string): Reached | undefined {
    const runner = this.#runners.get(detectorId);
    const state = runner?.state;
    if (runner === undefined || state === undefined) return undefined;
    const { slots, watermark } = state;
    const added = runner.detector.labels;
    return {
      intervalMs: intervalMs(runner.detector),
      watermark,
      lastSeen: (labels: Labels) => {
        const slot = slots.find(spell({ ...labels, ...added }));
        return slot === undefined ? -Infinity : slots.lastSeen(slot);
      },
    };
  }

  /** How far each running detector has come. */
  reaches(): DetectorReach[] {
    const { health } = this.#deps;
    return [...this.#runners].map(([id, runner]) => ({
      id,
      watermark: runner.state?.watermark,
      down: health.statusOf(partOf(id)) === 'down',
    }));
  }

  /** A running detector's interval; undefined for any other. */
  intervalMsOf(id: string): number | undefined {
    const runner = this.#runners.get(id);
    return runner && intervalMs(runner.detector);
  }

  /** What a detector's verdicts stand on; undefined while it has not begun, or doesn't run. */
  alertingState(id: string): AlertingState | undefined {
    return this.#runners.get(id)?.state;
  }

  /** Ends every detector with its state saved. Those that need longer than `deadlineMs` go on from their last snapshot. */
  async stop(deadlineMs: number): Promise<void> {
    const all = [...this.#runners.keys()].map((id) => this.#stop(id, true));
    const timer = new AbortController();
    const late = sleep(deadlineMs, 'late' as const, { signal: timer.signal }).catch(() => 'ended' as const);
    const done = Promise.allSettled(all).then(() => 'done' as const);
    if ((await Promise.race([done, late])) === 'late') {
      this.#deps.log.warn('some detectors did not stop in time; they go on from their last snapshot');
    }
    timer.abort();
  }

  #start(detector: Detector): void {
    const { sources, health, log } = this.#deps;
    const part = partOf(detector.id);
    const source = sources.get(detector.source);
    if (source === undefined) {
      const known = [...sources.keys()].join(', ');
      const reason = `the configuration has no source "${detector.source}": it has ${known}`;
      health.set(part, 'detector', { status: 'down', reason });
      log.error({ detector: detector.id }, reason);
      return;
    }
    const gate = this.#gates.get(detector.source) ?? new Gate(PULLS_AT_ONCE);
    this.#gates.set(detector.source, gate);
    const onHealth = (state: PartHealth, lag: number | null): void =>
      health.set(part, 'detector', state, lag);
    const runner = new DetectorRunner(detector, { ...this.#deps, source, gate: gate.run, onHealth });
    this.#runners.set(detector.id, runner);
    runner.start();
  }

  async #stop(id: string, keep: boolean): Promise<void> {
    const runner = this.#runners.get(id);
    this.#deps.health.remove(partOf(id));
    if (runner === undefined) return;
    try {
      await runner.stop(keep);
    } catch (error) {
      this.#deps.log.error({ detector: id, err: error }, 'the state could not be saved; it is learned again');
    }
    this.#runners.delete(id);
    // Its last word may have come while it ended.
    this.#deps.health.remove(partOf(id));
  }
}

/** A detector's name among the parts of the service. */
function partOf(detectorId: string): string {
  return `detector:${detectorId}`;
}
