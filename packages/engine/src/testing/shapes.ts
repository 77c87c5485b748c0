import type { Random } from '../random.ts';

/** A made-up signal without anomalies: reading number `i`, its time in epoch ms. */
export type Shape = (i: number, timeMs: number) => number;

const DAY_MS = 86_400_000;

/** A standard normal number (Box, Muller 1958). */
export function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** A Poisson count (Knuth, The Art of Computer Programming 2, §3.4.1). */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** Ordinary signals of the kinds that services have; none holds an anomaly, so every alarm on one is false. */
export const SHAPES: Readonly<Record<string, (random: Random) => Shape>> = {
  gauss: (r) => () => 100 + 5 * gauss(r),
  'gauss round zero': (r) => () => gauss(r),
  'log-normal': (r) => () => Math.exp(3 + 0.5 * gauss(r)),
  uniform: (r) => () => r.next(),
  'Poisson 0.1': (r) => () => poisson(r, 0.1),
  'Poisson 20': (r) => () => poisson(r, 20),
  'zero-inflated': (r) => () => (r.next() < 0.9 ? 0 : 1 + poisson(r, 30)),
  'AR(1) 0.9': (r) => {
    let x = 0;
    return () => 50 + (x = 0.9 * x + gauss(r));
  },
  'random walk': (r) => {
    let x = 10_000;
    return () => (x += gauss(r));
  },
  'day and gauss': (r) => (_, t) => 100 + 40 * Math.sin((2 * Math.PI * t) / DAY_MS) + 3 * gauss(r),
  'day of counts': (r) => (_, t) => poisson(r, 30 * (1.1 + Math.sin((2 * Math.PI * t) / DAY_MS))),
};
