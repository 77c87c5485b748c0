import type { Detector, Signal } from '@lapwing/contract';
import type { ScoreStore } from '../../stores/score-store.ts';
import type { TimeRange } from '../source.ts';
import type { EntityReading } from './entity-block.ts';

const SIGNALS_A_PAGE = 1_000;

/** Signals of `detectors` that name an entity by the label `by`, in an order that is always the same. */
export function entitySignals(scores: ScoreStore, detectors: readonly string[], by: string): Signal[] {
  const found = detectors.flatMap((detectorId) => {
    const all: Signal[] = [];
    let cursor: string | undefined;
    do {
      const page = scores.signals(
        { detectorId },
        { limit: SIGNALS_A_PAGE, ...(cursor !== undefined && { cursor }) },
      );
      all.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return all;
  });
  return found
    .filter(({ labels }) => labels[by] !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What was scored of `signals` in `range`, by interval of `stepMs`, in an order that is always the same. */
export function scoredReadings(
  scores: ScoreStore,
  signals: readonly Signal[],
  by: string,
  range: TimeRange,
  stepMs: number,
): Map<number, EntityReading[]> {
  const byInterval = new Map<number, EntityReading[]>();
  for (const { id, kind, labels, interval_seconds } of signals) {
    // Never thinned: as many rows as there can be, and one for each gap.
    const most = 2 * Math.ceil((range.to - range.from) / (interval_seconds * 1000)) + 2;
    const series = scores.series(id, range.from, range.to, most);
    series?.time.forEach((time, i) => {
      const [value, expected, lower, upper] = [
        series.value[i],
        series.expected[i],
        series.lower[i],
        series.upper[i],
      ];
      if (value === null || expected === null || lower === null || upper === null) return;
      const interval = Math.floor(time / stepMs) * stepMs;
      const readings = byInterval.get(interval) ?? [];
      byInterval.set(interval, readings);
      readings.push({ entity: labels[by], kind, value, expected, lower, upper });
    });
  }
  return byInterval;
}

/** The last interval of `stepMs` that all of `detectors` have scored whole; undefined while one has not begun. */
export function scoredUntil(
  scores: ScoreStore,
  detectors: readonly Detector[],
  stepMs: number,
): number | undefined {
  const marks = detectors.map(({ id }) => scores.watermark(id));
  const earliest = Math.min(...marks.map((mark) => mark ?? -Infinity));
  return Number.isFinite(earliest) ? (Math.floor(earliest / stepMs) - 1) * stepMs : undefined;
}
