import type { DataFrame } from '@grafana/data';
import { anomaliesTable } from '../frames/anomalies-frame.ts';
import { incidentsTable } from '../frames/incidents-frame.ts';
import { noted } from '../frames/notice-frame.ts';
import { signalsTable } from '../frames/signals-frame.ts';
import { type Matcher, labelTest } from '../matchers/matcher.ts';
import type { LapwingQuery } from '../query.ts';
import { findAnomalies, findSignals, severitiesOf } from './find.ts';
import type { RunRequest } from './run.ts';

/** A table longer than this is not read. */
const MOST_ANOMALIES = 500;
const MOST_INCIDENTS = 500;
const MOST_SIGNALS = 1000;
const SERVICE = 'service';

export async function signalsFrame(
  query: LapwingQuery,
  { client }: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame> {
  const { items, total } = await findSignals(client, query, MOST_SIGNALS, signal);
  return short(signalsTable(query.refId, items), total, 'worst', 'signals');
}

export async function anomaliesFrame(
  query: LapwingQuery,
  { client, span }: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame> {
  const { items, total } = await findAnomalies(client, query, span, signal);
  return short(anomaliesTable(query.refId, items.slice(0, MOST_ANOMALIES)), total, 'newest', 'anomalies');
}

/** Incidents know services alone: of the matchers, those on `service` count, and hold when one service does. */
export async function incidentsFrame(
  query: LapwingQuery,
  { client, span }: RunRequest,
  signal: AbortSignal,
): Promise<DataFrame> {
  const matchers = (query.matchers ?? []).filter(({ label }) => label === SERVICE);
  const only = soleService(matchers);
  const { items, total } = await client.incidents(
    {
      span,
      severities: severitiesOf(query),
      limit: MOST_INCIDENTS,
      ...(query.statuses && { statuses: query.statuses }),
      ...(only !== undefined && { service: only }),
    },
    signal,
  );
  const tests = matchers.map((matcher) => labelTest([matcher]));
  const shown = items.filter(({ services }) =>
    tests.every((holds) => services.some((service) => holds({ [SERVICE]: service }))),
  );
  const left = total - items.length;
  return short(incidentsTable(query.refId, shown), shown.length + left, 'newest', 'incidents');
}

function soleService(matchers: readonly Matcher[]): string | undefined {
  const first = matchers.find(({ operator, value }) => operator === '=' && value !== '');
  return first?.value;
}

function short(table: DataFrame, total: number, which: string, what: string): DataFrame {
  return total > table.length ? noted(table, `The ${which} ${table.length} of ${total} ${what}`) : table;
}
