import type { LapwingQuery } from '../../datasource/query.ts';
import type { DataSourceRef } from '../../grafana/dashboard-json.ts';
import { DATASOURCE_ID } from '../../ids.ts';

/** What is laid over a panel: a query of ours without what the panel gives it. */
export type Overlay = Pick<
  LapwingQuery,
  'kind' | 'detectorId' | 'matchers' | 'band' | 'marksOnly' | 'lowestSeverity' | 'alertsOnly'
>;

/** What a panel in schema v1 was before it had mixed data sources, kept in our query so that it can be put back. */
export interface Replaced {
  /** Absent where the panel named none. */
  datasource?: unknown;
  /** refIds of queries that named none. */
  bare: string[];
}

export const MIXED: DataSourceRef = { type: 'datasource', uid: '-- Mixed --' };

/** Names of data sources of ours, so that a query which names its uid alone is known too. */
export type OurUids = ReadonlySet<string>;

export function isOurs(ref: unknown, ours: OurUids): boolean {
  if (typeof ref === 'string') return ours.has(ref);
  if (typeof ref !== 'object' || ref === null) return false;
  const { type, uid } = ref as DataSourceRef;
  return type === DATASOURCE_ID || (uid !== undefined && ours.has(uid));
}

/** The first of A, B, …, Z, A1, … that is free. */
export function freeRefId(taken: readonly string[]): string {
  for (let n = 0; ; n++) {
    const id = String.fromCharCode(65 + (n % 26)) + (n < 26 ? '' : String(Math.floor(n / 26)));
    if (!taken.includes(id)) return id;
  }
}
