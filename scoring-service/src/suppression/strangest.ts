import type { ScoreSeries } from '@lapwing/contract';

/** The reading with the highest score of a stretch; undefined where it has none. */
export function strangestOf(
  series: ScoreSeries,
): { time: number; score: number; up: boolean | null } | undefined {
  let best = -1;
  for (const [i, value] of series.value.entries()) {
    if (value !== null && (best < 0 || series.score[i] > series.score[best])) best = i;
  }
  if (best < 0) return undefined;
  const [value, expected] = [series.value[best], series.expected[best]];
  const up = value === null || expected === null ? null : value >= expected;
  return { time: series.time[best], score: series.score[best], up };
}
