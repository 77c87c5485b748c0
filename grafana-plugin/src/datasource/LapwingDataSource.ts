import {
  type AdHocVariableFilter,
  type CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  LoadingState,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import type { ServiceClient, Span } from '../service/client.ts';
import { withinTime } from '../service/time-limit.ts';
import { annotationSupport } from './annotation-support.ts';
import { filled } from './filled.ts';
import { noticeFrame } from './frames/notice-frame.ts';
import type { Replace } from './matchers/fill.ts';
import { migrated } from './migrate.ts';
import { DEFAULT_QUERY, DEFAULT_TIME_LIMIT_MS, type LapwingOptions, type LapwingQuery } from './query.ts';
import { queryText } from './query-text.ts';
import { ServiceSource } from './service-source.ts';
import { LapwingVariables } from './variable-support.ts';

/** Where a request doesn't say how many rows the screen can show. */
const DEFAULT_POINTS = 1000;
/** How long the plugin's code may take to load the first time, where only a panel of its own waits. */
const LOADING_LIMIT_MS = 10_000;
/** Before the id of a request by Grafana's Mixed data source, which shows nothing until all have answered. */
const MIXED_ID = 'mixed-';

/** Lapwing as a data source: no backend of its own, each request goes through Grafana's proxy, which adds the key. */
export class LapwingDataSource extends ServiceSource {
  private readonly proxy: string;
  private readonly timeLimitMs: number;
  private readonly version: string;

  constructor(settings: DataSourceInstanceSettings<LapwingOptions>) {
    super(settings);
    this.proxy = settings.url ?? '';
    this.timeLimitMs = settings.jsonData.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
    this.version = settings.meta.info.version;
    this.annotations = annotationSupport;
    this.variables = new LapwingVariables(this);
  }

  override getDefaultQuery(_app: CoreApp): Partial<LapwingQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: LapwingQuery): boolean {
    return query.hide !== true;
  }

  override getQueryDisplayText(query: LapwingQuery): string {
    return queryText(migrated(query));
  }

  override interpolateVariablesInQueries(
    queries: LapwingQuery[],
    variables: ScopedVars,
    filters?: AdHocVariableFilter[],
  ): LapwingQuery[] {
    return queries.map((query) => filled(query, replacing(variables), filters));
  }

  /** Never fails: a query that does becomes an empty frame that says why, so that a panel keeps its other series. */
  override query(request: DataQueryRequest<LapwingQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      void this.frames(request, abort.signal).then((data) => {
        subscriber.next({ data, state: LoadingState.Done, key: request.requestId });
        subscriber.complete();
      });
      return () => abort.abort();
    });
  }

  private async frames(
    request: DataQueryRequest<LapwingQuery>,
    cancelled: AbortSignal,
  ): Promise<DataFrame[]> {
    const targets = request.targets.filter((target) => this.filterQuery(target));
    const replace = replacing(request.scopedVars);
    const othersWait = isWaitedFor(request, targets);
    const started = performance.now();
    try {
      // Loaded with the first query: the module itself stays small.
      const [{ runQuery }, client] = await withinTime(othersWait ? this.timeLimitMs : LOADING_LIMIT_MS, () =>
        Promise.all([import('./run-query.ts'), this.client()]),
      );
      const loadedIn = othersWait ? performance.now() - started : 0;
      const run = {
        client,
        span: { from: request.range.from.valueOf(), to: request.range.to.valueOf() },
        points: request.maxDataPoints ?? DEFAULT_POINTS,
        // What loading took is gone where others wait: they wait for all of it.
        timeLimitMs: Math.max(1, Math.round(this.timeLimitMs - loadedIn)),
        now: Date.now(),
        cancelled,
      };
      const frames = await Promise.all(
        targets.map((target) => runQuery(filled(target, replace, request.filters), run)),
      );
      return frames.flat();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return targets
        .filter(({ marksOnly }) => marksOnly !== true)
        .map(({ refId }) =>
          noticeFrame(refId, `The Lapwing plugin could not be loaded: ${why}. Reload the page.`),
        );
    }
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const [{ checkService }, { grafanaClock }] = await Promise.all([
      import('../service/check.ts'),
      import('../service/grafana-get.ts'),
    ]);
    const check = await checkService(await this.client(), {
      pluginVersion: this.version,
      serviceTime: grafanaClock(this.proxy),
    });
    return { status: check.ok ? 'success' : 'error', message: check.message };
  }

  override async values(
    query: LapwingQuery,
    span: Span,
    scopedVars: ScopedVars = {},
  ): Promise<{ text: string; value: string }[]> {
    const { listValues } = await import('./list-values.ts');
    // Panels wait for the variables that they use: the limit is the same.
    return await listValues(
      filled(query, replacing(scopedVars)),
      await this.client(),
      span,
      this.timeLimitMs,
    );
  }

  override async getTagKeys(
    _options?: DataSourceGetTagKeysOptions<LapwingQuery>,
  ): Promise<MetricFindValue[]> {
    return await this.values({ refId: 'keys', kind: 'values', valuesOf: 'label_names' }, { from: 0, to: 0 });
  }

  override async getTagValues({
    key,
    filters,
  }: DataSourceGetTagValuesOptions<LapwingQuery>): Promise<MetricFindValue[]> {
    const query: LapwingQuery = { refId: 'values', kind: 'values', valuesOf: 'label_values', label: key };
    return await this.values(
      filled(query, (text) => text, filters),
      { from: 0, to: 0 },
    );
  }

  override async client(): Promise<ServiceClient> {
    const [{ serviceClient }, { grafanaGet }] = await Promise.all([
      import('../service/client.ts'),
      import('../service/grafana-get.ts'),
    ]);
    return serviceClient(grafanaGet(this.proxy));
  }
}

/** Whether somebody else's series are drawn only when this request has ended. */
function isWaitedFor({ requestId }: DataQueryRequest, targets: readonly LapwingQuery[]): boolean {
  return (
    requestId.startsWith(MIXED_ID) || targets.some(({ kind }) => kind === 'overlay' || kind === 'annotations')
  );
}

function replacing(scopedVars: ScopedVars): Replace {
  return (text, format) => getTemplateSrv().replace(text, scopedVars, format);
}
