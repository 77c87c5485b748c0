import type { SignalReadings } from '@lapwing/engine';
import { Seeded } from '../initial.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_S = 86_400;
/** Intervals that services are watched at, in seconds. */
const INTERVALS = [30, 60, 60, 300, 300, 600] as const;

export interface MadeUpSignal extends SignalReadings {
  intervalSeconds: number;
}

/** The mean that a signal wanders about, step by step. */
type Course = (i: number, share: number, week: number) => number;

/**
 * A made-up signal as services have them: a course (season, steps, drift, walk, saw-tooth, jobs at the hour), noise of
 * a kind (normal, heavy-tailed, log-normal, counts, auto-correlated, bursts), gaps. Nothing of a real set is in it.
 */
export function madeUpSignal(seed: number, readings: number): MadeUpSignal {
  const random = new Seeded(seed);
  const intervalSeconds = INTERVALS[random.below(INTERVALS.length)];
  const course = courseOf(random, DAY_S / intervalSeconds, readings);
  const noise = noiseOf(random);
  const gaps = random.next() < 0.3 ? random.between(0.001, 0.05) : 0;
  const times = new Float64Array(readings);
  const values = new Float64Array(readings);
  const perDay = DAY_S / intervalSeconds;
  let gapUntil = -1;
  for (let i = 0; i < readings; i++) {
    times[i] = MONDAY + i * intervalSeconds * 1000;
    if (i > gapUntil && random.next() < gaps / 10) gapUntil = i + random.below(20);
    const value = noise(course(i, (i % perDay) / perDay, ((i / perDay) % 7) / 7));
    values[i] = i <= gapUntil ? NaN : value;
  }
  return { intervalSeconds, times, values };
}

function courseOf(random: Seeded, perDay: number, readings: number): Course {
  const level = Math.exp(random.between(-1, 7));
  const parts: Course[] = [];
  if (random.next() < 0.7) parts.push(daily(random));
  if (random.next() < 0.3) parts.push(steps(random, readings));
  if (random.next() < 0.2) parts.push(drift(random, readings));
  if (random.next() < 0.2) parts.push(walk(random));
  if (random.next() < 0.2) parts.push(sawTooth(random));
  if (random.next() < 0.3) parts.push(jobs(random, perDay));
  return (i, share, week) => {
    let sum = 1;
    for (const part of parts) sum += part(i, share, week);
    return level * Math.max(0, sum);
  };
}

function daily(random: Seeded): Course {
  const size = random.between(0.05, 0.9);
  const [phase, sharpness] = [random.next(), random.between(0.5, 3)];
  const weekend = random.next() < 0.5 ? random.between(0.3, 1) : 1;
  return (_, share, week) => {
    const wave = 0.5 + 0.5 * Math.sin(2 * Math.PI * (share + phase));
    return size * (2 * wave ** sharpness - 1) * (week >= 5 / 7 ? weekend : 1);
  };
}

function steps(random: Seeded, readings: number): Course {
  const count = 1 + random.below(4);
  const jumps = Array.from({ length: count }, () => [random.below(readings), random.between(-0.5, 1)]);
  return (i) => jumps.reduce((sum, [at, size]) => (i >= at ? sum + size : sum), 0);
}

function drift(random: Seeded, readings: number): Course {
  const slope = random.between(-0.5, 1) / readings;
  return (i) => slope * i;
}

function walk(random: Seeded): Course {
  const size = random.between(0.001, 0.03);
  const pull = random.between(0.001, 0.02);
  let x = 0;
  return () => (x += size * random.gauss() - pull * x);
}

/** Memory that fills up and is freed. */
function sawTooth(random: Seeded): Course {
  const period = 20 + random.below(400);
  const size = random.between(0.1, 0.6);
  const jitter = random.between(0, 0.3);
  let [since, until] = [0, period];
  return () => {
    if (++since >= until) [since, until] = [0, period * (1 + jitter * random.gauss())];
    return size * (since / period);
  };
}

/** Something that runs at set times and lasts a while. */
function jobs(random: Seeded, perDay: number): Course {
  const every = Math.max(6, Math.round(perDay / [1, 4, 24, 48][random.below(4)]));
  const lasts = 1 + random.below(Math.max(1, every >> 3));
  const [size, late] = [random.between(0.2, 2), random.next() < 0.5 ? 1 : 0];
  return (i) => ((i + late * random.below(2)) % every < lasts ? size : 0);
}

/** A reading about a mean. */
type Noise = (mean: number) => number;

function noiseOf(random: Seeded): Noise {
  const share = Math.exp(random.between(-4.5, -1));
  switch (random.below(8)) {
    case 0:
      return (mean) => mean * (1 + share * random.gauss());
    case 1:
      return (mean) => mean * Math.exp(2 * share * random.gauss());
    case 2:
      return (mean) => mean * (1 + share * studentish(random));
    case 3:
      return autocorrelated(random, share);
    case 4:
      return bursts(random, share);
    case 5:
      return (mean) => count(random, mean);
    case 6:
      return (mean) => count(random, Math.min(mean, random.between(0.02, 3)));
    default:
      // Rounded, as gauges in per cent are.
      return (mean) => Math.round(mean * (1 + share * random.gauss()));
  }
}

/** A normal number over the root of a mean of squares: tails like a Student t of three degrees. */
function studentish(random: Seeded): number {
  const squares = random.gauss() ** 2 + random.gauss() ** 2 + random.gauss() ** 2;
  return random.gauss() / Math.sqrt(squares / 3 + 1e-3);
}

function autocorrelated(random: Seeded, share: number): Noise {
  const keep = random.between(0.3, 0.97);
  let x = 0;
  return (mean) => mean * (1 + (x = keep * x + share * random.gauss()));
}

/** Noise that swells and calms down (a variance that remembers), with short bursts. */
function bursts(random: Seeded, share: number): Noise {
  let [heat, burst] = [1, 0];
  const often = random.between(0.001, 0.01);
  return (mean) => {
    heat = 1 + 0.95 * (heat - 1) + (random.next() < 0.01 ? random.between(0, 4) : 0);
    burst = random.next() < often ? random.between(1, 4) : 0.7 * burst;
    return mean * (1 + share * heat * random.gauss() + 3 * share * burst);
  };
}

/** A Poisson count; for large means its normal limit. */
export function count(random: Seeded, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.gauss()));
  const limit = Math.exp(-mean);
  let drawn = 0;
  for (let product = random.next(); product > limit; product *= random.next()) drawn++;
  return drawn;
}
