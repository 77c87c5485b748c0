import { beyondLuck, type Evidence, type Window } from './evidence.ts';
import { metricRole, ROLE } from './metric-role.ts';
import { ascending, quantile, tailDeviate } from './statistics.ts';

/** One metric of one service: readings at times (epoch ms), in any order; NaN is no reading. */
export interface MetricSeries {
  service: string;
  metric: string;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** Fewer readings of the past say nothing about what is usual. */
const FEWEST_PAST = 2;
/** Quartiles, and the tenths at both ends, of a normal distribution lie this many standard deviations apart. */
const IQR_OF_NORMAL = 1.349;
const TENTHS_OF_NORMAL = 2.563;
/** A spread under this share of the level is taken as this: monitoring rounds, and a flat past proves little. */
const LEAST_RELATIVE_SPREAD = 0.05;
/** Of the spread that the same metric has in other services, this share at least. */
const SHARE_OF_USUAL_SPREAD = 0.25;
/** The past is cut into at most this many pieces to see how far a piece leaves the rest when nothing is wrong. */
const MOST_TRIALS = 12;
interface Change {
  series: MetricSeries;
  past: Float64Array;
  now: Float64Array;
  up: number;
  down: number;
  trials: { up: number; down: number }[];
}

/**
 * Metrics that left their past, by median and quartiles as in BARO's robust scorer (Pham et al., FSE 2024), both ways.
 * How far a piece of the past leaves the rest of it, over all services that have the metric, tells how far it goes by
 * itself: a quantile of three requests jumps a thousandfold every other minute, a processor's share does not.
 */
export function metricEvidence(all: readonly MetricSeries[], window: Window): Evidence[] {
  const evidence: Evidence[] = [];
  for (const family of Map.groupBy(all, ({ metric }) => metric).values()) {
    const parted = family.flatMap((series) => partsOf(series, window) ?? []);
    if (parted.length === 0) continue;
    const usual = quantile(ascending(parted.map(({ past }) => spreadOf(ascending(past)))), 0.5);
    const changes = parted.map((part) => changeOf(part, usual));
    const trialsUp = ascending(changes.flatMap(({ trials }) => trials.map(({ up }) => up)));
    const trialsDown = ascending(changes.flatMap(({ trials }) => trials.map(({ down }) => down)));
    const allUp = quantile(ascending(changes.map(({ up }) => up)), 0.5);
    const allDown = quantile(ascending(changes.map(({ down }) => down)), 0.5);
    for (const change of changes) {
      const found = evidenceOf(
        change,
        all.length,
        tailDeviate(change.up - allUp, trialsUp),
        tailDeviate(change.down - allDown, trialsDown),
      );
      if (found) evidence.push(found);
    }
  }
  return evidence;
}

interface Parts {
  series: MetricSeries;
  /** In order of time. */
  past: number[];
  now: number[];
}

function partsOf(series: MetricSeries, { atMs, untilMs }: Window): Parts | undefined {
  const past: [number, number][] = [];
  const now: number[] = [];
  for (let i = 0; i < series.times.length; i++) {
    const value = series.values[i];
    if (!Number.isFinite(value) || series.times[i] >= untilMs) continue;
    if (series.times[i] < atMs) past.push([series.times[i], value]);
    else now.push(value);
  }
  if (past.length < FEWEST_PAST || now.length === 0) return undefined;
  past.sort((a, b) => a[0] - b[0]);
  return { series, past: past.map(([, value]) => value), now };
}

function changeOf({ series, past, now }: Parts, usual: number): Change {
  const sorted = ascending(past);
  const size = Math.max(1, Math.min(now.length, Math.floor(past.length / 4)));
  const step = Math.max(size, Math.ceil(past.length / MOST_TRIALS));
  const trials = [];
  for (let from = 0; from + size <= past.length; from += step) {
    const rest = ascending([...past.slice(0, from), ...past.slice(from + size)]);
    trials.push(distance(rest, ascending(past.slice(from, from + size)), usual));
  }
  const sortedNow = ascending(now);
  return { series, past: sorted, now: sortedNow, ...distance(sorted, sortedNow, usual), trials };
}

function spreadOf(sorted: Float64Array): number {
  const inner = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / IQR_OF_NORMAL;
  const outer = (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / TENTHS_OF_NORMAL;
  return Math.max(inner, outer);
}

/** How far `now` lies above and below `past`, in spreads. */
function distance(past: Float64Array, now: Float64Array, usual: number): { up: number; down: number } {
  const high = quantile(past, 0.9);
  const low = quantile(past, 0.1);
  const level = Math.max(Math.abs(high), Math.abs(low));
  const least = Math.max(LEAST_RELATIVE_SPREAD * level, SHARE_OF_USUAL_SPREAD * usual);
  const rise = quantile(now, 0.9) - high;
  const fall = low - quantile(now, 0.1);
  // A metric that was nought everywhere and always: any other value is a tenfold move.
  const spread = Math.max(spreadOf(past), least) || 0.1 * Math.max(Math.abs(rise), Math.abs(fall));
  if (!(spread > 0)) return { up: 0, down: 0 };
  return { up: Math.max(0, rise / spread), down: Math.max(0, fall / spread) };
}

function evidenceOf(change: Change, chances: number, up: number, down: number): Evidence | undefined {
  const { series, past, now } = change;
  const role = ROLE[metricRole(series.metric)];
  const rising = beyondLuck(up, chances) * role.up;
  const falling = beyondLuck(down, chances) * role.down;
  const strength = Math.max(rising, falling);
  if (strength <= 0) return undefined;
  const range = `${short(quantile(past, 0.5))} before (${short(past[0])} to ${short(past[past.length - 1])} in ${past.length} readings)`;
  return {
    service: series.service,
    kind: 'metric',
    family: metricRole(series.metric),
    signal: series.metric,
    strength,
    reach: role.reach,
    words: `${series.metric} ${rising >= falling ? 'rose' : 'fell'}: ${range}, ${short(now[0])} to ${short(now[now.length - 1])} now`,
  };
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
