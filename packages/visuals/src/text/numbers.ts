/** What stands where there is no number. */
export const NOTHING = '–';

const SIGNIFICANT_DIGITS = 4;
/** From here on digits cost more attention than they give: 1.235M. */
const COMPACT_FROM = 1_000_000;
const EXPONENT_FROM = 1e15;
const EXPONENT_BELOW = 1e-4;

const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: SIGNIFICANT_DIGITS });
const compact = new Intl.NumberFormat('en-US', {
  maximumSignificantDigits: SIGNIFICANT_DIGITS,
  notation: 'compact',
});

/** A reading as a person reads it: four significant digits, `–` for a missing one. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NOTHING;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= EXPONENT_FROM || size < EXPONENT_BELOW) return value.toExponential(SIGNIFICANT_DIGITS - 1);
  return (size >= COMPACT_FROM ? compact : plain).format(value);
}

/** A score in decibans, whole: more digits than that are noise. */
export function formatScore(score: number | null | undefined): string {
  return score === null || score === undefined || !Number.isFinite(score)
    ? NOTHING
    : String(Math.round(score));
}

/** `10 to 20`, or what is known of it. */
export function formatRange(lower: number | null | undefined, upper: number | null | undefined): string {
  const low = formatNumber(lower);
  const high = formatNumber(upper);
  if (low === NOTHING && high === NOTHING) return NOTHING;
  return `${low} to ${high}`;
}
