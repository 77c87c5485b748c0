/** One value of a label (or field), with what was measured of it before the change and during it. */
interface Slice {
  value: string;
  before: number;
  during: number;
}

/** A label that splits a measure, with the values that were found. */
export interface Dimension {
  label: string;
  slices: readonly Slice[];
}

interface ExplainedValue extends Slice {
  /** Of the whole change, the part that this value brings (its explanatory power); above 1 where others offset it. */
  share: number;
}

/** How well a label explains the change. */
export interface ExplainedDimension {
  label: string;
  /**
   * How far the values' shares of the whole moved: 0 when all moved alike, 1 at most (nats / ln 2); less where values only took
   * each other's place.
   */
  surprise: number;
  /** Sum of the shares of `values`. */
  explained: number;
  /** The few values that make up the change, the one that brings most first. */
  values: ExplainedValue[];
}

/** Values are named until together they bring this much of the change (Adtributor's T_EP). */
const ENOUGH = 0.67;
/** A value that brings less than this of it is not named (Adtributor's T_EEP). */
const LEAST_SHARE = 0.1;
const VALUES_MOST = 10;

/**
 * Which values of which labels make up a change of a sum, a count or whatever else has parts, from `total.before` to
 * `total.during` (over stretches of equal length). Labels whose values' shares of the whole moved most come first; in each, values by the surprise of
 * their share, as far as they bring some of the change (Bhagwan et al., "Adtributor: Revenue Debugging in Advertising
 * Systems", NSDI 2014, sections 3.2 to 3.4). A label that explains nothing is left out.
 */
export function explainChange(
  total: { before: number; during: number },
  dimensions: readonly Dimension[],
): ExplainedDimension[] {
  const change = total.during - total.before;
  if (!Number.isFinite(change) || change === 0) return [];
  return dimensions
    .map(({ label, slices }) => explainDimension(label, slices, total, change))
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => b.surprise - a.surprise || (a.label < b.label ? -1 : 1));
}

function explainDimension(
  label: string,
  slices: readonly Slice[],
  total: { before: number; during: number },
  change: number,
): ExplainedDimension {
  // Parts of an average, or of a maximum, are more than it when they are put together.
  const whole = {
    before: Math.max(total.before, sumOf(slices.map(({ before }) => before))),
    during: Math.max(total.during, sumOf(slices.map(({ during }) => during))),
  };
  const judged = slices
    .map((slice) => ({
      slice,
      share: (slice.during - slice.before) / change,
      surprise: surpriseOf(ratio(slice.before, whole.before), ratio(slice.during, whole.during)),
    }))
    .sort((a, b) => b.surprise - a.surprise || b.share - a.share || (a.slice.value < b.slice.value ? -1 : 1));
  const values: ExplainedValue[] = [];
  let explained = 0;
  let surprise = 0;
  for (const one of judged) {
    if (explained >= ENOUGH || values.length === VALUES_MOST) break;
    if (!(one.share >= LEAST_SHARE)) continue;
    values.push({ ...one.slice, share: one.share });
    explained += one.share;
    surprise += one.surprise;
  }
  values.sort((a, b) => b.share - a.share);
  return { label, surprise: surprise / Math.max(1, turnoverOf(judged)), explained, values };
}

/** One term of the Jensen-Shannon divergence between the shares before (`p`) and during (`q`), over ln 2. */
function surpriseOf(p: number, q: number): number {
  const middle = (p + q) / 2;
  const term = (share: number): number => (share > 0 ? share * Math.log(share / middle) : 0);
  return Math.max(0, (term(p) + term(q)) / 2 / Math.LN2);
}

/**
 * 1 where all that moved much moved with the change. Names of pods and versions take each other's place while the whole stays as
 * it is: by so much more moved among the values than the change.
 */
function turnoverOf(parts: readonly { share: number }[]): number {
  const moved = parts.map(({ share }) => Math.abs(share));
  return moved.reduce((sum, share) => (share >= LEAST_SHARE ? sum + share : sum), 0);
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + Math.max(0, part), 0);
}

function ratio(part: number, whole: number): number {
  return whole > 0 && part > 0 ? Math.min(1, part / whole) : 0;
}
