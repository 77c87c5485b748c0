import { softplus } from './cells/activations.ts';

/** Degrees of freedom of the forecast's Student t: tails as heavy as residuals of services have, a finite variance. */
export const DEGREES = 4;
/** The narrowest forecast, in units of a squashed deviation: a constant signal is no licence for infinite certainty. */
export const SIGMA_LEAST = 0.05;
/** Negative log-likelihood (nats) is told from that of a narrowest forecast that came true, so that it is never below 0. */

/** Of `z`, when a net said `mu` and, before softplus, `raw`: Student t with location mu and scale sigma. */
export function surpriseNats(z: number, mu: number, raw: number): number {
  const sigma = SIGMA_LEAST + softplus(raw);
  const away = (z - mu) / sigma;
  return ((DEGREES + 1) / 2) * Math.log1p((away * away) / DEGREES) + Math.log(sigma / SIGMA_LEAST);
}

/** What is to be added to `surpriseNats` to have the negative log-likelihood proper (nats), as losses are told. */
export const NATS_OFFSET =
  // log Γ(2) = 0, log Γ(5/2) = log(3√π / 4)
  0.5 * Math.log(DEGREES * Math.PI) - Math.log((3 * Math.sqrt(Math.PI)) / 4) + Math.log(SIGMA_LEAST);
