import { createHash } from 'node:crypto';
import type { Labels } from '@lapwing/contract';
import { z } from 'zod';
import { sortedLabels } from '../../signals/signal-id.ts';
import type { StoredReading } from '../../stores/reading-store.ts';
import type { TelemetryStore } from '../../stores/telemetry-store.ts';
import type { IngestAnswer } from '@lapwing/contract';
import { increase, type Total } from './cumulative.ts';
import { measuresOf } from './measures.ts';

/** One point of a cumulative stream, and the labels that its readings get. */
export interface StreamPoint {
  /** What tells the stream from every other: the metric's name and all attributes. */
  identity: string;
  labels: Labels;
  /** Counters have one reading, without a label `measure`. */
  counter: boolean;
  total: Total;
}

const Buckets = z.object({ offset: z.number(), counts: z.array(z.number()) });
const Saved = z.object({
  start: z.number(),
  time: z.number(),
  count: z.number(),
  sum: z.number().optional(),
  buckets: z.object({ borders: z.array(z.number()), counts: z.array(z.number()) }).optional(),
  exponential: z
    .object({
      ...{ scale: z.number(), positive: Buckets, negative: Buckets },
      ...{ zeroCount: z.number(), zeroThreshold: z.number().optional() },
    })
    .optional(),
});

export interface StreamsDeps {
  telemetry: TelemetryStore;
  take: (readings: StoredReading[]) => IngestAnswer;
}

/**
 * Puts away readings, and the points of cumulative streams as what they added since the point before. The readings go
 * first: a crash in between, and the repeat of the request makes the very same readings again. Durable when it returns.
 */
export function putPoints(
  { telemetry, take }: StreamsDeps,
  readings: StoredReading[],
  points: StreamPoint[],
): void {
  const now = new Map<string, { key: Uint8Array; total: Total | undefined; changed: boolean }>();
  const all = [...readings];
  for (const point of [...points].sort((a, b) => a.total.time - b.total.time)) {
    const stream = now.get(point.identity) ?? load(telemetry, point.identity);
    now.set(point.identity, stream);
    const added = increase(stream.total, point.total);
    if (stream.total === undefined || point.total.time > stream.total.time) {
      stream.total = point.total;
      stream.changed = true;
    }
    if (added !== undefined) all.push(...readingsOf(point, added));
  }
  if (all.length > 0) take(all);
  telemetry.putStreams(
    [...now.values()].flatMap(({ key, total, changed }) =>
      changed && total !== undefined ? [{ key, time: total.time, state: JSON.stringify(total) }] : [],
    ),
  );
}

/** Whether points of this stream came before. */
export function isKnown(telemetry: TelemetryStore, identity: string): boolean {
  return telemetry.stream(keyOf(identity)) !== undefined;
}

function load(telemetry: TelemetryStore, identity: string) {
  const key = keyOf(identity);
  const stored = telemetry.stream(key);
  const total = stored === undefined ? undefined : (Saved.parse(JSON.parse(stored.state)) as Total);
  return { key, total, changed: false };
}

function keyOf(identity: string): Uint8Array {
  return createHash('sha256').update(identity).digest().subarray(0, 16);
}

function readingsOf(
  { labels, counter }: StreamPoint,
  added: Parameters<typeof measuresOf>[0],
): StoredReading[] {
  return measuresOf(added).map(([measure, value]) => ({
    labels: counter ? labels : { ...labels, measure },
    time: added.time,
    value,
  }));
}

/** One spelling of a stream's name and labels. */
export function identityOf(name: string, ...parts: readonly Labels[]): string {
  return JSON.stringify([name, ...parts.map(sortedLabels)]);
}
