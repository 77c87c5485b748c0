import { describe, expect, it } from 'vitest';
import { cutAt, logNormal, normalCdf, p95 } from './log-normal.ts';

describe('logNormal', () => {
  it('has the 95th percentile exp(mu + 1.645 sigma)', () => {
    expect(p95(logNormal(100, 0.5))).toBeCloseTo(100 * Math.exp(1.6448536 * 0.5), 3);
    expect(p95({ mean: 0, variance: 0 })).toBe(0);
  });

  it('is cut by a time-out as a numeric integral says', () => {
    const [median, sigma, timeout] = [100, 0.6, 150];
    let mean = 0;
    let over = 0;
    const steps = 200_000;
    for (let i = 0; i < steps; i++) {
      // Midpoints of equal slices of z in [-6, 6].
      const z = -6 + (12 * (i + 0.5)) / steps;
      const weight = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (12 / steps);
      const x = median * Math.exp(sigma * z);
      mean += weight * Math.min(x, timeout);
      if (x > timeout) over += weight;
    }
    const cut = cutAt(logNormal(median, sigma), timeout);
    expect(cut.waited.mean).toBeCloseTo(mean, 2);
    expect(cut.timedOut).toBeCloseTo(over, 4);
  });

  it('never waits longer than the time-out, and not in vain when it is far away', () => {
    expect(cutAt(logNormal(1e6, 1), 100).waited.mean).toBeCloseTo(100, 1);
    expect(cutAt(logNormal(1e6, 1), 100).timedOut).toBeCloseTo(1, 6);
    expect(cutAt(logNormal(10, 0.4), 1e6).timedOut).toBeCloseTo(0, 6);
    expect(cutAt({ mean: 50, variance: 0 }, 40)).toEqual({ waited: { mean: 40, variance: 0 }, timedOut: 1 });
    expect(cutAt({ mean: 0, variance: 0 }, 40).timedOut).toBe(0);
  });

  it.each([
    [0, 0.5],
    [1.959964, 0.975],
    [-1.959964, 0.025],
    [3, 0.99865],
  ])('knows the normal distribution at %d', (z, p) => expect(normalCdf(z)).toBeCloseTo(p, 5));
});
