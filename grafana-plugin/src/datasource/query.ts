import type { DataQuery, DataSourceJsonData } from '@grafana/data';
import type { Severity } from '@lapwing/contract';

/**
 * `scores`: readings, expected values, bounds and scores of signals, with their anomalies as regions.
 * `anomalies`: a table of anomalies. `signals`: a table of signals, worst first.
 */
export type QueryKind = 'scores' | 'anomalies' | 'signals';

export interface LapwingQuery extends DataQuery {
  kind: QueryKind;
  /** One signal; without it, those that the labels match. */
  signalId?: string;
  /** `key=value`, all of which must hold. Dashboard variables are filled in. */
  labels?: string[];
  /** Anomalies milder than this are left out. */
  lowestSeverity?: Severity;
}

export interface LapwingOptions extends DataSourceJsonData {
  /** How long a query may take, ms. */
  timeLimitMs?: number;
}

export interface LapwingSecrets {
  apiKey?: string;
}

export const DEFAULT_QUERY: Pick<LapwingQuery, 'kind'> = { kind: 'scores' };

/**
 * A panel with mixed data sources stays blank until its slowest query ends: ours ends by itself before a person
 * wonders.
 */
export const DEFAULT_TIME_LIMIT_MS = 1400;
