import type { Detector } from '@lapwing/contract';
import { anomalyId } from '../signals/signal-id.ts';
import type { PartHealth } from '../sources/source.ts';
import type { ScoreColumns } from '../stores/score-store.ts';
import { closeOrphans } from './close-orphans.ts';
import { newState, type DetectorState } from './detector-state.ts';
import { intervalMs } from './engine-settings.ts';
import { loadState, type LoadedState } from './load-state.ts';
import type { RunnerDeps } from './runner-deps.ts';
import type { NotedAnomaly, ScoreBatch } from './score-batch.ts';
import { ChunkScorer } from './score-chunk.ts';
import { encodeState } from './snapshot-codec.ts';
import { beginOf } from './span.ts';

/** A snapshot that takes long comes seldom: so many times its own duration lie between two. */
const SNAPSHOT_REST = 20;
const EMPTY = new Float64Array(0);
const NO_SCORES: ScoreColumns = {
  signals: [],
  times: EMPTY,
  values: EMPTY,
  scores: EMPTY,
  pValues: EMPTY,
  news: EMPTY,
  expected: EMPTY,
  lower: EMPTY,
  upper: EMPTY,
};

/** A detector's way through time: its state, what is committed, what is saved. */
export class DetectorProgress {
  readonly #detector: Detector;
  readonly #deps: RunnerDeps;
  readonly #loaded: LoadedState;
  #state: DetectorState | undefined;
  #scorer: ChunkScorer | undefined;
  #replayUntil: number;
  #nextSnapshot: number;
  #orphansClosed = false;
  #problems: string[] = [];

  constructor(detector: Detector, deps: RunnerDeps, replayUntil = -Infinity) {
    this.#detector = detector;
    this.#deps = deps;
    this.#loaded = loadState(detector, deps.scores, deps.snapshots);
    this.#state = this.#loaded.state;
    this.#replayUntil = Math.max(replayUntil, this.#state?.replayUntil ?? -Infinity);
    this.#nextSnapshot = deps.now() + deps.snapshotEveryMs;
    const { rebuilt } = this.#loaded;
    if (rebuilt !== '' && !this.#rewound) {
      deps.log.warn({ detector: detector.id, why: rebuilt }, 'learning anew from history');
    }
  }

  get state(): DetectorState | undefined {
    return this.#state;
  }
  /** Why the detector learns anew; empty when it doesn't. */
  get rebuilt(): string {
    const { rebuilt } = this.#loaded;
    if (rebuilt === '') return '';
    const why = this.#rewound ? 'older readings came in' : rebuilt;
    return `its models learn anew from history, because ${why}`;
  }
  get #rewound(): boolean {
    return this.#replayUntil > this.#loaded.writeFrom;
  }

  /** The same from what store and snapshot have: whatever was scored and not committed is forgotten. */
  restored(detector: Detector): DetectorProgress {
    return new DetectorProgress(detector, this.#deps, this.#replayUntil);
  }

  /** Scores every interval up to `target`; a detector without a state begins where `beginOf` says. */
  async advance(
    first: number | undefined,
    target: number,
    signal: AbortSignal,
    onChunk: () => void,
  ): Promise<void> {
    const state = (this.#state ??= this.#begin(first, target));
    if (state.watermark >= target) return;
    const { source, gate, now } = this.#deps;
    const scorer = (this.#scorer ??= new ChunkScorer(
      this.#detector,
      state,
      this.#loaded.writeFrom,
      (batch, watermark) => this.#commit(state, batch, watermark),
      this.#deps.inputs,
      this.#deps.nets,
    ));
    const problems = new Set<string>();
    const range = { from: state.watermark, to: target };
    const chunks = source.pull(this.#detector, range, signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const chunk = await gate(() => chunks.next());
        signal.throwIfAborted();
        if (chunk.done === true) break;
        const notes = await scorer.run(chunk.value, signal);
        for (const problem of [...chunk.value.warnings, ...this.#problemsOf(notes)]) problems.add(problem);
        if (now() >= this.#nextSnapshot) this.#save(state);
        if (state.watermark < target) onChunk();
      }
    } finally {
      await chunks.return?.();
    }
    this.#problems = [...problems];
  }

  health(): PartHealth {
    const reason = this.#problems.join('; ');
    return { status: reason === '' ? 'ok' : 'degraded', reason };
  }

  /** Moves the stored watermark back to `to`, so that even a crash right now scores again from there. */
  rewind(to: number): void {
    const { scores, snapshots, log } = this.#deps;
    const { id } = this.#detector;
    const watermark = Math.min(to, scores.watermark(id) ?? to);
    this.#replayUntil = Math.max(this.#replayUntil, this.#state?.watermark ?? -Infinity);
    snapshots.delete(id);
    scores.commit({ detectorId: id, newSignals: [], scores: NO_SCORES, anomalies: [], watermark });
    log.info({ detector: id, from: new Date(to).toISOString() }, 'older readings came in: scoring again');
  }

  /** Commits what is scored and saves the state: nothing more will come. */
  settle(): void {
    if (this.#state === undefined) return;
    this.#scorer?.flush();
    this.#save(this.#state);
  }

  #begin(first: number | undefined, target: number): DetectorState {
    const { writeFrom } = this.#loaded;
    const step = intervalMs(this.#detector);
    const known = Number.isFinite(writeFrom);
    const until = known ? Math.min(writeFrom, target) : target;
    const begin = beginOf(this.#detector, { known, first, until });
    // After a rebuild the last interval in the store counts as scored before: open runs are told once more behind it.
    const replayUntil = known ? Math.max(this.#replayUntil, writeFrom + step) : -Infinity;
    const state = newState(this.#detector, Math.min(begin, known ? writeFrom : begin), replayUntil);
    // Kept from the start: a crash before the first snapshot must begin at the same interval again.
    if (!known) this.#save(state);
    return state;
  }

  #commit(state: DetectorState, batch: ScoreBatch, watermark: number): void {
    const { scores, onEvent } = this.#deps;
    const { id } = this.#detector;
    const changes = [...batch.anomalies.values()].map((one) => this.#withWords(one));
    const orphans = this.#orphans(state);
    scores.commit({
      detectorId: id,
      newSignals: batch.newSignals,
      scores: batch.columns(),
      anomalies: [...changes.map((entry) => entry.anomaly), ...orphans],
      watermark,
    });
    for (const { change, anomaly } of changes) onEvent({ type: 'anomaly', change, anomaly });
    for (const anomaly of orphans) onEvent({ type: 'anomaly', change: 'closed', anomaly });
    const signals = new Set(batch.columns().signals).size;
    if (signals > 0) {
      onEvent({ type: 'scored', detector_id: id, until: new Date(watermark).toISOString(), signals });
    }
  }

  /** With what the source has to add to its reason. */
  #withWords(one: NotedAnomaly): NotedAnomaly {
    const { anomaly } = one;
    const words = this.#deps.source.words?.(this.#detector, anomaly.labels, Date.parse(anomaly.peak));
    return words === undefined
      ? one
      : { ...one, anomaly: { ...anomaly, reason: `${anomaly.reason} ${words}` } };
  }

  #orphans(state: DetectorState): ReturnType<typeof closeOrphans> {
    if (this.#loaded.rebuilt === '' || this.#orphansClosed || state.watermark < state.replayUntil) return [];
    this.#orphansClosed = true;
    const { id } = this.#detector;
    const open = [...state.open.values()].map((run) => anomalyId(state.slots.id(run.slot), id, run.start));
    return closeOrphans(this.#deps.scores, id, new Set(open), state.watermark);
  }

  #problemsOf(notes: { refused: number; repeatedLabels: number }): string[] {
    const problems: string[] = [];
    if (notes.refused > 0) {
      problems.push(
        `${notes.refused} signals beyond max_signals (${this.#detector.max_signals}) are not scored: raise it, or split by less`,
      );
    }
    if (notes.repeatedLabels > 0) {
      problems.push(
        `${notes.repeatedLabels} series have the same labels as another one and are left out: the detector's labels hide what tells them apart`,
      );
    }
    return problems;
  }

  #save(state: DetectorState): void {
    const { snapshots, now, snapshotEveryMs } = this.#deps;
    if (state.watermark < this.#loaded.writeFrom) return;
    const before = performance.now();
    snapshots.save(this.#detector.id, encodeState(this.#detector, state));
    const took = performance.now() - before;
    this.#nextSnapshot = now() + Math.max(snapshotEveryMs, took * SNAPSHOT_REST);
  }
}
