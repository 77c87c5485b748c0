import { durationSeconds, type Detector, type DetectorCheck } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { PulledSpans, TraceStore } from '../../stores/trace-store.ts';
import { checkedUntil, passedCheck, refusedCheck } from '../shared/check-result.ts';
import { ChunkPlanner } from '../shared/chunk-planner.ts';
import { TooMuchError, type Failure } from '../shared/failure.ts';
import { ONE_TRY, type Patience, type Persistence } from '../shared/patience.ts';
import type { PulledChunk, TimeRange } from '../source.ts';
import { callChunks, storedSeries, tracesQuery } from './call-chunks.ts';
import { throwawayTraces } from './throwaway.ts';

/** What one reading of spans gave. */
export interface ReadSpans extends PulledSpans {
  warnings: string[];
}

/** Reads spans from a server, by its own means. */
export interface SpanReader {
  /** Every span that ended in `range`; throws what `judge` knows. Requests go through `persist`, one after the other. */
  read(
    range: TimeRange,
    persist: <T>(work: () => Promise<T>) => Promise<T>,
    signal: AbortSignal,
  ): Promise<ReadSpans>;
  judge: (error: unknown) => Failure;
}

export interface PulledCallsDeps {
  /** The source's name. */
  name: string;
  traces: TraceStore;
  reader: SpanReader;
  patience: Patience;
  now: () => number;
}

/** Spans of one reading: some 50 MB while they are joined. */
const SPANS_A_READING = 50_000;
/** What is read at once lies in memory, however quiet the night was. */
const INTERVALS_A_READING = 60;
/** The first reading is short, for nothing is known of how many spans there are. */
const EXPECTED_SPANS = 10_000;
/** The stretch that a check looks at. */
const CHECK_INTERVALS = 5;

/**
 * Calls of a source whose spans are fetched. Each stretch is fetched once, by whichever detector asks first, counted, and
 * kept as cells: another detector and a replay read those. A stretch is stored whole or not at all.
 */
export class PulledCalls {
  readonly #deps: PulledCallsDeps;
  readonly #planner: ChunkPlanner;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: PulledCallsDeps) {
    this.#deps = deps;
    this.#planner = new ChunkPlanner({
      ...{ cells: SPANS_A_READING, mostIntervals: INTERVALS_A_READING, mostSignals: EXPECTED_SPANS },
    });
  }

  pull(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    const { traces, name } = this.#deps;
    tracesQuery(detector, traces.resolutionMs);
    return callChunks(traces, name, detector, range, (part) =>
      this.#inTurn(() => this.#fill(part, detector.id, signal)),
    );
  }

  /** What the detector would see, from the live source; nothing of it is kept. */
  async check(detector: Detector, signal: AbortSignal): Promise<DetectorCheck> {
    const { traces, name, now, reader } = this.#deps;
    tracesQuery(detector, traces.resolutionMs);
    const step = durationSeconds(detector.interval) * 1000;
    const to = Math.floor(checkedUntil(detector, now()) / step) * step;
    const range = { from: to - CHECK_INTERVALS * step, to };
    try {
      const persist = persistence(ONE_TRY, detector.id, reader, signal);
      const { warnings, ...pulled } = await reader.read(range, persist, signal);
      const seen = throwawayTraces(traces);
      seen.replace(name, range, pulled);
      const none = pulled.spans.length === 0 ? ['no spans ended in the last intervals'] : [];
      const series = storedSeries(seen, name, detector, range);
      return passedCheck(series, detector.max_signals, [...warnings, ...none]);
    } catch (error) {
      if (error instanceof TooMuchError) return refusedCheck(error.failure.error);
      if (error instanceof LapwingError && error.code === 'BAD_REQUEST') throw error;
      return refusedCheck(error);
    }
  }

  /** One after the other: two detectors must not fetch the same. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    const mine = before.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #fill(part: TimeRange, who: string, signal: AbortSignal): Promise<string[]> {
    const { traces, name, reader, patience } = this.#deps;
    const step = traces.resolutionMs;
    const warnings = new Set<string>();
    try {
      for (const gap of traces.missing(name, part)) {
        for (let from = gap.from; from < gap.to;) {
          const range = this.#planner.next({ from, to: gap.to }, step);
          const intervals = (range.to - range.from) / step;
          try {
            const read = await reader.read(range, persistence(patience, who, reader, signal), signal);
            traces.replace(name, range, read);
            for (const warning of read.warnings) warnings.add(warning);
            this.#planner.succeeded(intervals, read.spans.length);
            from = range.to;
          } catch (error) {
            if (!(error instanceof TooMuchError)) throw error;
            this.#planner.halve(intervals);
            await patience.wait(who, error.failure, signal);
          }
        }
      }
    } finally {
      patience.forget(who);
    }
    return [...warnings];
  }
}

function persistence(patience: Persistence, who: string, reader: SpanReader, signal: AbortSignal) {
  return <T>(work: () => Promise<T>): Promise<T> => patience.persist(who, work, reader.judge, signal);
}
