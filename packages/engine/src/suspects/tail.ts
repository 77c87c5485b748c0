import { ascending, quantile } from './statistics.ts';

/** A service's own tail begins where this share of its trials lies beyond. */
const TAIL_SHARE = 0.05;
/** And nowhere below what a normal deviate has there. */
const NORMAL_BORDER = 1.645;
/** So many trials, of Student's kind with few degrees of freedom, are taken for granted beside those seen. */
const GRANTED = 40;
const GRANTED_INDEX = 2;
/** Weights of tails that are believed: 1 is Cauchy's; 4 is light already for readings of real systems. */
const HEAVIEST_TAIL = 0.3;
const LIGHTEST_TAIL = 4;

/**
 * Learns from distances that came when nothing was wrong, by service, how rare a distance is. Each service's own trials say
 * where its tail begins. How often and how far a distance goes beyond a border
 * that was set without it is common to all services: Pareto's law with Hill's index (Hill 1975). The answer is the normal
 * deviate that is as rare.
 */
export function tailOf(
  trials: readonly (readonly number[])[],
): (distance: number, own: readonly number[]) => number {
  const usual = Math.max(NORMAL_BORDER, quantile(ascending(trials.map(borderOf)), 0.5) || 0);
  // Of few trials a small border is half luck: it is drawn towards the usual one, a large one is believed.
  const borderFor = (own: readonly number[]): number => {
    const border = Math.max(NORMAL_BORDER, own.length > 0 ? borderOf(own) : usual);
    return border < usual ? Math.sqrt(border * usual) : border;
  };
  let count = GRANTED;
  let beyond = GRANTED * TAIL_SHARE;
  let logs = beyond / GRANTED_INDEX;
  for (const own of trials) {
    own.forEach((distance, i) => {
      const border = borderFor(own.filter((_, k) => k !== i));
      count++;
      if (distance <= border) return;
      beyond++;
      logs += Math.log(distance / border);
    });
  }
  const index = Math.min(LIGHTEST_TAIL, Math.max(HEAVIEST_TAIL, beyond / logs));
  const atBorder = -Math.log(beyond / count);
  return (distance, own) => {
    if (!(distance > 0)) return 0;
    const ratio = distance / borderFor(own);
    return Math.sqrt(2 * (atBorder * Math.min(1, ratio) ** 2 + index * Math.log(Math.max(1, ratio))));
  };
}

function borderOf(trials: readonly number[]): number {
  return quantile(ascending(trials), 1 - TAIL_SHARE);
}
