import { boundShare, emptyShare, learnShare, type Share } from './share-test.ts';

/** Further off than this an interval is not taken for ordinary: it teaches what may become ordinary, beside what is. */
const STRANGE = 3;
/**
 * What lasts twice as long as all that was known before is ordinary from then on, or what lasts this many intervals: two hours of
 * minutes. Until then not even a part of it is learnt: a fault that comes again is found again.
 */
const ADOPT_MOST = 120;
const ADOPT_LEAST = 6;
const ADOPT_FACTOR = 2;
/** A day of minutes: what is usual wanders. */
const REMEMBERED = 1440;

/** The usual share of one event, and the unusual one that is seen instead of it lately. */
export interface Habit {
  usual: Share;
  lately: Share;
}

export function newHabit(instances: number, intervals: number): Habit {
  return { usual: { ...emptyShare(), instances, intervals }, lately: emptyShare() };
}

/** Whether an interval of which `deviate` was said is too far off to be learnt as the usual. */
export function isStrange(deviate: number): boolean {
  return Math.abs(deviate) >= STRANGE;
}

/** Takes an interval in, of which `deviate` was said; true when what was unusual has become the usual. */
export function learnHabit(habit: Habit, having: number, instances: number, deviate: number): boolean {
  if (!isStrange(deviate)) {
    learnShare(habit.usual, having, instances);
    boundShare(habit.usual, REMEMBERED);
    boundShare(habit.lately, Math.max(0, habit.lately.intervals - 1));
    return false;
  }
  learnShare(habit.lately, having, instances);
  const needed = Math.min(ADOPT_MOST, Math.max(ADOPT_LEAST, ADOPT_FACTOR * habit.usual.intervals));
  if (habit.lately.intervals < needed) return false;
  habit.usual = habit.lately;
  habit.lately = emptyShare();
  return true;
}
