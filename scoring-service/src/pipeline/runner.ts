import type { Detector } from '@lapwing/contract';
import { LapwingError } from '../errors.ts';
import type { PartHealth } from '../sources/source.ts';
import { Bell } from './clock.ts';
import { DetectorProgress } from './progress.ts';
import type { DetectorState } from './detector-state.ts';
import { delayMs, floorTo, intervalMs } from './engine-settings.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { closedUntil, endOf } from './span.ts';

/** A failure is tried again after the first wait, then ever more slowly: a person has to mend most of them. */
const RETRY_FIRST_MS = 5_000;
const RETRY_LAST_MS = 300_000;
/** Being so far behind is told while it lasts. */
const BACKLOG_INTERVALS = 3;

/** Keeps one detector scored: from its watermark to the newest closed interval, again and again. */
export class DetectorRunner {
  #detector: Detector;
  readonly #deps: RunnerDeps;
  readonly #bell = new Bell();
  #progress: DetectorProgress;
  #halt = new AbortController();
  #stopping = false;
  #loop: Promise<void> | undefined;

  constructor(detector: Detector, deps: RunnerDeps) {
    this.#detector = detector;
    this.#deps = deps;
    this.#progress = new DetectorProgress(detector, deps);
  }

  get detector(): Detector {
    return this.#detector;
  }
  /** What it knows now; undefined until it has begun. */
  get state(): DetectorState | undefined {
    return this.#progress.state;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Takes over what can change under way: name, delay, limits, severities. */
  change(detector: Detector): void {
    this.#detector = detector;
    this.#discard();
  }

  /** Looks for closed intervals now. */
  poke(): void {
    this.#bell.ring();
  }

  /** Scores again from `to` on (epoch ms, on the grid), with readings that came late. Written down before it returns. */
  rewind(to: number): void {
    this.#progress.rewind(to);
    this.#discard();
  }

  /** Ends it for good. With `keep`, what it scored so far is committed and its state is saved. */
  async stop(keep: boolean): Promise<void> {
    this.#stopping = true;
    this.#halt.abort();
    this.#bell.ring();
    await this.#loop;
    if (keep) this.#progress.settle();
  }

  /** Ends the run under way; the next one goes on from what the store and the snapshot have. */
  #discard(): void {
    this.#halt.abort();
    this.#bell.ring();
  }

  async #run(): Promise<void> {
    let failures = 0;
    this.#tell({ status: 'starting', reason: this.#progress.rebuilt });
    while (!this.#stopping) {
      try {
        await this.#advance(this.#halt.signal);
        failures = 0;
        await this.#bell.wait(this.#untilNextInterval());
        if (this.#halt.signal.aborted) this.#restart();
      } catch (error) {
        if (this.#stopping) return;
        const halted = this.#halt.signal.aborted;
        this.#restart();
        if (!halted) await this.#failed(error, failures++);
      }
    }
  }

  #restart(): void {
    if (this.#stopping) return;
    this.#halt = new AbortController();
    this.#progress = this.#progress.restored(this.#detector);
  }

  async #failed(error: unknown, failures: number): Promise<void> {
    const known = error instanceof LapwingError;
    const reason = known ? `${error.message}: ${error.hint}` : `failed: ${String(error)}`;
    this.#tell({ status: 'down', reason });
    this.#deps.log.error(
      { detector: this.#detector.id, err: error },
      'detector failed; it will be tried again',
    );
    await this.#bell.wait(Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** failures));
  }

  /** Scores what has closed. */
  async #advance(signal: AbortSignal): Promise<void> {
    const { source, gate } = this.#deps;
    const detector = this.#detector;
    const step = intervalMs(detector);
    let target = this.#closedUntil();
    let first: number | undefined;
    if (source.extent) {
      const extent = await gate(async () => source.extent?.(detector, signal));
      signal.throwIfAborted();
      target = extent === undefined ? -Infinity : Math.min(target, floorTo(extent.last, step) + step);
      first = extent?.first;
    }
    if (Number.isFinite(target)) {
      if (target - (this.state?.watermark ?? -Infinity) > BACKLOG_INTERVALS * step) this.#tellProgress();
      await this.#progress.advance(first, target, signal, () => this.#tellProgress());
      source.scored?.(detector, target);
    }
    this.#tell(this.#progress.health());
  }

  #closedUntil(): number {
    return closedUntil(this.#detector, this.#deps.now());
  }

  #untilNextInterval(): number {
    const closed = this.#closedUntil();
    if (closed >= endOf(this.#detector)) return Infinity;
    const next = closed + intervalMs(this.#detector) + delayMs(this.#detector);
    return Math.max(0, next - this.#deps.now());
  }

  #tellProgress(): void {
    const watermark = this.state?.watermark;
    const at = watermark === undefined ? 'beginning' : `scored up to ${new Date(watermark).toISOString()}`;
    const reason = [this.#progress.rebuilt, `catching up: ${at}`].filter((part) => part !== '').join('; ');
    this.#tell({ status: 'starting', reason });
  }

  #tell(health: PartHealth): void {
    const watermark = this.state?.watermark;
    const behind = watermark === undefined ? undefined : (this.#closedUntil() - watermark) / 1000;
    this.#deps.onHealth(health, behind === undefined ? null : Math.max(0, behind));
  }
}
