/** Where a moment lies between `from` and `to`: 0 to 1, and no farther. */
export function share(time: number, from: number, to: number): number {
  return to > from ? Math.min(1, Math.max(0, (time - from) / (to - from))) : 0;
}

const DAY_MS = 86_400_000;
const MINUTES_MS = 5 * 60_000;

/** How much of a moment must be written so that ticks of this range differ. */
export function axisFormat(from: number, to: number): string {
  if (to - from < MINUTES_MS) return 'HH:mm:ss';
  return to - from > DAY_MS ? 'MMM D, HH:mm' : 'HH:mm';
}
