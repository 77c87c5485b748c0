import type { EntitySignal, EntitySource } from '@lapwing/engine';
import { Seeded } from '../initial.ts';
import { count } from './signals.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_S = 86_400;
const INTERVAL_S = 60;
/** A fault lasts between so many intervals. */
const FAULT_LASTS = [5, 40] as const;

/** What breaks in a made-up service, each seen by other sources. */
const FAULTS = ['slow', 'errors', 'cpu', 'silent', 'quiet'] as const;
type FaultKind = (typeof FAULTS)[number];

interface MadeUpFault {
  kind: FaultKind;
  /** Intervals from `from` up to, not including, `to`. */
  from: number;
  to: number;
}

export interface MadeUpEntity {
  intervalSeconds: number;
  times: Float64Array;
  signals: EntitySignal[];
  faults: MadeUpFault[];
}

/** What all signals of a service hang on in one interval. */
interface Moment {
  load: number;
  /** 0 without a fault, else how bad it is. */
  bad: (kind: FaultKind) => number;
}

/**
 * A made-up service: a load with a season, bursts and a memory, which its metrics, the rates of its logs and the
 * latencies of its traces follow, each with noise of its own. With `faults`, so many of them, later than half-way.
 */
export function madeUpEntity(seed: number, steps: number, faults = 0): MadeUpEntity {
  const random = new Seeded(seed);
  const times = Float64Array.from({ length: steps }, (_, i) => MONDAY + i * INTERVAL_S * 1000);
  const broken = Array.from({ length: faults }, (_, k) => faultOf(random, k, faults, steps));
  const load = loadOf(random, steps);
  const makers = signalMakers(random);
  const signals = makers.map(({ source, reading }) => {
    const values = new Float64Array(steps);
    for (let i = 0; i < steps; i++) {
      const now = broken.find(({ from, to }) => i >= from && i < to);
      values[i] = reading({ load: load[i], bad: (kind) => (now?.kind === kind ? 1 : 0) });
    }
    return { source, values };
  });
  return { intervalSeconds: INTERVAL_S, times, signals, faults: broken };
}

function faultOf(random: Seeded, k: number, of: number, steps: number): MadeUpFault {
  const share = steps / 2 / of;
  const from = Math.floor(steps / 2 + share * (k + random.between(0.1, 0.6)));
  const lasts = FAULT_LASTS[0] + random.below(FAULT_LASTS[1] - FAULT_LASTS[0]);
  return { kind: FAULTS[random.below(FAULTS.length)], from, to: Math.min(steps, from + lasts) };
}

/** Requests an interval. */
function loadOf(random: Seeded, steps: number): Float64Array {
  const mean = Math.exp(random.between(3, 7));
  const [size, phase] = [random.between(0.1, 0.8), random.next()];
  const [keep, wander] = [random.between(0.8, 0.98), random.between(0.01, 0.05)];
  const often = random.between(0, 0.004);
  let [x, burst] = [0, 0];
  return Float64Array.from({ length: steps }, (_, i) => {
    const share = (i * INTERVAL_S) / DAY_S + phase;
    x = keep * x + wander * random.gauss();
    burst = random.next() < often ? random.between(0.3, 1.5) : 0.8 * burst;
    return count(random, mean * Math.max(0.02, 1 + size * Math.sin(2 * Math.PI * share) + x + burst));
  });
}

interface Maker {
  source: EntitySource;
  reading: (now: Moment) => number;
}

/** One to four signals of each source; some services lack a source. */
function signalMakers(random: Seeded): Maker[] {
  const capacity = Math.exp(random.between(6, 9));
  const makers = { metric: metricMakers, log: logMakers, trace: traceMakers };
  const chosen = Object.values(makers).flatMap((make) => {
    const all = make(random, capacity);
    const most = random.next() < 0.15 ? 0 : 1 + random.below(all.length);
    return all.slice(0, most);
  });
  return chosen.length > 0 ? chosen : metricMakers(random, capacity);
}

function metricMakers(random: Seeded, capacity: number): Maker[] {
  const [noise, idle] = [random.between(0.01, 0.1), random.between(1, 20)];
  let held = random.between(100, 2_000);
  const start = held;
  return [
    // Per cent of a processor.
    ({ load, bad }: Moment) =>
      Math.min(100, idle + (60 * load) / capacity + 45 * bad('cpu')) * (1 + noise * random.gauss()),
    // Megabytes, freed now and then.
    ({ load, bad }: Moment) => {
      held = held > 1.6 * start ? start : held + (0.3 * start * load) / (capacity * 200);
      return held * (1 + 0.002 * random.gauss()) + 0.2 * start * bad('cpu');
    },
    // Open connections.
    ({ load, bad }: Moment) =>
      count(random, (1 + 2 * bad('slow')) * (2 + 0.05 * load) * (1 - 0.9 * bad('silent'))),
    // Bytes sent.
    ({ load, bad }: Moment) => 1e4 * load * (1 - 0.95 * bad('silent')) * (1 + noise * random.gauss()),
  ].map((reading) => ({ source: 'metric' as const, reading }));
}

function logMakers(random: Seeded): Maker[] {
  const rare = random.between(0.0005, 0.01);
  return [
    // Lines.
    ({ load, bad }: Moment) => count(random, load * (3 - 2.8 * bad('silent') - bad('quiet'))),
    // Errors.
    ({ load, bad }: Moment) => count(random, load * (rare + 0.1 * bad('errors') + 0.02 * bad('slow'))),
    // Warnings.
    ({ load, bad }: Moment) => count(random, load * (3 * rare + 0.05 * bad('slow') + 0.02 * bad('cpu'))),
    // Of one event of the ordinary course.
    ({ load, bad }: Moment) => count(random, load * (1 - 0.9 * bad('quiet')) * (1 - 0.95 * bad('silent'))),
  ].map((reading) => ({ source: 'log' as const, reading }));
}

function traceMakers(random: Seeded, capacity: number): Maker[] {
  const [base, spread] = [Math.exp(random.between(1, 6)), random.between(0.02, 0.15)];
  const waits = (load: number): number => 1 / Math.max(0.1, 1 - Math.min(0.9, load / capacity));
  const latency = ({ load, bad }: Moment): number =>
    base * waits(load) * (1 + 1.5 * bad('slow') + 0.5 * bad('cpu')) * Math.exp(spread * random.gauss());
  return [
    latency,
    // The slowest in a hundred.
    (now: Moment) => latency(now) * (2 + Math.abs(random.gauss())),
    // Requests.
    ({ load, bad }: Moment) => count(random, load * (1 - 0.95 * bad('silent'))),
    // Failed ones.
    ({ load, bad }: Moment) => count(random, load * (0.002 + 0.1 * bad('errors'))),
  ].map((reading) => ({ source: 'trace' as const, reading }));
}
