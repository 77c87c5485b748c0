import type { Detector, DetectorCheck, Labels } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { TemplateStore } from '../../stores/template-store.ts';
import { checkedUntil, passedCheck, refusedCheck } from '../shared/check-result.ts';
import { ChunkPlanner } from '../shared/chunk-planner.ts';
import { TooMuchError, type Failure } from '../shared/failure.ts';
import { ONE_TRY, type Patience, type Persistence } from '../shared/patience.ts';
import type { PulledChunk, TimeRange } from '../source.ts';
import { LineStreams, type LinesRead } from './line-streams.ts';
import { storedTemplateSeries, streamOf, templateChunks, type LineStream } from './template-chunks.ts';
import { throwawayTemplates } from './throwaway.ts';
import { templateWords } from './words-of.ts';

/** What a reader is asked: `ask` sends a request, and again where it fails in passing. */
export interface LinesAsked {
  detector: Detector;
  stream: LineStream;
  range: TimeRange;
  ask: <T>(work: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** Reads lines from a server, by its own means. */
export interface LineReader {
  /** Every line of `range`, or a sample; throws what `judge` knows. `lines` is how many were read, once the pages have ended. */
  read(asked: LinesAsked): Promise<LinesRead & { lines: () => number; warnings: string[] }>;
  judge: (error: unknown) => Failure;
}

export interface PulledTemplatesDeps {
  store: TemplateStore;
  reader: LineReader;
  patience: Patience;
  now: () => number;
}

/** Lines of one stretch: counted in a fraction of a second, and read again when a crash comes between. */
const LINES_A_STRETCH = 50_000;
const INTERVALS_A_STRETCH = 60;
/** The first stretch is short, for nothing is known of how many lines there are. */
const EXPECTED_LINES = 10_000;
/** The stretch that a check looks at. */
const CHECK_INTERVALS = 5;

/**
 * Templates of a source whose lines are fetched. Each stretch is fetched once, counted, and kept as cells together with
 * what the parser has learnt by then: a replay reads the cells, and a restart goes on where the lines were counted last.
 */
export class PulledTemplates {
  readonly #deps: PulledTemplatesDeps;
  readonly #streams: LineStreams;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: PulledTemplatesDeps) {
    this.#deps = deps;
    this.#streams = new LineStreams(deps.store);
  }

  async *pull(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    const { store } = this.#deps;
    const stream = streamOf(detector, 'zero');
    const split = this.#pastEnd(stream, range);
    const past = { from: range.from, to: split };
    if (past.from < past.to) {
      // Lines before those that are counted already: looked at beside the stream, which can't go back in time.
      const aside = throwawayTemplates();
      const streams = new LineStreams(aside);
      yield* templateChunks(aside, stream, detector, past, (part) =>
        this.#fill(aside, streams, { detector, stream, signal }, part),
      );
    }
    const rest = { from: split, to: range.to };
    yield* templateChunks(store, stream, detector, rest, (part) =>
      this.#inTurn(() => this.#fill(store, this.#streams, { detector, stream, signal }, part)),
    );
  }

  /** Which templates were new or rare. */
  words(detector: Detector, labels: Labels, time: number): string | undefined {
    return templateWords(this.#deps.store, streamOf(detector, 'zero').key, labels, time);
  }

  /** What the detector would see, from the live source; nothing of it is kept. */
  async check(detector: Detector, signal: AbortSignal): Promise<DetectorCheck> {
    const { now, reader } = this.#deps;
    const stream = streamOf(detector, 'zero');
    const step = stream.settings.intervalMs;
    const to = Math.floor(checkedUntil(detector, now()) / step) * step;
    const range = { from: to - CHECK_INTERVALS * step, to };
    const ask = persistence(ONE_TRY, detector.id, reader, signal);
    try {
      const read = await reader.read({ detector, stream, range, ask, signal });
      const seen = throwawayTemplates();
      await new LineStreams(seen).count(stream, range, read);
      const none = read.lines() === 0 ? ['no lines were logged in the last intervals'] : [];
      const series = storedTemplateSeries(seen, stream, detector, range);
      return passedCheck(series, detector.max_signals, [...read.warnings, ...none]);
    } catch (error) {
      if (error instanceof TooMuchError) return refusedCheck(error.failure.error);
      if (error instanceof LapwingError && error.code === 'BAD_REQUEST') throw error;
      return refusedCheck(error);
    }
  }

  /** Up to where `range` lacks lines from before the stream's newest. */
  #pastEnd({ key }: LineStream, range: TimeRange): number {
    const { store } = this.#deps;
    const until = store.state(key)?.until ?? -Infinity;
    const past = store.missing(key, range).filter(({ from }) => from < until);
    return past.at(-1)?.to ?? range.from;
  }

  /** One after the other: two pulls must not fetch the same. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    const mine = before.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #fill(
    store: TemplateStore,
    streams: LineStreams,
    asked: Omit<LinesAsked, 'range' | 'ask'>,
    part: TimeRange,
  ): Promise<string[]> {
    const { reader, patience } = this.#deps;
    const { stream, detector, signal } = asked;
    const step = stream.settings.intervalMs;
    const planner = new ChunkPlanner({
      ...{ cells: LINES_A_STRETCH, mostIntervals: INTERVALS_A_STRETCH, mostSignals: EXPECTED_LINES },
    });
    const warnings = new Set<string>();
    try {
      for (const gap of store.missing(stream.key, part)) {
        for (let { from } = gap; from < gap.to;) {
          const range = planner.next({ from, to: gap.to }, step);
          const intervals = (range.to - range.from) / step;
          try {
            const ask = persistence(patience, detector.id, reader, signal);
            const read = await reader.read({ ...asked, range, ask });
            await streams.count(stream, range, read);
            for (const warning of read.warnings) warnings.add(warning);
            planner.succeeded(intervals, read.lines());
            from = range.to;
          } catch (error) {
            if (!(error instanceof TooMuchError)) throw error;
            planner.halve(intervals);
            await patience.wait(detector.id, error.failure, signal);
          }
        }
      }
    } finally {
      patience.forget(detector.id);
    }
    return [...warnings];
  }
}

function persistence(patience: Persistence, who: string, reader: LineReader, signal: AbortSignal) {
  return <T>(work: () => Promise<T>): Promise<T> => patience.persist(who, work, reader.judge, signal);
}
