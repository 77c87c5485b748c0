/** Beyond this the continued fraction is exact to double precision with few terms. */
const FRACTION_FROM = 1;
const TERMS = 60;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Natural logarithm of the chance that a standard normal deviate lies above `z`; no underflow far out. Above 1 by Mills'
 * ratio as a continued fraction (Abramowitz and Stegun 26.2.14), below by the series of the distribution (26.2.11).
 */
export function logNormalTail(z: number): number {
  if (z < -FRACTION_FROM) return Math.log1p(-Math.exp(logNormalTail(-z)));
  const logDensity = -0.5 * z * z - HALF_LOG_TWO_PI;
  if (z <= FRACTION_FROM) {
    let term = z;
    let sum = z;
    for (let k = 1; Math.abs(term) > Number.EPSILON; k++) sum += term *= (z * z) / (2 * k + 1);
    return Math.log(0.5 - Math.exp(logDensity) * sum);
  }
  let fraction = z;
  for (let k = TERMS; k > 0; k--) fraction = z + k / fraction;
  return logDensity - Math.log(fraction);
}
