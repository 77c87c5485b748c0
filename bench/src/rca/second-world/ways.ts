import type { Kind } from './kinds.ts';
import type { LogWay } from './logs.ts';
import type { Watch } from './watch.ts';
import type { SpanWay } from './spans.ts';

/** What of a system is there to be looked at, for how long, and which faults it is asked about. */
export interface Way {
  pastS: readonly number[];
  troubleS: readonly number[];
  /** Requests of users a second. */
  rate: readonly [number, number];
  watch?: Watch;
  logs?: LogWay;
  spans?: SpanWay;
  topology: boolean;
  kinds: readonly Kind[];
}

const METRIC_KINDS: readonly Kind[] = [
  'cpu',
  'memory',
  'leak',
  'disk',
  'gc',
  'delay',
  'loss',
  'bandwidth',
  'partition',
  'socket',
  'certificate',
  'kill',
  'crash-loop',
  'exception',
  'lock',
  'slow-query',
  'pool',
  'host',
  'store-slow',
];
const SPAN_KINDS: readonly Kind[] = [
  'cpu',
  'gc',
  'delay',
  'loss',
  'partition',
  'socket',
  'certificate',
  'kill',
  'exception',
  'wrong-parameter',
  'missing-call',
  'wrong-return',
  'unhandled',
  'lock',
  'slow-query',
  'timeout',
  'host',
];
const LOG_KINDS: readonly Kind[] = [
  'leak',
  'socket',
  'partition',
  'certificate',
  'kill',
  'crash-loop',
  'exception',
  'wrong-parameter',
  'missing-call',
  'wrong-return',
  'unhandled',
  'timeout',
  'host',
  'clock',
];
const ALL_KINDS: readonly Kind[] = [...new Set([...METRIC_KINDS, ...SPAN_KINDS, ...LOG_KINDS])];

const SHORT: Watch = {
  intervalS: 1,
  scrapeS: 5,
  windowS: 15,
  names: 'short',
  seen: true,
  missing: 0,
  nodes: false,
  stores: true,
};
const EXPORTER: Watch = {
  intervalS: 15,
  scrapeS: 15,
  windowS: 60,
  names: 'exporter',
  seen: false,
  missing: 0.02,
  nodes: true,
  stores: true,
};
const OTEL: Watch = {
  intervalS: 60,
  scrapeS: 30,
  windowS: 60,
  names: 'otel',
  seen: false,
  missing: 0.01,
  nodes: true,
  stores: true,
};
const LOGS: LogWay = { raw: true, level: false, ids: true, split: false, times: 'iso' };
const SPANS: SpanWay = {
  sampling: 0.5,
  clients: true,
  blind: 0.1,
  status: 'words',
  skewMs: 5,
  names: 'rpc',
  times: 'iso',
};
const MINUTE = 60;

/** By what is there; figures are kept apart by it. */
export const WAYS: Readonly<Record<string, Way>> = {
  'metrics, 1 s, a mesh': {
    pastS: [3 * MINUTE, 10 * MINUTE],
    troubleS: [3 * MINUTE, 10 * MINUTE],
    rate: [10, 20],
    watch: SHORT,
    topology: false,
    kinds: METRIC_KINDS,
  },
  'metrics, 15 s, exporters': {
    pastS: [20 * MINUTE, 40 * MINUTE],
    troubleS: [5 * MINUTE, 10 * MINUTE],
    rate: [5, 10],
    watch: EXPORTER,
    topology: false,
    kinds: METRIC_KINDS,
  },
  'metrics, 1 min, OpenTelemetry, calls known': {
    pastS: [30 * MINUTE, 60 * MINUTE],
    troubleS: [8 * MINUTE, 20 * MINUTE],
    rate: [3, 7],
    watch: OTEL,
    topology: true,
    kinds: METRIC_KINDS,
  },
  'metrics and logs': {
    pastS: [5 * MINUTE, 10 * MINUTE],
    troubleS: [2 * MINUTE, 5 * MINUTE],
    rate: [4, 8],
    watch: { ...EXPORTER, intervalS: 5, scrapeS: 5, windowS: 30, nodes: false },
    logs: { ...LOGS, ids: false, split: true, level: true },
    topology: false,
    kinds: ALL_KINDS,
  },
  'metrics, logs, spans': {
    pastS: [5 * MINUTE, 10 * MINUTE],
    troubleS: [2 * MINUTE, 5 * MINUTE],
    rate: [4, 8],
    watch: { ...SHORT, seen: false },
    logs: LOGS,
    spans: { ...SPANS, sampling: 1 },
    topology: false,
    kinds: ALL_KINDS,
  },
  'logs and spans': {
    pastS: [4 * MINUTE, 10 * MINUTE],
    troubleS: [1 * MINUTE, 4 * MINUTE],
    rate: [4, 10],
    logs: { ...LOGS, raw: false, level: true, times: 'ns' },
    spans: { ...SPANS, clients: false, blind: 0, status: 'none', names: 'http', times: 'ms', skewMs: 40 },
    topology: false,
    kinds: SPAN_KINDS,
  },
  'spans, some kept': {
    pastS: [5 * MINUTE, 15 * MINUTE],
    troubleS: [3 * MINUTE, 8 * MINUTE],
    rate: [8, 16],
    spans: { ...SPANS, sampling: 0.2, blind: 0.15, status: 'http', skewMs: 1500, names: 'http' },
    topology: false,
    kinds: SPAN_KINDS,
  },
  logs: {
    pastS: [5 * MINUTE, 15 * MINUTE],
    troubleS: [2 * MINUTE, 6 * MINUTE],
    rate: [4, 10],
    logs: { ...LOGS, ids: false, times: 'ms' },
    topology: false,
    kinds: LOG_KINDS,
  },
};
