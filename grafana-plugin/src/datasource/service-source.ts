import { DataSourceApi, type QueryEditorProps, type ScopedVars } from '@grafana/data';
import type { ServiceClient, Span } from '../service/client.ts';
import type { LapwingOptions, LapwingQuery } from './query.ts';

/** What the editors and the dashboard variables need of the data source, which itself stands on them. */
export abstract class ServiceSource extends DataSourceApi<LapwingQuery, LapwingOptions> {
  /** For the query editor, which completes signals and labels. */
  abstract client(): Promise<ServiceClient>;
  /** What a variable, a filter or the editor lists; rejects with a sentence that a person can read. */
  abstract values(
    query: LapwingQuery,
    span: Span,
    scopedVars?: ScopedVars,
  ): Promise<{ text: string; value: string }[]>;
}

export type VariableEditorProps = QueryEditorProps<ServiceSource, LapwingQuery, LapwingOptions, LapwingQuery>;
