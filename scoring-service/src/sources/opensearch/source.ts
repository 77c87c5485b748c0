import { durationSeconds, type Detector, type Labels, type OpenSearchQuery } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import { ChunkPlanner } from '../shared/chunk-planner.ts';
import type { Failure } from '../shared/failure.ts';
import { Patience } from '../shared/patience.ts';
import { pullChunks } from '../shared/pull-chunks.ts';
import { ServerFault, type FaultPlace } from '../shared/server-fault.ts';
import { REAL_SURROUNDINGS, type SourceSurroundings } from '../shared/surroundings.ts';
import { createLineReader } from '../opensearch-lines/reader.ts';
import { createSpanReader } from '../opensearch-spans/reader.ts';
import type { ChangeQuestion, ChangeSlices, PartHealth, PulledChunk, Source, TimeRange } from '../source.ts';
import { PulledTemplates } from '../templates/pulled-templates.ts';
import { throwawayTemplates } from '../templates/throwaway.ts';
import { PulledCalls } from '../traces/pulled-calls.ts';
import { throwawayTraces } from '../traces/throwaway.ts';
import { checkDetector } from './check.ts';
import { OpenSearchClient } from './client.ts';
import { explainDocuments } from './explain.ts';
import { explainedOf } from './explained-of.ts';
import { judgeFault } from './judge-fault.ts';
import { lookAtIndex } from './look.ts';
import { pullRange } from './pull-range.ts';
import { mustResolve, resolveQuery, type ResolvedQuery } from './resolve-query.ts';
import { DEFAULT_PAGE_SIZE, type OpenSearchSourceSettings } from './settings.ts';

/** Ten pages: each page walks the chunk's documents anew, so that many pages over a long chunk would cost their product. */
const BUCKETS_PER_CHUNK = 20_000;
/** Two weeks of minutes: an empty stretch is crossed in a few steps, and one search does not walk a year of documents. */
const INTERVALS_PER_CHUNK = 20_000;
/** A health check must not hang on a server that does. */
const HEALTH_TIMEOUT_SECONDS = 5;

/** Logs from an OpenSearch, counted and measured there by composite aggregations. */
export function createOpenSearchSource(
  settings: OpenSearchSourceSettings,
  surroundings: SourceSurroundings = REAL_SURROUNDINGS,
): Source {
  return new OpenSearchSource(settings, surroundings);
}

class OpenSearchSource implements Source {
  readonly name: string;
  readonly #settings: OpenSearchSourceSettings;
  readonly #surroundings: SourceSurroundings;
  readonly #client: OpenSearchClient;
  readonly #patience: Patience;
  readonly #place: FaultPlace;
  readonly #calls: PulledCalls;
  readonly #templates: PulledTemplates;
  /** Resolved once for each query, for a field that changed its mind between two pulls would mix two series. */
  readonly #resolved = new Map<string, ResolvedQuery>();

  constructor(settings: OpenSearchSourceSettings, surroundings: SourceSurroundings) {
    this.name = settings.name;
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#client = new OpenSearchClient(settings);
    this.#patience = new Patience(surroundings);
    this.#place = { product: 'OpenSearch', source: settings.name, url: settings.url };
    const { name, traces = throwawayTraces(), spans, templates = throwawayTemplates(), lines } = settings;
    this.#calls = new PulledCalls({
      ...{ name, traces, patience: this.#patience, now: surroundings.now },
      reader: createSpanReader({
        ...{ client: this.#client, judge: this.#judge, stepMs: traces.resolutionMs, ...spans },
      }),
    });
    this.#templates = new PulledTemplates({
      ...{ store: templates, patience: this.#patience, now: surroundings.now },
      reader: createLineReader({
        ...{
          client: this.#client,
          judge: this.#judge,
          surroundings,
          fields: settings.fields ?? {},
          ...lines,
        },
      }),
    });
  }

  pull(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    switch (detector.query.type) {
      case 'traces':
        return this.#calls.pull(detector, range, signal);
      case 'templates':
        return this.#templates.pull(detector, range, signal);
      default:
        return this.#pullLogs(detector, range, signal);
    }
  }

  async *#pullLogs(detector: Detector, range: TimeRange, signal: AbortSignal): AsyncGenerator<PulledChunk> {
    const asked = openSearchQuery(detector);
    const intervalMs = durationSeconds(detector.interval) * 1000;
    const page = { size: this.#settings.pageSize ?? DEFAULT_PAGE_SIZE };
    const key = JSON.stringify([asked, detector.labels]);
    const common = {
      ...{ client: this.#client, patience: this.#patience, judge: this.#judge },
      ...{ detector, intervalMs, page, signal },
    };
    try {
      yield* pullChunks({
        range,
        intervalMs,
        planner: new ChunkPlanner({
          cells: BUCKETS_PER_CHUNK,
          mostIntervals: INTERVALS_PER_CHUNK,
          mostSignals: detector.max_signals,
        }),
        patience: this.#patience,
        who: detector.id,
        signal,
        pull: async (part) => {
          const query = await this.#resolve(detector, asked, key, signal);
          if (!query) return { chunk: nothingYet(part, asked.index), cells: 0 };
          const pulled = await pullRange({ ...common, query }, part);
          page.size = Math.min(page.size * 2, this.#settings.pageSize ?? DEFAULT_PAGE_SIZE);
          return pulled;
        },
      });
    } catch (error) {
      // The indices may have changed under the fields that were found.
      if (error instanceof LapwingError) this.#resolved.delete(key);
      throw error;
    }
  }

  check(detector: Detector, signal: AbortSignal) {
    if (detector.query.type === 'traces') return this.#calls.check(detector, signal);
    if (detector.query.type === 'templates') return this.#templates.check(detector, signal);
    const intervalMs = durationSeconds(detector.interval) * 1000;
    return checkDetector({
      client: this.#client,
      detector,
      query: openSearchQuery(detector),
      fields: this.#settings.fields ?? {},
      judge: this.#judge,
      now: this.#surroundings.now(),
      intervalMs,
      signal,
    });
  }

  words(detector: Detector, labels: Labels, time: number): string | undefined {
    return detector.query.type === 'templates' ? this.#templates.words(detector, labels, time) : undefined;
  }

  async explain(detector: Detector, question: ChangeQuestion, signal: AbortSignal): Promise<ChangeSlices> {
    const index =
      detector.query.type === 'templates' ? (detector.query.index ?? '') : openSearchQuery(detector).index;
    const ask = async () => {
      const look = await lookAtIndex(this.#client, index, this.#settings.fields ?? {}, signal);
      return explainDocuments(this.#client, explainedOf(detector, look, question.labels), question, signal);
    };
    return this.#patience.persist(detector.id, ask, this.#judge, signal);
  }

  async health(signal: AbortSignal): Promise<PartHealth> {
    try {
      await this.#client.request(
        { method: 'GET', path: '/', timeoutSeconds: HEALTH_TIMEOUT_SECONDS },
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      const { error: judged } = this.#judge(error);
      // A role that may only search can't ask for the server's name: the server is there all the same.
      if (!isForbidden(error)) return { status: 'down', reason: `${judged.message}. ${judged.hint}` };
    }
    return this.#patience.health();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  readonly #judge = (error: unknown): Failure => judgeFault(error, this.#place);

  /** The query with its fields; undefined while no index matches the pattern and so nothing can be known of them. */
  async #resolve(
    detector: Detector,
    asked: OpenSearchQuery,
    key: string,
    signal: AbortSignal,
  ): Promise<ResolvedQuery | undefined> {
    const known = this.#resolved.get(key);
    if (known) return known;
    const look = await this.#patience.persist(
      detector.id,
      () => lookAtIndex(this.#client, asked.index, this.#settings.fields ?? {}, signal),
      this.#judge,
      signal,
    );
    if (look.catalog.size === 0) return undefined;
    const query = mustResolve(detector, resolveQuery(asked, detector.labels, look.catalog, look.detected));
    // Without documents the fields were chosen by their names alone: they are looked at again next time.
    if (look.documents > 0) this.#resolved.set(key, query);
    return query;
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof ServerFault && error.fault.kind === 'answer' && error.fault.status === 403;
}

function openSearchQuery(detector: Detector): OpenSearchQuery {
  if (detector.query.type === 'opensearch') return detector.query;
  throw new LapwingError('BAD_REQUEST', {
    message: `source ${detector.source} is an OpenSearch and the query is of type ${detector.query.type}`,
    where: `detector ${detector.id}: query.type`,
    hint: 'Use a query of type opensearch, or another source.',
  });
}

function nothingYet(range: TimeRange, index: string): PulledChunk {
  return { range, series: [], absent: 'gap', warnings: [`${index} matches no index with fields yet`] };
}
