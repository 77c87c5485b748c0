import type { Detector, Labels } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { SeriesChunk } from '../source.ts';

/** Labels that two of the series share. A source's series differ, so it was the detector's own labels that did it. */
function repeatedLabels(series: SeriesChunk[]): Labels | undefined {
  const seen = new Set<string>();
  return series.find(({ labels }) => {
    const spelling = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const repeated = seen.has(spelling);
    seen.add(spelling);
    return repeated;
  })?.labels;
}

/** Throws when the detector's fixed labels make one signal of several series: their readings would be mixed up. */
export function refuseRepeated(detector: Detector, series: SeriesChunk[]): void {
  if (Object.keys(detector.labels).length === 0) return;
  const labels = repeatedLabels(series);
  if (!labels) return;
  throw new LapwingError('SOURCE_REFUSED_QUERY', {
    message: `several series become one signal: ${JSON.stringify(labels)}`,
    where: `detector ${detector.id}: labels`,
    hint: "Take out of the detector's labels the one that the series differ by.",
  });
}
