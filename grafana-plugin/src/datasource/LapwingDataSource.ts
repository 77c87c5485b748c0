import {
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { ServiceClient } from '../service/client.ts';
import { DEFAULT_QUERY, DEFAULT_TIME_LIMIT_MS, type LapwingOptions, type LapwingQuery } from './query.ts';

/** Where a request doesn't say how many rows the screen can show. */
const DEFAULT_POINTS = 1000;

/** Lapwing as a data source: no backend of its own, each request goes through Grafana's proxy, which adds the key. */
export class LapwingDataSource extends DataSourceApi<LapwingQuery, LapwingOptions> {
  private readonly proxy: string;
  private readonly timeLimitMs: number;

  constructor(settings: DataSourceInstanceSettings<LapwingOptions>) {
    super(settings);
    this.proxy = settings.url ?? '';
    this.timeLimitMs = settings.jsonData.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  }

  override getDefaultQuery(_app: CoreApp): Partial<LapwingQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: LapwingQuery): boolean {
    return query.hide !== true;
  }

  override interpolateVariablesInQueries(queries: LapwingQuery[], variables: ScopedVars): LapwingQuery[] {
    return queries.map((query) => this.interpolated(query, variables));
  }

  override async query(request: DataQueryRequest<LapwingQuery>): Promise<DataQueryResponse> {
    // Loaded with the first query: the module itself stays small.
    const { runQuery } = await import('./run-query.ts');
    const run = {
      client: await this.client(),
      span: { from: request.range.from.valueOf(), to: request.range.to.valueOf() },
      points: request.maxDataPoints ?? DEFAULT_POINTS,
      timeLimitMs: this.timeLimitMs,
    };
    const targets = request.targets.filter((target) => this.filterQuery(target));
    const frames = await Promise.all(
      targets.map((target) => runQuery(this.interpolated(target, request.scopedVars), run)),
    );
    return { data: frames.flat() };
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { checkService } = await import('../service/check.ts');
    const check = await checkService(await this.client());
    return { status: check.ok ? 'success' : 'error', message: check.message };
  }

  /** For the query editor, which completes signals and labels. */
  async client(): Promise<ServiceClient> {
    const [{ serviceClient }, { grafanaGet }] = await Promise.all([
      import('../service/client.ts'),
      import('../service/grafana-get.ts'),
    ]);
    return serviceClient(grafanaGet(this.proxy));
  }

  private interpolated(query: LapwingQuery, variables: ScopedVars): LapwingQuery {
    const fill = (text: string): string => getTemplateSrv().replace(text, variables);
    return {
      ...query,
      kind: query.kind ?? DEFAULT_QUERY.kind,
      ...(query.signalId && { signalId: fill(query.signalId) }),
      ...(query.labels && { labels: query.labels.map(fill) }),
    };
  }
}
