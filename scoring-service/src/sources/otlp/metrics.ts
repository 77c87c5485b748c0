import type { Labels } from '@lapwing/contract';
import type { StoredReading } from '../../stores/reading-store.ts';
import { boundedLabels } from '../shared/signal-labels.ts';
import { measuresOf } from '../streams/measures.ts';
import type { Total } from '../streams/cumulative.ts';
import { identityOf, type StreamPoint } from '../streams/streams.ts';
import { attributesOf, serviceOf, type Attributes } from './attributes.ts';
import type { MetricsRequest, OtlpMetric, OtlpNumberPoint } from './schemas.ts';
import { exponentialTotal, histogramTotal, numberTotal, summaryTotal } from './metric-totals.ts';
import type { Refused } from './spans.ts';

const DELTA = 1;
const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1;
const NANOS_A_MS = 1e6;
const FUTURE_TOLERANCE_MS = 60_000;

/** Attributes of a resource that become labels, by the labels' names; others would only make every restart a new signal. */
const RESOURCE_LABELS: readonly (readonly [string, string])[] = [
  ['service.namespace', 'namespace'],
  ['deployment.environment.name', 'environment'],
  ['deployment.environment', 'environment'],
  ['service.instance.id', 'instance'],
  ['host.name', 'host'],
  ['k8s.namespace.name', 'k8s_namespace'],
  ['k8s.pod.name', 'pod'],
  ['k8s.node.name', 'node'],
];

export interface MetricsRead {
  readings: StoredReading[];
  points: StreamPoint[];
  refused: Refused;
}

type Point = { attributes: OtlpNumberPoint['attributes']; timeUnixNano: number; flags: number };

/** A request's points: those that stand for themselves as readings, cumulative ones as points of their streams. */
export function metricsOf(
  request: MetricsRequest,
  { now, oldest }: { now: number; oldest: number },
): MetricsRead {
  const read: MetricsRead = { readings: [], points: [], refused: { count: 0, reason: '' } };
  for (const { resource, scopeMetrics } of request.resourceMetrics) {
    const attributes = attributesOf(resource.attributes);
    for (const metric of scopeMetrics.flatMap((scope) => scope.metrics)) {
      readMetric(read, metric, attributes, (point) => faultOf(metric, point, now, oldest));
    }
  }
  return read;
}

function readMetric(
  read: MetricsRead,
  metric: OtlpMetric,
  resource: Attributes,
  faultOf: (point: Point) => string | undefined,
): void {
  const fixed = resourceLabels(resource);
  const each = <P extends Point>(
    points: readonly P[] | undefined,
    add: (point: P, labels: Labels, identity: string) => void,
  ) => {
    for (const point of points ?? []) {
      const fault = faultOf(point);
      if (fault !== undefined) {
        if (read.refused.count++ === 0) read.refused.reason = fault;
        continue;
      }
      const own = attributesOf(point.attributes);
      const labels = boundedLabels({ service: serviceOf(resource), metric: metric.name }, [...own, ...fixed]);
      add(point, labels, identityOf(metric.name, Object.fromEntries(resource), Object.fromEntries(own)));
    }
  };
  const level = (point: OtlpNumberPoint, labels: Labels): void => {
    const value = (point.flags & NO_RECORDED_VALUE) !== 0 ? NaN : (point.asDouble ?? point.asInt ?? NaN);
    read.readings.push({ labels, time: timeOf(point), value });
  };
  const total = (
    of: Total,
    labels: Labels,
    identity: string,
    temporality: number,
    counter: boolean,
  ): void => {
    if (temporality === CUMULATIVE) read.points.push({ identity, labels, counter, total: of });
    else read.readings.push(...deltaReadings(of, labels, counter));
  };
  const recorded = ({ flags }: Point): boolean => (flags & NO_RECORDED_VALUE) === 0;

  each(metric.gauge?.dataPoints, level);
  const { sum, histogram, exponentialHistogram: exponential, summary } = metric;
  each(sum?.dataPoints, (point, labels, identity) => {
    // What may fall is a level: the number of open connections, not that of requests.
    if (sum?.isMonotonic !== true && sum?.aggregationTemporality !== DELTA) level(point, labels);
    else if (recorded(point)) total(numberTotal(point), labels, identity, sum.aggregationTemporality, true);
  });
  each(histogram?.dataPoints, (point, labels, identity) => {
    if (recorded(point))
      total(histogramTotal(point), labels, identity, histogram?.aggregationTemporality ?? 0, false);
  });
  each(exponential?.dataPoints, (point, labels, identity) => {
    if (recorded(point))
      total(exponentialTotal(point), labels, identity, exponential?.aggregationTemporality ?? 0, false);
  });
  each(summary?.dataPoints, (point, labels, identity) => {
    if (!recorded(point)) return;
    read.points.push({ identity, labels, counter: false, total: summaryTotal(point) });
    for (const { quantile, value } of point.quantileValues) {
      const measure = `p${Number((quantile * 100).toFixed(3))}`;
      read.readings.push({ labels: { ...labels, measure }, time: timeOf(point), value });
    }
  });
}

function resourceLabels(resource: Attributes): [string, string][] {
  return RESOURCE_LABELS.flatMap(([attribute, label]): [string, string][] => {
    const value = resource.get(attribute);
    return value === undefined ? [] : [[label, value]];
  });
}

/** Of a delta, what it says itself: without a start there is no rate. */
function deltaReadings(total: Total, labels: Labels, counter: boolean): StoredReading[] {
  if (!(total.start > 0 && total.time > total.start)) return [];
  return measuresOf({ ...total, seconds: (total.time - total.start) / 1000 }).map(([measure, value]) => ({
    labels: counter ? labels : { ...labels, measure },
    time: total.time,
    value,
  }));
}

function faultOf(metric: OtlpMetric, point: Point, now: number, oldest: number): string | undefined {
  const time = timeOf(point);
  if (metric.name === '') return 'a metric has no name';
  if (!(time > 0)) return `a point of ${metric.name} has no time`;
  if (time > now + FUTURE_TOLERANCE_MS)
    return `a point of ${metric.name} lies in the future: check the sender's clock`;
  if (time < oldest) return `a point of ${metric.name} is older than readings are kept here`;
  return undefined;
}

function timeOf({ timeUnixNano }: Point): number {
  return Math.round(timeUnixNano / NANOS_A_MS);
}
