import type { Anomaly } from '@lapwing/contract';
import { CallGraph } from '@lapwing/engine';
import { anomalyId, signalId } from '../../../scoring-service/src/signals/signal-id.ts';
import { Chance } from '../rca/made-up/chance.ts';

export const MINUTE = 60_000;
export const DETECTOR = 'shop';
/** A moment to count from. */
export const START = Date.UTC(2026, 10, 1);
/** Metrics of a service that may stray. */
const METRICS = ['requests', 'errors', 'latency p50', 'latency p99', 'cpu', 'memory', 'queue', 'threads'];
/** Services that one calls. */
const CALLEES = 2;

/** An anomaly's states, each with the minute that it is written in. */
export interface Written {
  minute: number;
  anomaly: Anomaly;
}

/** A house of services in layers: each calls some of those after it. */
export function madeUpGraph(services: number, seed: number): CallGraph {
  const chance = new Chance(seed);
  const graph = new CallGraph();
  for (let i = 0; i < services; i++) {
    graph.addService(nameOf(i));
    for (let k = 0; k < CALLEES && i + 1 < services; k++) {
      graph.addCall(nameOf(i), nameOf(chance.whole(i + 1, Math.min(services - 1, i + 20))));
    }
  }
  return graph;
}

/** Faults one after the other, `perDay` of them for `days`: each troubles a service and some of those that call it. */
export function faultsOfDays(
  days: number,
  perDay: number,
  {
    graph,
    services,
    anomalies,
    seed,
  }: { graph: CallGraph; services: number; anomalies: number; seed: number },
): Written[] {
  const chance = new Chance(seed);
  const written: Written[] = [];
  for (let fault = 0; fault < days * perDay; fault++) {
    const begins = Math.floor(((fault + chance.next()) * 1440) / perDay);
    const root = nameOf(chance.whole(0, services - 1));
    const felt = [root, ...graph.heightsFrom(root).keys()].slice(0, 4);
    for (let i = 0; i < anomalies; i++) {
      const start = begins + chance.whole(0, 3);
      const labels = {
        service: felt[i % felt.length],
        metric: METRICS[Math.floor(i / felt.length) % METRICS.length],
      };
      written.push(...states(labels, start, start + chance.whole(5, 25), chance));
    }
  }
  return inOrder(written);
}

/** Everything breaks within an hour, and stays broken until it ends: one signal after the other, all services. */
export function storm(anomalies: number, services: number, seed: number): Written[] {
  const chance = new Chance(seed);
  const written: Written[] = [];
  for (let i = 0; i < anomalies; i++) {
    const labels = {
      service: nameOf(i % services),
      metric: METRICS[Math.floor(i / services) % METRICS.length],
      instance: String(Math.floor(i / services / METRICS.length)),
    };
    const start = Math.floor((i * 60) / anomalies);
    written.push(...states(labels, start, 60 + chance.whole(0, 10), chance));
  }
  return inOrder(written);
}

/** Open when it begins, and ended when it ends. */
function states(labels: Record<string, string>, start: number, end: number, chance: Chance): Written[] {
  const signal = signalId('ingest', 'metric', labels);
  const at = (minute: number): string => new Date(START + minute * MINUTE).toISOString();
  const score = chance.between(50, 90);
  const begun: Anomaly = {
    id: anomalyId(signal, DETECTOR, START + start * MINUTE),
    signal_id: signal,
    detector_id: DETECTOR,
    source: 'ingest',
    kind: 'metric',
    labels,
    start: at(start),
    end: null,
    peak: at(start),
    severity: 'HIGH',
    score,
    p_value: 10 ** (-score / 10),
    actual: 99,
    expected: 10,
    lower: 8,
    upper: 12,
    feature: 'level',
    model: 'statistical',
    reason: `${labels['metric']} is 99, expected 10 (8 to 12): much higher than at this time of day`,
    alert: 'raised',
    alert_reason: `the score of ${score.toFixed(0)} reaches 50`,
    trace: [],
  };
  return [
    { minute: start, anomaly: begun },
    { minute: end, anomaly: { ...begun, end: at(end) } },
  ];
}

function inOrder(written: Written[]): Written[] {
  return written.sort((a, b) => a.minute - b.minute || (a.anomaly.id < b.anomaly.id ? -1 : 1));
}

function nameOf(service: number): string {
  return `service-${service}`;
}
