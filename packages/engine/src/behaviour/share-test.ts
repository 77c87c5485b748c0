import { shareDeviate } from '../suspects/statistics.ts';

/**
 * How alike the instances of one interval are (intra-class correlation) before anything is known of it: requests come in
 * sessions and by kinds, so that a hundred instances of a minute prove as much as some thirty that have nothing to do with
 * each other, and however many there are, not more than fifty.
 */
const USUAL_ALIKE = 0.02;
/** What is supposed counts as much as so many instances beyond the first of their intervals. */
const USUAL_WEIGHT = 300;
const MOST_ALIKE = 0.9;
/** Of what is rare one instance is many times what was expected: it tells no more of the spread than three deviations do. */
const MOST_SQUARES = 9;

/** In how many of its instances an event came, over some intervals of the past. */
export interface Share {
  /** Instances that had it. */
  having: number;
  instances: number;
  intervals: number;
  /** Sum of Pearson's χ² less its one degree of freedom, by which intervals were further apart than chance; */
  excess: number;
  /** over the sum of instances less one. */
  freedom: number;
}

export function emptyShare(): Share {
  return { having: 0, instances: 0, intervals: 0, excess: 0, freedom: 0 };
}

/**
 * Signed deviate of `having` of `instances` against the past, positive when the share rose: two binomials by their likelihood
 * ratio, with as many instances on either side as they are worth. That is Williams' correction of a beta-binomial (Williams,
 * "Extra-binomial variation in logistic linear models", Applied Statistics 31, 1982): a variance of 1 + (n − 1) ρ binomial ones.
 */
export function deviateFrom(past: Share, having: number, instances: number): number {
  const alike = alikeness(past);
  const before = worth(past.instances / Math.max(1, past.intervals), alike);
  const now = worth(instances, alike);
  return shareDeviate(past.having * before, past.instances * before, having * now, instances * now);
}

/** Takes an interval in. */
export function learnShare(past: Share, having: number, instances: number): void {
  if (past.instances > 0 && instances > 1) {
    const share = (past.having + 0.5) / (past.instances + 1);
    const squares = (having - instances * share) ** 2 / (instances * share * (1 - share));
    past.excess += Math.min(MOST_SQUARES, squares) - 1;
    past.freedom += instances - 1;
  }
  past.having += having;
  past.instances += instances;
  past.intervals += 1;
}

/** Makes what is remembered worth `most` intervals at most. */
export function boundShare(past: Share, most: number): void {
  if (past.intervals <= most) return;
  const kept = most / past.intervals;
  past.having *= kept;
  past.instances *= kept;
  past.excess *= kept;
  past.freedom *= kept;
  past.intervals = most;
}

function alikeness({ excess, freedom }: Share): number {
  const found = (excess + USUAL_ALIKE * USUAL_WEIGHT) / (freedom + USUAL_WEIGHT);
  return Math.min(MOST_ALIKE, Math.max(0, found));
}

function worth(instances: number, alike: number): number {
  return 1 / (1 + Math.max(0, instances - 1) * alike);
}
