import { LogHistogram } from '../traces/log-histogram.ts';
import { changeOfShare, shareInWords, type Say } from './finding.ts';
import { isStrange, learnHabit, newHabit, type Habit } from './habit.ts';
import type { PlaceTimes } from './observation.ts';
import { deviateFrom } from './share-test.ts';

const FEWEST_NOW = 3;
const FEWEST_PAST = 20;
/** What is half as long again as nine in ten were, and two milliseconds, is slow. */
const USUAL_QUANTILE = 0.9;
const SLOWER = 1.5;
const SLOWER_MS = 2;
/** Of the times now, the added time is read at their upper quartile: half of a burst may be slow. */
const ADDED_QUANTILE = 0.75;
/** Added time under this share of the whole request counts in part only: nobody would feel it. */
const FELT_SHARE = 0.1;
/** Times that are remembered; the older half of more is let go. */
const TIMES_MOST = 100_000;

/** Times that one place usually takes, and those that came instead lately. */
export interface PlaceHabits {
  usual: LogHistogram;
  lately: LogHistogram;
  habit: Habit;
}

export function newPlace(): PlaceHabits {
  return { usual: new LogHistogram(), lately: new LogHistogram(), habit: newHabit(0, 0) };
}

/** Tests which share of one interval's times is slow by the usual ones, then learns them. */
export function stepPlace(known: PlaceHabits, seen: PlaceTimes, say: Say): void {
  const { place, times, example } = seen;
  const { habit, usual } = known;
  let deviate = 0;
  let having = 0;
  if (usual.total >= FEWEST_PAST && times.length >= FEWEST_NOW) {
    const border = usual.quantile(USUAL_QUANTILE) * SLOWER + SLOWER_MS;
    having = times.filter((time) => time > border).length;
    const past = { ...habit.usual, having: usual.above(border), instances: usual.total };
    deviate = deviateFrom(past, having, times.length);
    const change = changeOfShare(past.having / past.instances, having / times.length);
    const strength = Math.max(0, deviate) * change * feltOf(known, seen);
    say(place.service, strength, () => {
      const slow = `longer than ${border.toPrecision(3)} ms`;
      const before = shareInWords(past.having, past.instances);
      return `${place.what} of ${place.signal}: ${slow} in ${before} before, in ${having} of ${times.length} now, e.g. ${example}`;
    });
  }
  const strange = isStrange(deviate);
  for (const time of times) (strange ? known.lately : usual).add(time);
  if (learnHabit(habit, having, times.length, deviate)) {
    known.usual = known.lately;
    known.lately = new LogHistogram();
  } else if (habit.lately.intervals === 0 && known.lately.total > 0) known.lately = new LogHistogram();
  if (known.usual.total > TIMES_MOST) known.usual.halve();
}

function feltOf({ usual }: PlaceHabits, { times, requestsMs }: PlaceTimes): number {
  const sorted = Float64Array.from(times).sort();
  const now = sorted[Math.floor(ADDED_QUANTILE * (sorted.length - 1))];
  const added = now - usual.quantile(ADDED_QUANTILE);
  return Math.min(1, Math.max(0, added / (requestsMs / times.length)) / FELT_SHARE);
}
