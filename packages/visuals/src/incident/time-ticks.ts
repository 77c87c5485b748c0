const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps that people read without counting. */
const STEPS = [
  ...[1, 5, 10, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7].map((n) => n * DAY),
];

/** Round moments in [from, to] (epoch ms), at most `most` of them. Round in UTC; whole hours are so in most zones. */
export function timeTicks(from: number, to: number, most: number): number[] {
  if (!(to > from) || most < 1) return [];
  const coarsest = STEPS[STEPS.length - 1];
  const step =
    STEPS.find((size) => (to - from) / size <= most - 1) ??
    Math.ceil((to - from) / Math.max(1, most - 1) / coarsest) * coarsest;
  const first = Math.ceil(from / step) * step;
  const count = Math.min(most, Math.floor((to - first) / step) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => first + i * step);
}
