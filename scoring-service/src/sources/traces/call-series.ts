import type { Cell } from '@lapwing/engine/traces';
import { CALL_MEASURES, measureOf, type CallGroup, type CallMeasure } from '@lapwing/engine/traces';
import type { Detector, Labels, TracesQuery } from '@lapwing/contract';
import type { GroupEntry, StoredCell } from '../../stores/trace-store.ts';
import { SeriesBuilder } from '../shared/series-builder.ts';
import { signalLabels } from '../shared/signal-labels.ts';
import type { SeriesChunk, TimeRange } from '../source.ts';

/** So long after its last call a group still has a rate, of none: a whole daily round, as for counted logs. */
const SILENT_AFTER_MS = 86_400_000;

export interface CallSeriesWork {
  detector: Detector;
  query: TracesQuery;
  /** Of the source, in any order. */
  groups: readonly GroupEntry[];
  intervalMs: number;
}

/**
 * One reading an interval for each group and measure that the query asks for. In an interval in which the source told of
 * some calls, a group without any has a rate of 0; errors and durations of no calls are gaps, and so is everything in an
 * interval of which nothing was told at all: then the sender is silent, not the services.
 */
export function callSeries(
  work: CallSeriesWork,
  cells: Iterable<StoredCell>,
  range: TimeRange,
): SeriesChunk[] {
  const { detector, query, intervalMs } = work;
  const wanted = new Map(work.groups.filter(({ group }) => wants(query, group)).map((one) => [one.key, one]));
  const measures = CALL_MEASURES.filter((measure) => query.measures.includes(measure));
  const series = new SeriesBuilder();
  const add = (entry: GroupEntry, measure: CallMeasure, time: number, value: number): void =>
    series.add(
      `${entry.key}:${measure}`,
      () => signalLabels(detector, labelsOf(entry.group, measure)),
      time,
      value,
    );

  for (const { time, cells: found } of byInterval(cells, intervalMs)) {
    if (time < range.from || time >= range.to) continue;
    for (const [key, entry] of wanted) {
      const cell = found.get(key);
      if (cell !== undefined) {
        for (const measure of measures)
          add(entry, measure, time, measureOf(cell, measure, intervalMs / 1000));
      } else if (query.measures.includes('rate') && isQuiet(entry, time)) add(entry, 'rate', time, 0);
    }
  }
  return series.build();
}

/** Seen before, not long ago, and not called otherwise since. */
function isQuiet({ firstSeen, lastSeen, retired }: GroupEntry, time: number): boolean {
  return !retired && firstSeen < time && time - lastSeen < SILENT_AFTER_MS;
}

function wants(query: TracesQuery, group: CallGroup): boolean {
  if (!query.by.includes(group.by)) return false;
  const ends = group.by === 'edge' ? [group.caller, group.callee] : [group.service];
  if (query.services.length > 0 && !ends.some((name) => query.services.includes(name))) return false;
  return (
    group.by !== 'operation' || query.operations.length === 0 || query.operations.includes(group.operation)
  );
}

/** `metric` says what is measured, `measure` which figure of it. An edge belongs to the service that is called. */
function labelsOf(group: CallGroup, measure: CallMeasure): Labels {
  const metric = measure === 'rate' || measure === 'errors' ? measure : 'duration';
  switch (group.by) {
    case 'service':
      return { service: group.service, metric, measure };
    case 'operation':
      return { service: group.service, operation: group.operation, metric, measure };
    case 'edge':
      return { service: group.callee, caller: group.caller, callee: group.callee, metric, measure };
  }
}

/** Cells, which come in the order of time, joined into longer intervals. */
function* byInterval(
  cells: Iterable<StoredCell>,
  intervalMs: number,
): Generator<{ time: number; cells: Map<number, Cell> }> {
  let now: { time: number; cells: Map<number, Cell> } | undefined;
  for (const { key, time, cell } of cells) {
    const start = Math.floor(time / intervalMs) * intervalMs;
    if (now === undefined || start !== now.time) {
      if (now !== undefined) yield now;
      now = { time: start, cells: new Map() };
    }
    const before = now.cells.get(key);
    if (before === undefined) now.cells.set(key, cell);
    else before.merge(cell);
  }
  if (now !== undefined) yield now;
}
