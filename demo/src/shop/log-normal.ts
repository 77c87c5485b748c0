/** A log-normal time by its first two moments (milliseconds, milliseconds²). */
export interface Duration {
  mean: number;
  variance: number;
}

/** A log-normal time by the mean and standard deviation of its logarithm. */
interface Shape {
  mu: number;
  sigma: number;
}

const Z95 = 1.6448536269514722;

/** Median `ms` and spread `sigma` of the logarithm. */
export function logNormal(ms: number, sigma: number): Duration {
  const mean = ms * Math.exp((sigma * sigma) / 2);
  return { mean, variance: mean * mean * Math.expm1(sigma * sigma) };
}

/** The log-normal with these moments: sums of log-normals are nearly one (Fenton 1960). */
function shapeOf({ mean, variance }: Duration): Shape {
  const squared = Math.log1p(variance / (mean * mean));
  return { mu: Math.log(mean) - squared / 2, sigma: Math.sqrt(squared) };
}

/** Time that 95 of 100 stay below. */
export function p95(duration: Duration): number {
  if (duration.mean <= 0) return 0;
  const { mu, sigma } = shapeOf(duration);
  return Math.exp(mu + Z95 * sigma);
}

/** What a caller with a time-out sees: how long it waits, and how often in vain. */
export function cutAt(duration: Duration, timeoutMs: number): { waited: Duration; timedOut: number } {
  if (duration.mean <= 0) return { waited: duration, timedOut: 0 };
  const { mu, sigma } = shapeOf(duration);
  if (sigma === 0) {
    const over = duration.mean > timeoutMs;
    return { waited: { mean: Math.min(duration.mean, timeoutMs), variance: 0 }, timedOut: over ? 1 : 0 };
  }
  const edge = Math.log(timeoutMs);
  const timedOut = 1 - normalCdf((edge - mu) / sigma);
  const variance = sigma * sigma;
  const mean = Math.exp(mu + variance / 2) * normalCdf((edge - mu - variance) / sigma) + timeoutMs * timedOut;
  const square =
    Math.exp(2 * mu + 2 * variance) * normalCdf((edge - mu - 2 * variance) / sigma) +
    timeoutMs * timeoutMs * timedOut;
  return { waited: { mean, variance: Math.max(0, square - mean * mean) }, timedOut };
}

/** Abramowitz and Stegun 7.1.26 by way of erf: absolute error below 1.5e-7. */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - poly * Math.exp(-x * x);
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}
