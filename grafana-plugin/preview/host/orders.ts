const DAY_MS = 24 * 3_600_000;

/** A stretch of time in which the orders all but stop, epoch ms. */
export interface Break {
  from: number;
  to: number;
}

/** Orders a minute at `time` (epoch ms): a day's wave with ripples, near nothing while broken. */
export function ordersAt(time: number, broken?: Break): number {
  if (broken && broken.from <= time && time < broken.to) return 4;
  const minute = time / 60_000;
  const ripples = 3 * Math.sin(minute * 1.7) + 3 * Math.sin(minute * 0.613) + 2 * Math.sin(minute * 2.39);
  return 200 + 80 * Math.sin((time / DAY_MS) * 2 * Math.PI) + ripples;
}
