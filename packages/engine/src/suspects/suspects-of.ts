import { absenceEvidence, type SignOfLife } from './absence-evidence.ts';
import { attributed } from './attributed.ts';
import { callEvidence } from './call-evidence.ts';
import { CallGraph } from './call-graph.ts';
import { durationEvidence } from './duration-evidence.ts';
import type { Evidence, EvidenceKind, Window } from './evidence.ts';
import { logEvidence, type LogEvent } from './log-evidence.ts';
import { metricEvidence } from './metric-evidence.ts';
import type { MetricSeries } from './metric-series.ts';
import { confidenceOf, rankSuspects, type Confidence, type Suspect } from './rank.ts';
import { slowCallEvidence } from './slow-call-evidence.ts';
import { spanTree, type SpanEvent } from './span-tree.ts';
import { untoldCalls } from './untold-calls.ts';

/** What was recorded round a trouble: any of the three sources, and calls that are known beforehand. */
export interface RcaInput {
  metrics: readonly MetricSeries[];
  logs: readonly LogEvent[];
  spans: readonly SpanEvent[];
  topology: readonly (readonly [caller: string, callee: string])[];
}

export interface RcaOptions {
  /** Start of the trouble; before it is the ordinary past (epoch ms). */
  atMs: number;
  /** End of what is looked at; may be infinite. */
  untilMs: number;
  /** The service that was seen to suffer. */
  symptom?: string;
}

/** A suspect with its strongest evidence in words. */
export interface RcaSuspect extends Suspect {
  kind: EvidenceKind;
  signal: string;
  words: string;
}

export interface RcaResult {
  atMs: number;
  confidence: Confidence;
  suspects: RcaSuspect[];
}

/** Of a trouble whose past was not recorded, this first part stands for it. */
const PAST_SHARE = 1 / 8;

/** Pieces of evidence that are told of one suspect. */
const TOLD = 3;
/** Weaker evidence than this is chance. */
const TOLD_FROM = 0.5;

/** Every service of the input, most suspect first. */
export function suspectsOf(input: RcaInput, options: RcaOptions): RcaResult {
  const window = { atMs: options.atMs, untilMs: Math.min(options.untilMs, lastOf(input) + 1) };
  const spanWindow = withPast(window, input.spans);
  const logWindow = withPast(window, input.logs);
  const graph = graphOf(input);
  const { spans, skew } = spanTree(input.spans, spanWindow, graph.services);
  for (const { service, parent, peer } of spans.values()) {
    if (parent) graph.addCall(parent.service, service);
    if (peer !== undefined) graph.addCall(service, peer);
  }
  const logs = inOneTime(input.logs, skew);
  const metricWindow = withPast(window, readings(input.metrics));
  const metrics = metricEvidence(input.metrics, metricWindow);
  const evidence = attributed([
    ...metrics,
    ...absenceEvidence(readings(input.metrics), 'metric', 'own', metricWindow),
    ...logEvidence(logs, spans, spans.size > 0 ? spanWindow : logWindow, graph.services),
    ...durationEvidence(spans, spanWindow),
    ...callEvidence(spans, spanWindow),
    // Against a past of its own a call is better judged: this is for when there was none.
    ...(spanWindow === window ? [] : slowCallEvidence(spans, spanWindow)),
  ]);
  for (const [caller, callee] of untoldCalls(input.metrics, metrics, graph, metricWindow))
    graph.addCall(caller, callee);
  // Who has trouble with another and names it asks it, unless the calls that are known say otherwise.
  for (const { by, service } of evidence)
    if (by !== undefined && !graph.depthsFrom(service).has(by)) graph.addCall(by, service);
  const symptom = options.symptom === undefined ? {} : { symptom: options.symptom };
  const suspects = rankSuspects(evidence, graph, symptom);
  const kind: EvidenceKind = input.metrics.length > 0 ? 'metric' : input.spans.length > 0 ? 'trace' : 'log';
  return {
    atMs: options.atMs,
    confidence: confidenceOf(suspects),
    suspects: suspects.map((one) => told(one, kind)),
  };
}

/**
 * The window, or when a source has nothing before it, the window without its first part, which stands for the past:
 * troubles seldom begin at the very moment that is told, and within it they may be seen to begin.
 */
function withPast(window: Window, events: Iterable<{ timeMs: number }>): Window {
  let first = Infinity;
  for (const { timeMs } of events) first = Math.min(first, timeMs);
  if (first < window.atMs || first >= window.untilMs) return window;
  return { ...window, atMs: first + PAST_SHARE * (window.untilMs - first) };
}

function told(suspect: Suspect, kind: EvidenceKind): RcaSuspect {
  const some = suspect.evidence.filter(({ strength }) => strength >= TOLD_FROM).slice(0, TOLD);
  const [first] = suspect.evidence;
  return {
    ...suspect,
    kind: first?.kind ?? kind,
    signal: first?.signal ?? 'none',
    words: some.length > 0 ? some.map(wordsOf).join('\n') : 'nothing about it is out of the ordinary',
  };
}

function wordsOf({ words, onsetMs }: Evidence): string {
  return onsetMs === undefined ? words : `${words}; from ${new Date(onsetMs).toISOString()}`;
}

/** Log lines in the time of the spans, where clocks are known to be apart. */
function inOneTime(logs: readonly LogEvent[], skew: ReadonlyMap<string, number>): readonly LogEvent[] {
  if (![...skew.values()].some((ms) => ms !== 0)) return logs;
  return logs.map((log) => ({ ...log, timeMs: log.timeMs + (skew.get(log.service) ?? 0) }));
}

function* readings(metrics: readonly MetricSeries[]): Generator<SignOfLife> {
  for (const { service, times, values } of metrics) {
    for (let i = 0; i < times.length; i++) {
      if (!Number.isNaN(values[i])) yield { service, timeMs: times[i] };
    }
  }
}

function graphOf(input: RcaInput): CallGraph {
  const graph = new CallGraph();
  for (const { service } of input.metrics) graph.addService(service);
  for (const { service } of input.logs) graph.addService(service);
  for (const { service } of input.spans) graph.addService(service);
  for (const [caller, callee] of input.topology) graph.addCall(caller, callee);
  return graph;
}

function lastOf({ metrics, logs, spans }: RcaInput): number {
  let last = -Infinity;
  for (const { timeMs } of logs) last = Math.max(last, timeMs);
  for (const { timeMs } of spans) last = Math.max(last, timeMs);
  for (const { times } of metrics) for (let i = 0; i < times.length; i++) last = Math.max(last, times[i]);
  return last;
}
