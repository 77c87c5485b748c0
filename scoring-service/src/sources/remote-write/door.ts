import type { IngestAnswer, Labels } from '@lapwing/contract';
import type { StoredReading } from '../../stores/reading-store.ts';
import type { TelemetryStore } from '../../stores/telemetry-store.ts';
import { isCounter } from '../prometheus/promql.ts';
import { boundedLabels } from '../shared/signal-labels.ts';
import { measuresOf } from '../streams/measures.ts';
import { identityOf, isKnown, putPoints, type StreamPoint } from '../streams/streams.ts';
import type { SentHistogram } from './native-histogram.ts';
import { readSeries, type SentRequest, type SentSeries } from './read-series.ts';

const FUTURE_TOLERANCE_MS = 60_000;

export interface WriteDoorDeps {
  telemetry: TelemetryStore;
  take: (readings: StoredReading[]) => IngestAnswer;
  now: () => number;
  /** How long readings are kept (ms). */
  keepMs: number;
}

/** How much of a request was taken. */
interface Written {
  samples: number;
  histograms: number;
}
/** Takes a request, uncompressed; durable when it returns. Throws LapwingError BAD_REQUEST. */
export type WriteDoor = (bytes: Uint8Array, version: 1 | 2) => Written;

/**
 * Samples by remote write, as readings of the source `ingest`: counters as rates a second, native histograms by the
 * rate, mean and percentiles of what was added, everything else as it is. Of classic histograms the sum and count alone:
 * one bucket's rate says nothing, and the others come in other requests.
 */
export function createWriteDoor(deps: WriteDoorDeps): WriteDoor {
  // What the sender said of its metrics: it repeats it each minute.
  const types = new Map<string, string>();
  return (bytes, version) => {
    const request = readSeries(bytes, version);
    for (const [name, type] of request.types) types.set(name, type);
    const now = deps.now();
    const { readings, points, written } = split(deps.telemetry, request, types, (time) => {
      return time > 0 && time <= now + FUTURE_TOLERANCE_MS && time >= now - deps.keepMs;
    });
    putPoints(deps, readings, points);
    return written;
  };
}

function split(
  telemetry: TelemetryStore,
  { series }: SentRequest,
  types: ReadonlyMap<string, string>,
  isTaken: (time: number) => boolean,
): { readings: StoredReading[]; points: StreamPoint[]; written: Written } {
  const readings: StoredReading[] = [];
  const points: StreamPoint[] = [];
  const written: Written = { samples: 0, histograms: 0 };
  for (const one of series) {
    const { samples, histograms } = one;
    const name = one.labels.find(([key]) => key === '__name__')?.[1] ?? '';
    if (name === '' || name.endsWith('_bucket')) continue;
    const labels = labelsOf(name, one.labels);
    const identity = identityOf(`remote-write ${name}`, Object.fromEntries(one.labels));
    const counter = isTotal(one, name, types) || isKnown(telemetry, identity);
    for (const [time, value] of samples) {
      // A sample that is too old or ahead of time will never be taken: Prometheus must not send it again.
      if (!isTaken(time)) continue;
      written.samples++;
      // NaN, among them the mark of a series that ended, is a missing reading.
      if (!counter) readings.push({ labels, time, value });
      else if (Number.isFinite(value)) {
        points.push({ identity, labels, counter: true, total: { start: 0, time, count: value } });
      }
    }
    for (const one of histograms) {
      if (!isTaken(one.total.time)) continue;
      written.histograms++;
      if (one.gauge) readings.push(...momentOf(one, labels));
      else points.push({ identity, labels, counter: false, total: one.total });
    }
  }
  return { readings, points, written };
}

/** Of a histogram that is no total: the mean and percentiles of what it holds now. */
function momentOf({ total }: SentHistogram, labels: Labels): StoredReading[] {
  return measuresOf({ ...total, seconds: 1 })
    .filter(([measure]) => measure !== 'rate')
    .map(([measure, value]) => ({ labels: { ...labels, measure }, time: total.time, value }));
}

function isTotal({ type }: SentSeries, name: string, types: ReadonlyMap<string, string>): boolean {
  return type === undefined ? isCounter(name, types) : type === 'counter';
}

/** `metric` is the name; a series that names no service is of its job. */
function labelsOf(name: string, sent: readonly [string, string][]): Labels {
  const own = sent.filter(([key]) => key !== '__name__');
  const service = own.find(([key]) => key === 'service')?.[1] ?? own.find(([key]) => key === 'job')?.[1];
  return boundedLabels({ ...(service !== undefined && { service }), metric: name }, own);
}
