import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  DataTopic,
  LoadingState,
  type PanelData,
  toDataFrame,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import {
  type Observable,
  type ObservableInput,
  catchError,
  from,
  map,
  merge,
  of,
  shareReplay,
  takeUntil,
  timer,
} from 'rxjs';

/** Grafana says that it is loading only when the answer isn't there by then. */
const LOADING_AFTER_MS = 200;

/** Runs a query as Grafana does: loading, then the frames parted by topic, or the error. */
export function runRequest(datasource: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const base = { series: [], annotations: [], timeRange: request.range, request };
  const answer = from(datasource.query(request) as ObservableInput<DataQueryResponse>).pipe(
    map((response): PanelData => ({ ...base, ...parted(response), state: LoadingState.Done })),
    catchError((error: unknown) => {
      const told = toDataQueryError(error);
      return of<PanelData>({ ...base, state: LoadingState.Error, error: told, errors: [told] });
    }),
    shareReplay(1),
  );
  const loading = timer(LOADING_AFTER_MS).pipe(
    map((): PanelData => ({ ...base, state: LoadingState.Loading })),
    takeUntil(answer),
  );
  return merge(loading, answer);
}

function parted(response: DataQueryResponse): { series: DataFrame[]; annotations: DataFrame[] } {
  const frames = response.data.map((frame) => toDataFrame(frame));
  const isAnnotation = (frame: DataFrame): boolean => frame.meta?.dataTopic === DataTopic.Annotations;
  return { series: frames.filter((frame) => !isAnnotation(frame)), annotations: frames.filter(isAnnotation) };
}
