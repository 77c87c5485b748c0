import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  LoadingState,
  type QueryEditorProps,
} from '@grafana/data';
import { type Observable, from, map } from 'rxjs';
import { lazyComponent } from '../lazy-component.tsx';
import type { LapwingDataSource } from './LapwingDataSource.ts';
import type { LapwingOptions, LapwingQuery } from './query.ts';

export type VariableEditorProps = QueryEditorProps<
  LapwingDataSource,
  LapwingQuery,
  LapwingOptions,
  LapwingQuery
>;

const REF_ID = 'Variable';

/** Dashboard variables: label values, services, detectors, incidents, signals. */
export class LapwingVariables extends CustomVariableSupport<LapwingDataSource, LapwingQuery> {
  private readonly datasource: LapwingDataSource;

  override editor = lazyComponent<VariableEditorProps>(() => import('./editor/VariableEditor.tsx'));

  constructor(datasource: LapwingDataSource) {
    super();
    this.datasource = datasource;
  }

  override query(request: DataQueryRequest<LapwingQuery>): Observable<DataQueryResponse> {
    const [target] = request.targets;
    const query: LapwingQuery = { ...target, refId: target?.refId ?? REF_ID, kind: 'values' };
    const span = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
    return from(this.datasource.values(query, span, request.scopedVars)).pipe(
      map((data) => ({ data, state: LoadingState.Done })),
    );
  }

  override getDefaultQuery(): Partial<LapwingQuery> {
    return { kind: 'values', valuesOf: 'services' };
  }
}
