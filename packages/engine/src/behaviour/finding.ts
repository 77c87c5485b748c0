/** A service's behaviour in one interval that is not as usual. */
export interface Finding {
  service: string;
  /** On the scale of a normal deviate, 0 and up. */
  deviate: number;
  words: string;
}

/** Takes the result of one test of a service; `words` is asked for where it is worth telling. */
export type Say = (service: string, deviate: number, words: () => string) => void;

/** Shares this many e-folds apart, of those that have it or those that lack it, count in full: about five times. */
const FULL_LOG_CHANGE = 1.5;
/** Added to shares before their ratio is taken: from one in a hundred to none is no large change. */
const SHARE_FLOOR = 0.05;

/** How far apart two shares are, 0 to 1: from always to half is much, from half to a little more is little. */
export function changeOfShare(before: number, now: number): number {
  const having = Math.log((now + SHARE_FLOOR) / (before + SHARE_FLOOR));
  const lacking = Math.log((1 - now + SHARE_FLOOR) / (1 - before + SHARE_FLOOR));
  return Math.min(1, (now > before ? having : Math.max(-having, lacking)) / FULL_LOG_CHANGE);
}

/** `12 % of 340`. */
export function shareInWords(having: number, instances: number): string {
  const percent = instances > 0 ? Math.round((100 * having) / instances) : 0;
  return `${percent} % of ${Math.round(instances)}`;
}
