import type { DataQuery, DataSourceJsonData } from '@grafana/data';
import type { IncidentStatus, Severity } from '@lapwing/contract';
import type { Matcher } from './matchers/matcher.ts';

/**
 * `overlay`: marks and expected bands to lay over the series of the panel that it is on.
 * `scores`: readings, expected values, bounds and scores of signals, with their anomalies as regions.
 * `expected`: the expected value with its band, for each signal.
 * `anomalies`, `incidents`, `signals`: tables. `annotations`: the marks as an annotation query wants them.
 * `values`: what a dashboard variable chooses from.
 */
export type QueryKind =
  'overlay' | 'scores' | 'expected' | 'anomalies' | 'incidents' | 'signals' | 'annotations' | 'values';

/** What a dashboard variable lists. */
export type ValuesOf = 'label_values' | 'label_names' | 'services' | 'detectors' | 'incidents' | 'signals';

export interface LapwingQuery extends DataQuery {
  kind: QueryKind;
  /** One signal, or several joined by commas; without it, those that the matchers hold for. */
  signalId?: string;
  detectorId?: string;
  /** All of them must hold. Variables are filled in, several values of one as alternatives. */
  matchers?: Matcher[];
  /** Anomalies milder than this are left out. */
  lowestSeverity?: Severity;
  /** Anomalies of this severity alone: an annotation layer. */
  layer?: Severity;
  /** Only anomalies that somebody is told of. */
  alertsOnly?: boolean;
  /** Of an overlay; drawn unless false. */
  band?: boolean;
  /**
   * Of an overlay: nothing but marks comes, not even a notice. A panel that transforms its series would take one for a series more
   * without a time, and join the others no longer.
   */
  marksOnly?: boolean;
  /** Of incidents; all unless told. */
  statuses?: IncidentStatus[];
  valuesOf?: ValuesOf;
  /** Whose values `label_values` lists. */
  label?: string;
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
 * wonders. An overlay never takes longer, whatever the data source's settings allow the others.
 */
export const DEFAULT_TIME_LIMIT_MS = 1400;
