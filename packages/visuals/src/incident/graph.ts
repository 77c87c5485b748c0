import { severityOf, type Incident, type Severity } from '@lapwing/contract';
import { layered } from './layered.ts';

/** Who calls whom. */
export interface Call {
  caller: string;
  callee: string;
}

/** A service as a box. `x` and `y` count columns and rows from 0: callers to the left of what they call. */
export interface GraphNode {
  service: string;
  x: number;
  y: number;
  /** undefined for a service without trouble that lies between others. */
  severity: Severity | undefined;
  rank: number | undefined;
  /** Trouble began here, as far as can be told. */
  isRoot: boolean;
}

export interface GraphEdge {
  caller: string;
  callee: string;
  /** Trouble took this way: `up` from the callee to the caller, `down` with the load. */
  spread: 'up' | 'down' | undefined;
  lagSeconds: number | undefined;
}

export interface IncidentGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  columns: number;
  rows: number;
}

/** Boxes that a person can still read. */
const NODES_MOST = 60;
/** Steps from where it began to the first service with anomalies. */
const BEGINNING = 3;

/**
 * The part of the call graph that an incident touches: its services, and those that lie directly between two of them.
 * A step between two services of which no call is known is drawn as one.
 */
export function incidentGraph(incident: Incident, calls: readonly Call[]): IncidentGraph {
  const touched = new Set([
    ...incident.services.slice(0, NODES_MOST),
    // Spans and lines may tell of a service without anomalies: the way begins there.
    ...incident.steps.slice(0, BEGINNING).flatMap(({ from, to }) => [from, to]),
  ]);
  const between = directlyBetween(touched, calls);
  const services = new Set([...touched, ...between]);
  const known = calls.filter(
    ({ caller, callee }) => services.has(caller) && services.has(callee) && caller !== callee,
  );
  const steps = incident.steps.filter(
    ({ from, to }) => from !== to && services.has(from) && services.has(to),
  );
  const drawn = new Map(known.map((call) => [keyOf(call), call]));
  for (const { from, to } of steps) {
    const up = { caller: to, callee: from };
    if (!drawn.has(keyOf(up)) && !drawn.has(keyOf({ caller: from, callee: to }))) drawn.set(keyOf(up), up);
  }
  const edges = [...drawn.values()].map(({ caller, callee }): GraphEdge => {
    const up = steps.find(({ from, to }) => from === callee && to === caller);
    const down = steps.find(({ from, to }) => from === caller && to === callee);
    const spread = up !== undefined ? 'up' : down !== undefined ? 'down' : undefined;
    return { caller, callee, spread, lagSeconds: (up ?? down)?.lag_seconds };
  });
  const places = layered(
    [...services],
    edges.map(({ caller, callee }) => [caller, callee]),
  );
  return {
    nodes: [...services].map((service) => nodeOf(service, incident, places.at(service))),
    edges,
    columns: places.columns,
    rows: places.rows,
  };
}

function nodeOf(service: string, incident: Incident, { x, y }: { x: number; y: number }): GraphNode {
  const scores = incident.parts.filter(({ entity }) => entity === service).map(({ score }) => score);
  const explained = incident.steps.some(({ from, to }) => to === service && from !== service);
  const leads = incident.steps.some(({ from }) => from === service);
  return {
    service,
    x,
    y,
    severity: scores.length === 0 ? undefined : (severityOf(Math.max(...scores)) ?? 'LOW'),
    rank: incident.suspects.find((suspect) => suspect.service === service)?.rank,
    isRoot: (scores.length > 0 || leads) && !explained,
  };
}

/** Services that one of `touched` calls and that call another of them. */
function directlyBetween(touched: ReadonlySet<string>, calls: readonly Call[]): string[] {
  const called = new Set(calls.filter(({ caller }) => touched.has(caller)).map(({ callee }) => callee));
  const calling = new Set(calls.filter(({ callee }) => touched.has(callee)).map(({ caller }) => caller));
  return [...called].filter((service) => calling.has(service) && !touched.has(service)).slice(0, NODES_MOST);
}

function keyOf({ caller, callee }: Call): string {
  return JSON.stringify([caller, callee]);
}
