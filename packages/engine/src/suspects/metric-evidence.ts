import { withoutCounters } from './counter.ts';
import { beyondLuck, type Evidence, type Window } from './evidence.ts';
import { lastingShare } from './lasting.ts';
import { metricRole, ROLE } from './metric-role.ts';
import type { MetricSeries } from './metric-series.ts';
import { PHASES, phaseOf } from './phases.ts';
import { ascending, quantile } from './statistics.ts';
import { tailOf } from './tail.ts';

/** Fewer readings of the past say nothing about what is usual. */
const FEWEST_PAST = 2;
/** With so many readings of the past a distance counts half: their spread is little known. */
const SHORT_PAST = 2;
/** Quartiles, and the tenths at both ends, of a normal distribution lie this many standard deviations apart. */
const IQR_OF_NORMAL = 1.349;
const TENTHS_OF_NORMAL = 2.563;
const HUNDREDTHS_OF_NORMAL = 4.653;
/** A spread under this share of the level is taken as this: monitoring rounds, and a flat past proves little. */
const LEAST_RELATIVE_SPREAD = 0.01;
/** Of the spread that the same metric has in other services, this share at least. */
const SHARE_OF_USUAL_SPREAD = 0.25;
/** The past is cut into at most this many pieces to see how far a piece leaves the rest when nothing is wrong. */
const MOST_TRIALS = 12;
/** The trouble is cut into so many pieces to see which signals move together. */
const PIECES = 8;
/** Spreads that the middle service moves when nothing in particular goes on. */
const ORDINARY_MOVE = 2;

interface Change {
  series: MetricSeries;
  past: Float64Array;
  now: Float64Array;
  quarters: readonly Float64Array[];
  pieces: Float64Array;
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
    const parted = family.flatMap((series) => partsOf(withoutCounters(series), window) ?? []);
    if (parted.length === 0) continue;
    const usual = usualSpread(parted);
    const changes = parted.map((part) => changeOf(part, usual));
    const up = tailOf(changes.map(({ trials }) => trials.map((trial) => trial.up)));
    const down = tailOf(changes.map(({ trials }) => trials.map((trial) => trial.down)));
    const allUp = quantile(ascending(changes.map((change) => change.up)), 0.5);
    const allDown = quantile(ascending(changes.map((change) => change.down)), 0.5);
    const allExcess = quantile(ascending(changes.map(excessOf)), 0.5);
    for (const change of changes) {
      const deviateUp = up(beyondAll(change.up, allUp), ownTrials(change, 'up'));
      const deviateDown = down(beyondAll(change.down, allDown), ownTrials(change, 'down'));
      const excess = Math.max(0, excessOf(change) - allExcess);
      const found = evidenceOf(change, all.length, { up: deviateUp, down: deviateDown, excess });
      if (found) evidence.push(found);
    }
  }
  return evidence;
}

/**
 * What a service moved beyond the middle one of all that have the metric: a surge moves all of them, and the more it moves
 * them the more they differ by chance.
 */
function beyondAll(distance: number, all: number): number {
  return (distance - all) / (1 + all / ORDINARY_MOVE);
}

/** The middle one of the services' spreads of a metric: as it is, and as a share of the level. */
interface Usual {
  absolute: number;
  relative: number;
}

function usualSpread(parted: readonly Parts[]): Usual {
  const pasts = parted.map(({ past }) => ascending(past));
  const relative = pasts.map((past) => spreadOf(past) / levelOf(past)).filter(Number.isFinite);
  return {
    absolute: quantile(ascending(pasts.map(spreadOf)), 0.5),
    relative: relative.length > 0 ? quantile(ascending(relative), 0.5) : 0,
  };
}

function levelOf(past: Float64Array): number {
  return Math.max(Math.abs(quantile(past, 0.9)), Math.abs(quantile(past, 0.1)));
}

interface Parts {
  series: MetricSeries;
  /** In order of time. */
  past: number[];
  now: number[];
  /** Of each quarter of the trouble, ascending. */
  quarters: Float64Array[];
  /** Mean of each piece of the trouble. */
  pieces: Float64Array;
}

function partsOf(series: MetricSeries, window: Window): Parts | undefined {
  const { atMs, untilMs } = window;
  const past: [number, number][] = [];
  const now: number[] = [];
  const quarters = Array.from({ length: PHASES }, (): number[] => []);
  const sums = new Float64Array(PIECES);
  const counts = new Float64Array(PIECES);
  for (let i = 0; i < series.times.length; i++) {
    const value = series.values[i];
    if (!Number.isFinite(value) || series.times[i] >= untilMs) continue;
    if (series.times[i] < atMs) past.push([series.times[i], value]);
    else {
      now.push(value);
      quarters[phaseOf(series.times[i], window)].push(value);
      const piece = Math.min(PIECES - 1, Math.floor((PIECES * (series.times[i] - atMs)) / (untilMs - atMs)));
      sums[piece] += value;
      counts[piece]++;
    }
  }
  if (past.length < FEWEST_PAST || now.length === 0) return undefined;
  past.sort((a, b) => a[0] - b[0]);
  return {
    series,
    past: past.map(([, value]) => value),
    now,
    quarters: quarters.map(ascending),
    pieces: sums.map((sum, i) => sum / counts[i]),
  };
}

function changeOf({ series, past, now, quarters, pieces }: Parts, usual: Usual): Change {
  const sorted = ascending(past);
  const size = Math.max(1, Math.min(now.length, Math.floor(past.length / 4)));
  const step = Math.max(size, Math.ceil(past.length / MOST_TRIALS));
  const trials = [];
  for (let from = 0; from + size <= past.length; from += step) {
    const rest = ascending([...past.slice(0, from), ...past.slice(from + size)]);
    trials.push(distance(rest, ascending(past.slice(from, from + size)), usual));
  }
  const sortedNow = ascending(now);
  return {
    series,
    past: sorted,
    now: sortedNow,
    quarters,
    pieces,
    ...distance(sorted, sortedNow, usual),
    trials,
  };
}

function ownTrials({ trials }: Change, way: 'up' | 'down'): number[] {
  return trials.map((trial) => trial[way]);
}

function spreadOf(sorted: Float64Array): number {
  const inner = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / IQR_OF_NORMAL;
  const outer = (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / TENTHS_OF_NORMAL;
  const outermost = (quantile(sorted, 0.99) - quantile(sorted, 0.01)) / HUNDREDTHS_OF_NORMAL;
  return Math.max(inner, outer, outermost);
}

/** How far `now` lies above and below `past`, in spreads. */
function distance(past: Float64Array, now: Float64Array, usual: Usual): { up: number; down: number } {
  const high = quantile(past, 0.9);
  const low = quantile(past, 0.1);
  const level = levelOf(past);
  const borrowed = level > 0 ? usual.relative * level : usual.absolute;
  const least = Math.max(LEAST_RELATIVE_SPREAD * level, SHARE_OF_USUAL_SPREAD * borrowed);
  const rise = quantile(now, 0.9) - high;
  const fall = low - quantile(now, 0.1);
  // A metric that was nought everywhere and always: any other value is a tenfold move.
  const spread = Math.max(spreadOf(past), least) || 0.1 * Math.max(Math.abs(rise), Math.abs(fall));
  if (!(spread > 0)) return { up: 0, down: 0 };
  return { up: Math.max(0, rise / spread), down: Math.max(0, fall / spread) };
}

function evidenceOf(
  change: Change,
  chances: number,
  { up, down, excess }: { up: number; down: number; excess: number },
): Evidence | undefined {
  const { series, past, now } = change;
  const role = ROLE[metricRole(series.metric)];
  const known = past.length / (past.length + SHORT_PAST);
  const rare = Math.min(up * known, rarestOf(past.length, now.length));
  const rising =
    Math.max(beyondLuck(rare, chances), excess) * role.up * feltOf(change) * lastingShare(change, 1);
  const falling = beyondLuck(down * known, chances) * role.down * lastingShare(change, -1);
  const strength = Math.max(rising, falling);
  if (strength <= 0) return undefined;
  const range = `${short(quantile(past, 0.5))} before (${short(past[0])} to ${short(past[past.length - 1])} in ${past.length} readings)`;
  const sign = rising >= falling ? 1 : -1;
  const middle = quantile(past, 0.5);
  const spread = Math.max(spreadOf(past), LEAST_RELATIVE_SPREAD * Math.abs(middle)) || 1;
  return {
    service: series.service,
    kind: 'metric',
    family: metricRole(series.metric),
    signal: series.metric,
    strength,
    reach: role.reach,
    profile: change.pieces.map((value) => (sign * (value - middle)) / spread),
    words: `${series.metric} ${rising >= falling ? 'rose' : 'fell'}: ${range}, ${short(now[0])} to ${short(now[now.length - 1])} now`,
  };
}

/** A resource of which half as much again is used is felt in full. */
const FULL_LOG_RATIO = Math.log(1.5);

/** A few per cent more of a processor or memory starve nobody, however steady it was: less than in full by the root. */
function feltOf({ series, past, now }: Change): number {
  const usual = quantile(past, 0.9);
  if (metricRole(series.metric) !== 'resource' || !(usual > 0)) return 1;
  const ratio = Math.log(quantile(now, 0.9) / usual) / FULL_LOG_RATIO;
  return ratio > 0 ? Math.sqrt(Math.min(1, ratio)) : 0;
}

/**
 * The rarest that can be told from so many readings: were they all of one kind, that `now` lies beyond all of the past comes
 * once in (past + now choose now). As a normal deviate.
 */
function rarestOf(past: number, now: number): number {
  let logs = 0;
  for (let i = 1; i <= now; i++) logs += Math.log((past + i) / i);
  return Math.sqrt(2 * logs);
}

/** The most of so many readings counts half as the most that there can be: of few, the next is soon more. */
const LONG_PAST = 10;
/** Strength for each e-fold that a resource is used beyond the most it ever was. */
const AN_EFOLD = 1.5;

/**
 * A processor that is used ten times as much as it ever was is in trouble, however restless processors are: what is used of
 * a machine has a scale of its own, other than latencies of which the longest may be any.
 */
function excessOf({ series, past, now }: Change): number {
  const most = past[past.length - 1];
  const high = quantile(now, 0.9);
  if (metricRole(series.metric) !== 'resource' || !(most > 0) || !(high > most)) return 0;
  return ((AN_EFOLD * past.length) / (past.length + LONG_PAST)) * Math.log(high / most);
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
