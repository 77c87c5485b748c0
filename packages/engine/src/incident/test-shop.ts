import { expect } from 'vitest';
import { IncidentBook, type IncidentContext } from './book.ts';
import { CallGraph } from '../suspects/call-graph.ts';
import type { CorrelatedAnomaly } from './episode.ts';
import type { Incident } from './incident.ts';

export const MINUTE = 60_000;
/** A moment to count from. */
export const START = Date.UTC(2026, 10, 22, 3);

/** caller → callees. */
export const CALLS: Record<string, readonly string[]> = {
  web: ['search', 'checkout'],
  search: ['index'],
  checkout: ['payment', 'shipping'],
  payment: ['ledger'],
  shipping: [],
  index: [],
  ledger: [],
  batch: ['mail'],
  mail: [],
};

export function graphOf(calls: Readonly<Record<string, readonly string[]>>): CallGraph {
  const graph = new CallGraph();
  for (const [caller, callees] of Object.entries(calls)) {
    graph.addService(caller);
    for (const callee of callees) graph.addCall(caller, callee);
  }
  return graph;
}

export const shop: IncidentContext = {
  graph: graphOf(CALLS),
  entities: new Set(Object.keys(CALLS)),
  placeSizes: new Map(),
  signals: new Map(),
};

/** The same services, of which nobody knows who calls whom. */
export const withoutGraph: IncidentContext = { ...shop, graph: graphOf({}) };

/** An anomaly of `service` from minute `from` until minute `to` (open without it). */
export function anomaly(
  service: string,
  from: number,
  to?: number,
  more: Partial<CorrelatedAnomaly> = {},
): CorrelatedAnomaly {
  return {
    id: `${service}@${from}`,
    entity: service,
    labels: { service, metric: 'latency' },
    start: START + from * MINUTE,
    end: to === undefined ? NaN : START + to * MINUTE,
    score: 60,
    alerts: true,
    intervalMs: MINUTE,
    traffic: false,
    ...more,
  };
}

/** Feeds anomalies in order of their start, a moment at a time, as they are seen by then; then lets `until` pass. */
export function live(
  anomalies: readonly CorrelatedAnomaly[],
  until: number,
  context: IncidentContext = shop,
  book = new IncidentBook(),
): IncidentBook {
  const moments = [
    ...new Set(anomalies.flatMap(({ start, end }) => (Number.isNaN(end) ? [start] : [start, end]))),
  ];
  for (const time of [...moments.sort((a, b) => a - b), START + until * MINUTE]) {
    const now = anomalies.filter(({ start, end }) => start === time || end === time);
    book.advance(time, now, context);
  }
  return book;
}

export function groups(book: IncidentBook): string[] {
  return [...book.incidents.values()]
    .filter(({ status }) => status !== 'merged')
    .map(({ parts }) =>
      parts
        .map(({ entity }) => entity)
        .sort()
        .join('+'),
    )
    .sort();
}

export function only(book: IncidentBook): Incident {
  const [incident, ...others] = book.incidents.values();
  expect(others).toEqual([]);
  return incident;
}
