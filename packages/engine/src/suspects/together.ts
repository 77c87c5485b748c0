import type { Evidence } from './evidence.ts';

/** Fewer pieces than this that both were read in tell nothing of moving together. */
const FEWEST_PIECES = 4;
/** A profile whose range is less than this many spreads is flat: what it moves together with cannot be told. */
const LEAST_RANGE = 2;
/** What evidence counts that does not move with the symptom at all. */
const APART = 0.35;

/**
 * How much each piece of evidence counts by how it moves with the symptom in the course of the trouble: 1 when it goes up
 * and down with it, APART when it does not (it was so before the trouble, or is another's). Undefined when the symptom
 * shows no course. Pearson's correlation of the profiles.
 */
export function movesWith(symptom: readonly Evidence[]): ((evidence: Evidence) => number) | undefined {
  let course: Float64Array | undefined;
  let widest = LEAST_RANGE;
  for (const { profile, reach } of symptom) {
    if (!profile || reach === 'load') continue;
    const range = rangeOf(profile);
    if (range >= widest) [course, widest] = [profile, range];
  }
  if (!course) return undefined;
  const shape = Float64Array.from(course, compressed);
  return ({ profile }) => {
    if (!profile) return 1;
    const r = correlation(shape, Float64Array.from(profile, compressed));
    return r === undefined ? (1 + APART) / 2 : APART + (1 - APART) * Math.max(0, r);
  };
}

/** Far is far: one reading a thousand spreads away must not be all that a course is. */
function compressed(distance: number): number {
  return Math.sign(distance) * Math.log1p(Math.abs(distance));
}

function rangeOf(profile: Float64Array): number {
  const read = profile.filter((value) => !Number.isNaN(value));
  return read.length < FEWEST_PIECES ? 0 : Math.max(...read) - Math.min(...read);
}

function correlation(a: Float64Array, b: Float64Array): number | undefined {
  const both: [number, number][] = [];
  a.forEach((value, i) => {
    if (!Number.isNaN(value) && !Number.isNaN(b[i])) both.push([value, b[i]]);
  });
  if (both.length < FEWEST_PIECES) return undefined;
  const meanA = both.reduce((sum, [x]) => sum + x, 0) / both.length;
  const meanB = both.reduce((sum, [, y]) => sum + y, 0) / both.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of both) {
    ab += (x - meanA) * (y - meanB);
    aa += (x - meanA) ** 2;
    bb += (y - meanB) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Cosine of the angle between two courses of trouble, each told in distances from its past; 0 where that is not known. */
export function alike(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    if (Number.isNaN(value) || Number.isNaN(b[i])) return;
    const [x, y] = [compressed(value), compressed(b[i])];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
