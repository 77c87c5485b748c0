import { BAND_DEVIATIONS } from '../traits/expectation.ts';

/** Deviations beyond e^6 / 2 = 200 usual ones count as that many: a net must not be thrown by one broken reading. */
export const STRAY_MOST = 6;
/** A usual deviation below this share of the value is rounding. */
const ROUNDING = 1e-6;
const TINY = 1e-12;

/**
 * A deviation in usual ones, squashed (asinh: linear near zero, logarithmic far out) and bounded. What a net reads has
 * no unit, so that one net serves any signal. 0 where anything is missing.
 */
export function stray(deviation: number, usual: number, value: number): number {
  const least = Math.max(usual, ROUNDING * Math.abs(value), TINY);
  const squashed = Math.asinh(deviation / least);
  if (squashed > STRAY_MOST) return STRAY_MOST;
  if (squashed < -STRAY_MOST) return -STRAY_MOST;
  return Number.isNaN(squashed) ? 0 : squashed;
}

/** As `stray`, of a reading and what a bank told of it (the band from `lower` to `upper`); NaN where it told nothing. */
export function strayFromBand(value: number, expected: number, lower: number, upper: number): number {
  if (!Number.isFinite(value) || !Number.isFinite(expected)) return NaN;
  const half = value > expected ? upper - expected : expected - lower;
  return stray(value - expected, half / BAND_DEVIATIONS, value);
}
