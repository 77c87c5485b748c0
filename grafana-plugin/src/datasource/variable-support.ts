import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  LoadingState,
} from '@grafana/data';
import { type Observable, from, map } from 'rxjs';
import { lazyComponent } from '../lazy-component.tsx';
import type { LapwingQuery } from './query.ts';
import type { ServiceSource, VariableEditorProps } from './service-source.ts';

const REF_ID = 'Variable';

/** Dashboard variables: label values, services, detectors, incidents, signals. */
export class LapwingVariables extends CustomVariableSupport<ServiceSource, LapwingQuery> {
  private readonly datasource: ServiceSource;

  override editor = lazyComponent<VariableEditorProps>(() => import('./editor/VariableEditor.tsx'));

  constructor(datasource: ServiceSource) {
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
