import { type DataQuery, type DataQueryRequest, type DataQueryResponse, DataSourceApi } from '@grafana/data';
import { type Observable, forkJoin, from, map, mergeMap } from 'rxjs';
import { dataSourceSrv } from './datasource-srv.ts';
import { settingsOf } from './own-source.ts';

export const MIXED_REF = { type: 'datasource', uid: '-- Mixed --' };

/** Several data sources in one panel, as in Grafana: nothing is drawn until the slowest of them has answered. */
class MixedSource extends DataSourceApi {
  override query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const groups = new Map<string, DataQuery[]>();
    for (const target of request.targets) {
      const uid = target.datasource?.uid ?? '';
      groups.set(uid, [...(groups.get(uid) ?? []), target]);
    }
    const answers = [...groups].map(([uid, targets], i) => {
      const part = { ...request, targets, requestId: `mixed-${i}-${request.requestId}` };
      return from(dataSourceSrv.get({ uid })).pipe(mergeMap((source) => from(source.query(part))));
    });
    return forkJoin(answers).pipe(map((all) => ({ data: all.flatMap(({ data }) => data) })));
  }

  override testDatasource(): Promise<{ status: string; message: string }> {
    return Promise.resolve({ status: 'success', message: '' });
  }
}

export const mixedSource = new MixedSource(settingsOf('Mixed', MIXED_REF, true));
