import { durationSeconds, type Detector, type PrometheusQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import { ChunkPlanner } from '../shared/chunk-planner.ts';
import type { Failure } from '../shared/failure.ts';
import { Patience } from '../shared/patience.ts';
import { pullChunks } from '../shared/pull-chunks.ts';
import type { FaultPlace } from '../shared/server-fault.ts';
import { REAL_SURROUNDINGS, type SourceSurroundings } from '../shared/surroundings.ts';
import type { ChangeQuestion, ChangeSlices, PartHealth, PulledChunk, Source, TimeRange } from '../source.ts';
import { checkDetector } from './check.ts';
import { PrometheusClient } from './client.ts';
import { explainExpression } from './explain.ts';
import { judgeFault } from './judge-fault.ts';
import { pullRange } from './pull-range.ts';
import { DEFAULT_SAMPLES_PER_ANSWER, POINTS_PER_SERIES, type PrometheusSourceSettings } from './settings.ts';

/** A health check must not hang on a server that does. */
const HEALTH_TIMEOUT_SECONDS = 5;

/** Metrics from a Prometheus, or from another server with its query API: each series of an expression is one signal. */
export function createPrometheusSource(
  settings: PrometheusSourceSettings,
  surroundings: SourceSurroundings = REAL_SURROUNDINGS,
): Source {
  return new PrometheusSource(settings, surroundings);
}

class PrometheusSource implements Source {
  readonly name: string;
  readonly #settings: PrometheusSourceSettings;
  readonly #surroundings: SourceSurroundings;
  readonly #client: PrometheusClient;
  readonly #patience: Patience;
  readonly #place: FaultPlace;

  constructor(settings: PrometheusSourceSettings, surroundings: SourceSurroundings) {
    this.name = settings.name;
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#client = new PrometheusClient(settings);
    this.#patience = new Patience(surroundings);
    this.#place = { product: 'Prometheus', source: settings.name, url: settings.url };
  }

  pull(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    const query = prometheusQuery(detector);
    const intervalMs = durationSeconds(detector.interval) * 1000;
    const pull = {
      ...{ client: this.#client, patience: this.#patience, judge: this.#judge },
      ...{ detector, query, intervalMs, signal },
    };
    return pullChunks({
      range,
      intervalMs,
      planner: new ChunkPlanner({
        cells: this.#settings.samplesPerAnswer ?? DEFAULT_SAMPLES_PER_ANSWER,
        mostIntervals: POINTS_PER_SERIES,
        mostSignals: detector.max_signals,
      }),
      patience: this.#patience,
      who: detector.id,
      signal,
      pull: (part) => pullRange(pull, part),
    });
  }

  check(detector: Detector, signal: AbortSignal) {
    return checkDetector({
      client: this.#client,
      detector,
      query: prometheusQuery(detector),
      judge: this.#judge,
      now: this.#surroundings.now(),
      intervalMs: durationSeconds(detector.interval) * 1000,
      signal,
    });
  }

  async explain(detector: Detector, question: ChangeQuestion, signal: AbortSignal): Promise<ChangeSlices> {
    const { expr } = prometheusQuery(detector);
    const ask = () => explainExpression(this.#client, expr, question, signal);
    return this.#patience.persist(detector.id, ask, this.#judge, signal);
  }

  async health(signal: AbortSignal): Promise<PartHealth> {
    try {
      // Every server with this API answers it, and only to those who may query.
      await this.#client.get('query?query=1', signal, HEALTH_TIMEOUT_SECONDS);
    } catch (error) {
      signal.throwIfAborted();
      const { error: judged } = this.#judge(error);
      return { status: 'down', reason: `${judged.message}. ${judged.hint}` };
    }
    return this.#patience.health();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  readonly #judge = (error: unknown): Failure => judgeFault(error, this.#place);
}

function prometheusQuery(detector: Detector): PrometheusQuery {
  if (detector.query.type === 'prometheus') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `source ${detector.source} is a Prometheus and the query is of type ${detector.query.type}`,
    where: `detector ${detector.id}: query.type`,
    hint: 'Use a query of type prometheus, or another source.',
  });
}
