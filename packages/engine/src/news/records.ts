/** Readings after which a record is remembered by 1/e: some eleven days of minutes. What was loud once may be so again. */
const RECORD_READINGS = 16_000;
const KEEP = 1 - 1 / RECORD_READINGS;
/** Time constants of the running means, in readings: small and lasting is as much of a change as large and short. */
const LASTING_READINGS = 24;
const SURPRISE_READINGS = 12;
/** The first readings break records all the time. */
const WARM_UP = 20;
/** Readings after which the season is known well enough for its records to mean something. */
const SEASON_WARM_UP = 250;
/** The n-th of n like readings is a record once in n: by this many readings what they say counts half. */
const YOUNG_READINGS = 200;
/** A record is broken by at most this factor: beyond it, and where there was none, size says nothing more. */
const FACTOR_MOST = 100;
/** A record grows by at most this factor a reading: a loud fault does not hide the next one. */
const GROWTH_MOST = 2;
/** Larger magnitudes count as this one: records are kept in single precision. */
const MAGNITUDE_MOST = 1e38;
/** What says in part the same as another way of straying counts half: so the record of an end and that of both ends. */
const HALF = 0.5;
/** A sudden change mostly shows in its distance from the level as well. */
const QUARTER = 0.25;

/** Places in the state of one signal. */
const [SEEN, SEASON_SEEN, SEASONAL] = [0, 1, 2];
/** Running means of the distance from the level, from the season, and of the surprise. */
const [LEVEL_MEAN, SEASON_MEAN, SURPRISE_MEAN] = [3, 4, 5];
/** Records: upwards and downwards where a signal's two ends differ, as they do for loads and counts. */
const [UP, DOWN, MEAN_UP, MEAN_DOWN, CHANGE] = [6, 7, 8, 9, 10];
const [SEASON, SEASON_LASTING, SEASON_STEP, SURPRISE] = [11, 12, 13, 14];
const FIRST_RECORD = UP;
const PAST_RECORDS = SURPRISE + 1;

const WITH_UNIT = [LEVEL_MEAN, SEASON_MEAN, UP, DOWN, MEAN_UP, MEAN_DOWN, CHANGE, SEASON, SEASON_LASTING];

/** Elements of state a signal, all zero when nothing was seen. */
export const RECORD_FLOATS = PAST_RECORDS;

/** How far a reading strays, as the traits see it. */
export interface Stray {
  /** Distance from the slow level, with its sign. */
  fromLevel: number;
  /** Distance from the fast level, without a sign. */
  change: number;
  /** Distance from what is usual at this time, with its sign. */
  fromSeason: number;
  /** Step away from the season, over what is usual at this time; no unit. */
  seasonStep: number;
  /** Decades, mean over the traits. */
  surprise: number;
  /** Whether the time of day is known. */
  seasonal: boolean;
  /** What distances of before have to be multiplied by to be told in today's unit; mostly 1. */
  rescaled: number;
}

/** A reading as usual as can be. */
export const ORDINARY: Readonly<Stray> = {
  fromLevel: 0,
  change: 0,
  fromSeason: 0,
  seasonStep: 0,
  surprise: 0,
  seasonal: false,
  rescaled: 1,
};

/**
 * Decibans (10 · log10 of a ratio) by which a reading is beyond anything seen in the last weeks, over all ways of
 * straying together; 0 where none is a record. Records need no unit and no idea of the tail: of n like readings one is
 * the largest with a chance of 1/n, whatever they are like, while a rank in the tail says of signals with heavy tails
 * too often that they stray. A rise that creeps breaks each record by a little only, and so says little.
 */
export function beyondRecords(state: Float32Array, at: number, stray: Stray): number {
  if (stray.rescaled !== 1) rescale(state, at, stray.rescaled);
  if (stray.seasonal && state[at + SEASONAL] === 0) beginSeason(state, at);
  const seen = ++state[at + SEEN];
  const seasonSeen = ++state[at + SEASON_SEEN];
  const { fromLevel, fromSeason } = stray;
  const levelMean = follow(state, at + LEVEL_MEAN, fromLevel, LASTING_READINGS, seen);
  const seasonMean = follow(state, at + SEASON_MEAN, fromSeason, LASTING_READINGS, seasonSeen);
  const surpriseMean = follow(state, at + SURPRISE_MEAN, stray.surprise, SURPRISE_READINGS, seen);
  for (let k = at + FIRST_RECORD; k < at + PAST_RECORDS; k++) state[k] *= KEEP;
  const most = seen > WARM_UP ? GROWTH_MOST : Infinity;
  const level =
    HALF * beyond(Math.abs(fromLevel), Math.max(state[at + UP], state[at + DOWN])) +
    HALF * broken(state, at + (fromLevel > 0 ? UP : DOWN), Math.abs(fromLevel), most) +
    broken(state, at + (levelMean > 0 ? MEAN_UP : MEAN_DOWN), Math.abs(levelMean), most) +
    QUARTER * broken(state, at + CHANGE, stray.change, most);
  const others =
    broken(state, at + SEASON, Math.abs(fromSeason), most) +
    HALF * broken(state, at + SEASON_LASTING, Math.abs(seasonMean), most) +
    broken(state, at + SEASON_STEP, stray.seasonStep, most) +
    broken(state, at + SURPRISE, surpriseMean, most);
  if (seen <= WARM_UP) return 0;
  const settled = state[at + SEASONAL] === 0 || seasonSeen > SEASON_WARM_UP;
  return (settled ? level + others : level) * (seen / (seen + YOUNG_READINGS));
}

/** The running mean with one more value in it; the plain mean while that is the faster. */
function follow(state: Float32Array, at: number, value: number, readings: number, seen: number): number {
  state[at] += Math.max(1 / readings, 1 / seen) * (value - state[at]);
  return state[at];
}

/** Takes note of a magnitude, up to `most` times the record; decibans beyond what was the largest before. */
function broken(state: Float32Array, at: number, magnitude: number, most: number): number {
  const record = state[at];
  if (!(magnitude > record)) return 0;
  state[at] = Math.min(magnitude, MAGNITUDE_MOST, record > 0 ? most * record : Infinity);
  return beyond(magnitude, record);
}

function beyond(magnitude: number, record: number): number {
  if (!(magnitude > record)) return 0;
  return 10 * Math.log10(record > 0 ? Math.min(FACTOR_MOST, magnitude / record) : FACTOR_MOST);
}

/** Distances from a season that was not known were distances from something else. */
function beginSeason(state: Float32Array, at: number): void {
  state[at + SEASONAL] = 1;
  state[at + SEASON_SEEN] = 0;
  for (const k of [SEASON_MEAN, SEASON, SEASON_LASTING, SEASON_STEP]) state[at + k] = 0;
}

function rescale(state: Float32Array, at: number, factor: number): void {
  for (const k of WITH_UNIT) state[at + k] *= factor;
}
