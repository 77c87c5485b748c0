import { randomUUID } from 'node:crypto';
import {
  durationSeconds,
  type Backtest,
  type BacktestEntry,
  type BacktestRequest,
  type Detector,
  type ScoreSeries,
} from '@lapwing/contract';
import { unknownSource } from '../api/detectors/refusals.ts';
import { LapwingError } from '../errors.ts';
import type { Source } from '../sources/source.ts';
import { NO_INPUTS, type VerdictInputs } from '../verdict/inputs.ts';
import { fixInputs } from './fixed-inputs.ts';
import { SERVICE_LIMITS, type BacktestLimits } from './limits.ts';
import { planBacktest } from './plan.ts';
import { noBacktest, notCharted, stopped, tooMany, tooSlow, unknownFault } from './refusals.ts';
import { runBacktest, type BacktestDone } from './run-backtest.ts';
import { scoreInThread } from './score-in-thread.ts';

/** Each takes a core while it runs. */
const MOST_RUNNING = 2;
/** Ended ones that are kept, newest first: a person compares a handful. Each is some ten megabytes at most. */
const MOST_KEPT = 8;
/** A source that needs longer would not serve the detector either. */
const DEADLINE_MS = 10 * 60_000;

export interface BacktestsDeps {
  sources: ReadonlyMap<string, Source>;
  /** The detector that is kept under an id. Throws NOT_FOUND. */
  detector: (id: string) => Detector;
  now: () => number;
  onFault: (error: unknown, detectorId: string) => void;
  limits?: BacktestLimits;
  /** What people said, and calendars; none where absent. */
  inputs?: VerdictInputs;
  /** Where the nets lie that the service trained. */
  dataFolder?: string;
}

/** Backtests of the service: they run in threads of their own and are kept in memory for a while. */
export interface Backtests {
  /** Throws NOT_FOUND for an unknown detector, BAD_REQUEST for an unknown source, OVERLOADED when too many run. */
  start(request: BacktestRequest): Backtest;
  /** Newest first. */
  list(): Backtest[];
  /** Throws NOT_FOUND. */
  get(id: string): BacktestEntry;
  /** Throws NOT_FOUND. */
  chart(id: string, signalId: string): ScoreSeries;
  /** Stops it when it runs, and forgets it. Throws NOT_FOUND. */
  delete(id: string): void;
  /** Stops all of them. */
  close(): Promise<void>;
}

interface Run {
  backtest: Backtest;
  done: BacktestDone | undefined;
  halt: AbortController;
  ended: Promise<void>;
}

export function createBacktests(deps: BacktestsDeps): Backtests {
  const { sources, now, onFault, limits = SERVICE_LIMITS, inputs = NO_INPUTS, dataFolder } = deps;
  const runs = new Map<string, Run>();

  function found(id: string): Run {
    const run = runs.get(id);
    if (run === undefined) throw noBacktest(id);
    return run;
  }

  async function work(run: Run, request: BacktestRequest, detector: Detector, source: Source): Promise<void> {
    const { from, until, learn, points } = request;
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const signal = AbortSignal.any([run.halt.signal, deadline]);
    try {
      const learnMs = learn === undefined ? undefined : durationSeconds(learn) * 1000;
      const span = { from, until, learnMs, points };
      const plan = await planBacktest(detector, span, { source, now: now(), limits, signal });
      const surroundings = {
        inputs: fixInputs(plan, inputs),
        ...(dataFolder !== undefined && { dataFolder }),
      };
      const scoring = scoreInThread(plan, limits, signal, surroundings);
      const onProgress = (progress: number): void => void (run.backtest.progress = progress);
      run.done = await runBacktest(plan, { source, scoring, signal, onProgress });
      run.backtest.status = 'done';
    } catch (error) {
      // Whatever else went wrong follows from the stop.
      const told = run.halt.signal.aborted
        ? stopped()
        : deadline.aborted
          ? tooSlow(DEADLINE_MS, error)
          : error;
      if (!(told instanceof LapwingError)) onFault(told, detector.id);
      const { code, message, where, hint } = told instanceof LapwingError ? told : unknownFault();
      run.backtest.error = { code, message, where, hint };
      run.backtest.status = 'failed';
    } finally {
      // Ends the pull and the thread, whichever of them is still there.
      run.halt.abort();
      run.backtest.ended_at = new Date(now()).toISOString();
      forgetOld();
    }
  }

  function forgetOld(): void {
    const ended = [...runs.values()].filter(({ backtest }) => backtest.ended_at !== null);
    for (const { backtest } of ended.slice(0, Math.max(0, ended.length - MOST_KEPT)))
      runs.delete(backtest.id);
  }

  return {
    start(request) {
      const detector = request.detector ?? deps.detector(request.detector_id ?? '');
      const source = sources.get(detector.source);
      if (source === undefined) throw unknownSource(detector.source, [...sources.keys()]);
      const running = [...runs.values()].filter(({ backtest }) => backtest.status === 'running');
      if (running.length >= MOST_RUNNING) throw tooMany(MOST_RUNNING);
      const backtest: Backtest = {
        id: randomUUID(),
        status: 'running',
        progress: 0,
        detector_id: detector.id,
        started_at: new Date(now()).toISOString(),
        ended_at: null,
        error: null,
      };
      const run: Run = { backtest, done: undefined, halt: new AbortController(), ended: Promise.resolve() };
      runs.set(backtest.id, run);
      run.ended = work(run, request, detector, source);
      return { ...backtest };
    },
    list: () => [...runs.values()].map(({ backtest }) => ({ ...backtest })).reverse(),
    get(id) {
      const { backtest, done } = found(id);
      return { ...backtest, result: done?.result ?? null };
    },
    chart(id, signalId) {
      const chart = found(id).done?.charts.get(signalId);
      if (chart === undefined) throw notCharted(id, signalId);
      return chart;
    },
    delete(id) {
      found(id).halt.abort();
      runs.delete(id);
    },
    async close() {
      const all = [...runs.values()];
      for (const { halt } of all) halt.abort();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
