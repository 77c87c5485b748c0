import type { Anomaly, Severity, Signal } from '@lapwing/contract';
import { SEVERITIES, isAtLeast } from '@lapwing/visuals';
import type { AnomaliesQuery, Page, ServiceClient, Span } from '../../service/client.ts';
import { labelTest, pushedDown } from '../matchers/matcher.ts';
import type { LapwingQuery } from '../query.ts';

/** The most that the service gives in one answer. */
const PAGE = 1000;
/** Signals that are looked through where the service can't compare labels itself: more would take too long. */
const MOST_SIGNALS_LOOKED_AT = 5000;

export interface Found<T> {
  items: T[];
  /** How many there are; more than the items where not all were asked for. */
  total: number;
}

/** The signals of a query, worst first, at most `most` of them. */
export async function findSignals(
  client: ServiceClient,
  query: LapwingQuery,
  most: number,
  signal?: AbortSignal,
): Promise<Found<Signal>> {
  const { matchers = [], detectorId } = query;
  const holds = labelTest(matchers);
  const { pairs, complete } = pushedDown(matchers);
  const ask = { labels: pairs, ...(detectorId && { detectorId }) };
  if (complete && most <= PAGE) return await client.signals({ ...ask, limit: most }, signal);
  const all: Signal[] = [];
  let cursor: string | null | undefined;
  for (let seen = 0; cursor !== null && seen < MOST_SIGNALS_LOOKED_AT;) {
    const page: Page<Signal> = await client.signals(
      { ...ask, limit: PAGE, ...(cursor && { cursor }) },
      signal,
    );
    all.push(...page.items.filter(({ labels }) => holds(labels)));
    seen += page.items.length;
    cursor = page.items.length === 0 ? null : page.next;
  }
  return { items: all.slice(0, most), total: all.length };
}

/** The ids that a query names; empty when it chooses by labels. */
export function namedSignals(query: LapwingQuery): string[] {
  return (query.signalId ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
}

/** The severities that a query asks for; empty when it asks for all. */
export function severitiesOf({ layer, lowestSeverity = 'LOW' }: LapwingQuery): Severity[] {
  if (layer) return [layer];
  return lowestSeverity === 'LOW' ? [] : SEVERITIES.filter((severity) => isAtLeast(severity, lowestSeverity));
}

/**
 * The anomalies of a query that overlap `span`, newest first. Where there are more than one answer holds, each
 * severity is asked for by itself, so that many mild ones never hide a bad one.
 */
export async function findAnomalies(
  client: ServiceClient,
  query: LapwingQuery,
  span: Span,
  signal?: AbortSignal,
): Promise<Found<Anomaly>> {
  const ids = namedSignals(query);
  const { matchers = [], detectorId, alertsOnly } = query;
  const holds = ids.length > 0 ? () => true : labelTest(matchers);
  const severities = severitiesOf(query);
  const ask: AnomaliesQuery = {
    span,
    severities,
    limit: PAGE,
    ...(ids.length === 1 && { signalId: ids[0] }),
    ...(ids.length === 0 && { labels: pushedDown(matchers).pairs }),
    ...(detectorId && { detectorId }),
    ...(alertsOnly && { alert: 'raised' as const }),
  };
  const wanted = (anomaly: Anomaly): boolean =>
    holds(anomaly.labels) && (ids.length < 2 || ids.includes(anomaly.signal_id));
  const first = await client.anomalies(ask, signal);
  if (first.next === null || severities.length === 1) {
    return { items: first.items.filter(wanted), total: totalOf([first], wanted) };
  }
  const layers = severities.length > 0 ? severities : SEVERITIES;
  const pages = await Promise.all(
    layers.map((severity) => client.anomalies({ ...ask, severities: [severity] }, signal)),
  );
  const items = pages.flatMap((page) => page.items.filter(wanted));
  return {
    items: items.sort((a, b) => (a.start < b.start ? 1 : a.start > b.start ? -1 : 0)),
    total: totalOf(pages, wanted),
  };
}

/** Of what was left out nobody knows whether it would have been wanted: it is counted as if it were. */
function totalOf(pages: readonly Page<Anomaly>[], wanted: (anomaly: Anomaly) => boolean): number {
  return pages.reduce(
    (sum, page) => sum + page.items.filter(wanted).length + Math.max(0, page.total - page.items.length),
    0,
  );
}
