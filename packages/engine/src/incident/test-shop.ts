import type { IncidentContext } from './book.ts';
import { CallGraph } from '../suspects/call-graph.ts';
import type { CorrelatedAnomaly } from './episode.ts';

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
