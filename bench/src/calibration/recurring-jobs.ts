import { createRowScorer } from '@lapwing/engine';
import { Random, gauss, poisson } from '@lapwing/engine/testing';
import { eventCounts } from '../metrics/events.ts';
import { runsOf } from '../metrics/ranges.ts';
import type { Table } from '../report/table.ts';

const DAY = 1_440;
const WEEK = 7 * DAY;
const MINUTE_MS = 60_000;
/** A Monday. */
const START_MS = Date.UTC(2026, 0, 5);
const WEEKS = 6;
const ROWS = WEEKS * WEEK;
const SEED = 77;
/** HIGH, and how near alarms are one alert. */
const [HIGH_DECADES, ALERT_GAP_ROWS] = [5, 12];
/** After a fault, rows that belong to neither side. */
const AFTER_FAULT = 40;

/** Minutes of a day: when a run starts, and for how long it goes on. */
type Run = [start: number, minutes: number];

/** What runs by the clock in real systems: neither start nor length is quite the same each time. Day 0 is a Monday. */
const JOBS: Readonly<Record<string, (random: Random, day: number) => Run[]>> = {
  'nightly, 20 to 30 min': (r) => [[150, between(r, 20, 30)]],
  'nightly ± 10 min, 20 to 60 min': (r) => [[around(r, 180, 10), between(r, 20, 60)]],
  'nightly ± 30 min, 5 to 10 min': (r) => [[around(r, 180, 30), between(r, 5, 10)]],
  'weekdays ± 5 min, 30 to 60 min': (r, day) =>
    day % 7 < 5 ? [[around(r, 240, 5), between(r, 30, 60)]] : [],
  'hourly ± 2 min, 3 to 8 min': (r) =>
    Array.from({ length: 24 }, (_, h) => [around(r, 60 * h + 5, 2), between(r, 3, 8)]),
  'every 6 h ± 5 min, 10 to 20 min': (r) =>
    Array.from({ length: 4 }, (_, k) => [around(r, 360 * k + 95, 5), between(r, 10, 20)]),
  'weekly ± 10 min, 60 to 120 min': (r, day) =>
    day % 7 === 6 ? [[around(r, 180, 10), between(r, 60, 120)]] : [],
  'no job': () => [],
};

/** What the job runs on: a reading where the load is so many usual deviations beyond what it is without. */
const SIGNALS: readonly ((random: Random, minute: number, load: number) => number)[] = [
  (r, minute, load) => 100 + 30 * Math.sin((2 * Math.PI * minute) / DAY) + 3 * (gauss(r) + load),
  (r, _, load) => 40 + 2 * (gauss(r) + load),
  (r, minute, load) => poisson(r, 20 * (1.2 + Math.sin((2 * Math.PI * minute) / DAY)) + 5 * load),
];
const LOADS = [6, 20];

/**
 * Faults of twenty minutes, from the fourth week on: four as large as the job is, at other times of the day, and one at the
 * nightly jobs' time, two and a half times as large.
 */
const FAULTS: readonly { day: number; minute: number; size: number }[] = [
  { day: 22, minute: 14 * 60 + 13, size: 1 },
  { day: 27, minute: 21 * 60 + 40, size: 1 },
  { day: 31, minute: 10 * 60 + 20, size: 1 },
  { day: 36, minute: 17 * 60 + 5, size: 1 },
  { day: 39, minute: 185, size: 2.5 },
];
const FAULT_MINUTES = 20;

function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random.next();
}

function around(random: Random, middle: number, by: number): number {
  return between(random, middle - by, middle + by);
}

interface Made {
  load: Float64Array;
  /** 1: in a fault. */
  labels: Uint8Array;
}

function madeLoad(job: (random: Random, day: number) => Run[], size: number, random: Random): Made {
  const load = new Float64Array(ROWS);
  for (let day = 0; day < WEEKS * 7; day++) {
    for (const [start, minutes] of job(random, day)) {
      const from = Math.round(day * DAY + start);
      for (let i = from; i < Math.min(ROWS, from + minutes); i++) load[i] += size;
    }
  }
  const labels = new Uint8Array(ROWS);
  for (const fault of FAULTS) {
    const from = fault.day * DAY + fault.minute;
    for (let i = from; i < from + FAULT_MINUTES; i++) load[i] += fault.size * size;
    labels.fill(1, from, from + FAULT_MINUTES);
  }
  return { load, labels };
}

/** False alerts at HIGH that begin in each week, and the faults found. */
function told({ load, labels }: Made, signal: (typeof SIGNALS)[number], random: Random): Told {
  const scorer = createRowScorer(1, {
    intervalSeconds: MINUTE_MS / 1000,
    direction: 'both',
    models: { statistical: true, forest: true },
    seed: 1,
  });
  const alarms = new Uint8Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    const value = signal(random, i % DAY, load[i]);
    const { pValue } = scorer.step(START_MS + i * MINUTE_MS, Float64Array.of(value));
    alarms[i] = -Math.log10(pValue) >= HIGH_DECADES ? 1 : 0;
  }
  const { found } = eventCounts(labels, alarms, 0);
  for (const { first, last } of runsOf(labels)) alarms.fill(0, first, last + AFTER_FAULT);
  const weeks = new Array<number>(WEEKS).fill(0);
  let before = -Infinity;
  for (const { first, last } of runsOf(alarms)) {
    if (first - before > ALERT_GAP_ROWS) weeks[Math.floor(first / WEEK)]++;
    before = last;
  }
  return { weeks, found };
}

interface Told {
  weeks: number[];
  found: number;
}

/** Jobs that recur: how often they are told at HIGH a week, in the first week and later, and whether faults beside still are. */
export function recurringJobs(): Table {
  const rows = Object.entries(JOBS).flatMap(([job, runs]) =>
    LOADS.map((size) => {
      const random = new Random(SEED + size);
      let [first, later, found] = [0, 0, 0];
      for (const signal of SIGNALS) {
        const one = told(madeLoad(runs, size, random), signal, random);
        first += one.weeks[0];
        later += one.weeks.slice(1).reduce((sum, alerts) => sum + alerts, 0) / (WEEKS - 1);
        found += one.found;
      }
      return {
        job,
        'size, usual deviations': size,
        'told in the first week': first / SIGNALS.length,
        'told a week later': later / SIGNALS.length,
        'faults found': `${found} of ${FAULTS.length * SIGNALS.length}`,
      };
    }),
  );
  return { title: 'Jobs that recur: alerts at HIGH a week and signal, and true faults found', rows };
}
