import { FEATURES } from '../bank/scores.ts';
import { tailProbability, tailPush, TAIL_FLOATS } from '../calibrate/tail.ts';
import { Columns, type ColumnsOf } from '../columns.ts';
import {
  BAND_DEVIATIONS,
  beginSeason,
  expectation,
  EXPECTS_AFTER,
  followReading,
  hourScaleOf,
} from './expectation.ts';
import {
  DAY_BINS,
  FEATURE_OF_TRAIT,
  LOCAL_READINGS,
  ROUNDING,
  SCALE_FLOOR,
  SEASON_TRAITS,
  TRAIT_COUNT,
  TRAIT_LAYOUT,
  WEEK_BINS,
} from './layout.ts';
import type { TraitRows } from './rows.ts';
import { silenceOf } from './silence.ts';
import { toSigned } from './to-signed.ts';

const VERSION = 3;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * DAY_MS;
/** The epoch began on a Thursday; weeks here begin on Mondays. */
const MONDAY_MS = 4 * DAY_MS;

/** Weight of the newest reading in the fast level: a change of level is followed within about three readings. */
const FAST_GAIN = 0.3;
/** Time constant of the slow level, in readings: a lasting change is the new normal after about this many. */
const SLOW_READINGS = 2_000;
/** How much of a day's profile a new day replaces. */
const DAY_GAIN = 0.2;
/** How much of a week's profile a new week replaces. */
const WEEK_GAIN = 0.3;
/** Time constant of the usual step away from the season, in readings. */
const SCALE_GAIN = 0.002;
/** Time constant of the errors by which predictors are chosen. */
const ERROR_GAIN = 0.002;
/** Visits that a bin of the day needs before it is believed. */
const DAYS_NEEDED = 2;
/** A whole number of weeks to see before the week is believed. */
const WEEKS_NEEDED = 2;
/** Time constant of the tails in readings, six weeks of minutes: rare things take long to count. */
const TAIL_READINGS = 60_000;
const TAIL_GROWTH = 1 + 1 / TAIL_READINGS;
/** Surprise of one trait is at most this many decades: beyond it the tail is a guess. */
const DECADES_MOST = 12;
const P_FLOOR = 10 ** -DECADES_MOST;
/** The first readings set levels up and say nothing. */
const WARM_UP = 3;
/** Larger values count as this one: profiles and tails are kept in single precision, which ends at 3e38. */
const VALUE_MOST = 1e37;

const FEATURE_INDEX = FEATURE_OF_TRAIT.map((name) => FEATURES.indexOf(name));

/** Levels, seasons and spread of many signals in columns, and how far each reading strays from them. */
export class TraitTracker {
  readonly columns = new Columns(TRAIT_LAYOUT);
  readonly #direction: number;
  readonly #dayBins: number;
  readonly #visits: number;
  readonly #weekGain: number;
  readonly #magnitude = new Float64Array(TRAIT_COUNT);

  constructor(intervalSeconds: number, direction: 'both' | 'up' | 'down') {
    this.#direction = direction === 'up' ? 1 : direction === 'down' ? -1 : 0;
    const perDay = DAY_MS / 1000 / intervalSeconds;
    this.#dayBins = Math.max(1, Math.min(DAY_BINS, Math.round(perDay)));
    this.#visits = Math.max(1, perDay / this.#dayBins);
    this.#weekGain = WEEK_GAIN / Math.max(1, perDay / 24);
  }

  /** `values[i]` is the reading of `slots[i]`; NaN (and ±Inf) leave the slot as it was and give no surprise. */
  step(timeMs: number, slots: Uint32Array, values: Float64Array, out: TraitRows): void {
    const dayBin = Math.floor(modulo(timeMs, DAY_MS) * (this.#dayBins / DAY_MS));
    const weekBin = Math.floor(modulo(timeMs - MONDAY_MS, WEEK_MS) / HOUR_MS);
    for (let i = 0; i < slots.length; i++) this.#one(timeMs, dayBin, weekBin, slots[i], values[i], i, out);
  }

  #one(
    timeMs: number,
    dayBin: number,
    weekBin: number,
    slot: number,
    reading: number,
    row: number,
    out: TraitRows,
  ): void {
    const c = this.columns.of;
    const missing = !Number.isFinite(reading);
    const value = Math.min(VALUE_MOST, Math.max(-VALUE_MOST, reading));
    out.rescaled[row] = !missing && value < 0 && c.signed[slot] === 0 ? toSigned(c, slot) : 1;
    const seen = c.seen[slot];
    const signed = c.signed[slot] === 1;
    const y = signed ? value : Math.sqrt(value);
    if (seen === 0 && !missing) begin(c, slot, timeMs, y);

    const day = slot * DAY_BINS + dayBin;
    const week = slot * WEEK_BINS + weekBin;
    const dayKnown = c.daySeen[day] >= Math.min(255, DAYS_NEEDED * this.#visits);
    if (dayKnown && !missing && c.seasonal[slot] === 0) {
      c.seasonal[slot] = 1;
      for (const k of SEASON_TRAITS) {
        const at = (slot * TRAIT_COUNT + k) * TAIL_FLOATS;
        c.tails.fill(0, at, at + TAIL_FLOATS);
      }
      beginSeason(c, slot);
    }
    const daily = dayKnown ? c.day[day] : c.slow[slot];
    const weekKnown =
      dayKnown && timeMs - c.firstMs[slot] >= WEEKS_NEEDED * WEEK_MS && c.errorWeek[slot] < c.errorDay[slot];
    const season = weekKnown ? daily + c.week[week] : daily;
    const scale = Math.max(
      SCALE_FLOOR * c.seasonScale[slot],
      dayKnown ? c.dayScale[day] : c.seasonScale[slot],
      1e-9,
    );
    const hourScale = dayKnown ? hourScaleOf(c.dayScale[day], c.seasonScale[slot]) : 1;
    this.#expect(c, slot, season, hourScale, row, out);
    out.silence[row] = 0;
    out.readings.value[row] = y;
    out.readings.previous[row] = c.last[slot];
    out.readings.level[row] = c.slow[slot];
    if (missing) {
      out.readings.value[row] = NaN;
      out.surprise.fill(0, row * TRAIT_COUNT, (row + 1) * TRAIT_COUNT);
      return;
    }

    const off = y - season;
    if (seen === 0) {
      c.offSeason[slot] = off;
      c.seasonScale[slot] = Math.abs(off) + 1e-9;
    }
    const stepAway = off - c.offSeason[slot];
    c.ring[slot * LOCAL_READINGS + (seen % LOCAL_READINGS)] = y;
    const held = Math.min(seen + 1, LOCAL_READINGS);
    const [mean, spread] = this.#local(c.ring, slot * LOCAL_READINGS, held);

    const m = this.#magnitude;
    const noise = ROUNDING * Math.abs(y);
    m[0] = this.#far(y - c.fast[slot], noise);
    m[1] = this.#far(y - c.last[slot], noise);
    const fromSeason = this.#stray(off, noise);
    const fromLevel = this.#stray(y - c.slow[slot], noise);
    m[2] = Math.abs(fromSeason);
    m[3] = this.#unrest(spread, mean - c.slow[slot], noise);
    m[4] = Math.abs(fromLevel);
    m[5] = this.#far(stepAway, noise) / scale;
    m[6] = this.#far(mean - season, noise);
    this.#rank(slot, seen, row, out);
    out.silence[row] = this.#silence(c, slot, Math.abs(y - c.last[slot]) > noise);
    out.fromLevel[row] = fromLevel;
    out.fromSeason[row] = fromSeason;
    out.change[row] = m[0];
    out.seasonStep[row] = m[5];
    out.seasonal[row] = c.seasonal[slot];

    followReading(c, slot, y, season);
    this.#learn(c, slot, day, week, timeMs, y, { off, stepAway: Math.abs(stepAway), daily });
  }

  /** The part of a deviation that counts: all of it, or what goes in the detector's one direction. */
  #stray(deviation: number, noise: number): number {
    if (!(Math.abs(deviation) > noise)) return 0;
    return deviation * this.#direction < 0 ? 0 : deviation;
  }

  #far(deviation: number, noise: number): number {
    return Math.abs(this.#stray(deviation, noise));
  }

  /** Where one direction counts, so does the unrest on that side of the level alone. */
  #unrest(spread: number, fromLevel: number, noise: number): number {
    return spread > noise && this.#direction * fromLevel >= 0 ? spread : 0;
  }

  /** To look up only is not to look for silence. */
  #silence(c: ColumnsOf<typeof TRAIT_LAYOUT>, slot: number, changed: boolean): number {
    const decades = silenceOf(c, slot, changed);
    return this.#direction <= 0 ? decades : 0;
  }

  #local(ring: Float32Array, at: number, held: number): [mean: number, spread: number] {
    let sum = 0;
    for (let k = 0; k < held; k++) sum += ring[at + k];
    const mean = sum / held;
    let squares = 0;
    for (let k = 0; k < held; k++) squares += (ring[at + k] - mean) ** 2;
    return [mean, Math.sqrt(squares / held)];
  }

  #rank(slot: number, seen: number, row: number, out: TraitRows): void {
    const { tails } = this.columns.of;
    let loudest = 0;
    for (let k = 0; k < TRAIT_COUNT; k++) {
      const at = (slot * TRAIT_COUNT + k) * TAIL_FLOATS;
      const p = tailProbability(tails, at, this.#magnitude[k]);
      if (seen > WARM_UP) tailPush(tails, at, this.#magnitude[k], TAIL_GROWTH);
      const surprise = p > P_FLOOR ? -Math.log10(p) : DECADES_MOST;
      out.surprise[row * TRAIT_COUNT + k] = surprise;
      if (surprise > out.surprise[row * TRAIT_COUNT + loudest]) loudest = k;
    }
    out.feature[row] = FEATURE_INDEX[loudest];
    out.confidence[row] = Math.min(1, seen / SLOW_READINGS);
  }

  #expect(
    c: ColumnsOf<typeof TRAIT_LAYOUT>,
    slot: number,
    season: number,
    hourScale: number,
    row: number,
    out: TraitRows,
  ): void {
    if (c.seen[slot] < EXPECTS_AFTER) {
      out.expected[row] = out.lower[row] = out.upper[row] = NaN;
      out.readings.centre[row] = out.readings.usual[row] = NaN;
      return;
    }
    const { centre, width } = expectation(c, slot, season, hourScale);
    out.readings.centre[row] = centre;
    out.readings.usual[row] = width / BAND_DEVIATIONS;
    const signed = c.signed[slot] === 1;
    out.expected[row] = signed ? centre : Math.max(0, centre) ** 2;
    out.lower[row] = signed ? centre - width : Math.max(0, centre - width) ** 2;
    out.upper[row] = signed ? centre + width : Math.max(0, centre + width) ** 2;
  }

  #learn(
    c: ColumnsOf<typeof TRAIT_LAYOUT>,
    slot: number,
    day: number,
    week: number,
    timeMs: number,
    y: number,
    now: { off: number; stepAway: number; daily: number },
  ): void {
    const seen = c.seen[slot];
    const gainError = Math.max(ERROR_GAIN, 1 / (seen + 1));
    c.errorDay[slot] += gainError * (Math.abs(y - now.daily) - c.errorDay[slot]);
    c.errorWeek[slot] += gainError * (Math.abs(y - now.daily - c.week[week]) - c.errorWeek[slot]);

    c.offSeason[slot] += FAST_GAIN * (now.off - c.offSeason[slot]);
    c.seasonScale[slot] += SCALE_GAIN * (now.stepAway - c.seasonScale[slot]);
    const visits = c.daySeen[day];
    const young = 1 / (visits + 1);
    c.dayScale[day] += Math.max(DAY_GAIN / 2 / this.#visits, young) * (now.stepAway - c.dayScale[day]);
    c.week[week] += this.#weekGain * (y - now.daily - c.week[week]);
    c.day[day] = visits === 0 ? y : c.day[day] + Math.max(DAY_GAIN / this.#visits, young) * (y - c.day[day]);
    if (visits < 255) c.daySeen[day] = visits + 1;

    c.fast[slot] += FAST_GAIN * (y - c.fast[slot]);
    c.slow[slot] += Math.max(1 / SLOW_READINGS, 1 / (seen + 1)) * (y - c.slow[slot]);
    c.last[slot] = y;
    if (seen === 0) c.firstMs[slot] = timeMs;
    c.seen[slot] = seen + 1;
  }

  /** All state, as pieces of the bytes that `restore` takes. */
  pieces(): Uint8Array[] {
    return this.columns.pieces(VERSION);
  }

  restore(bytes: Uint8Array): void {
    this.columns.restore(bytes, VERSION, 'traits');
  }
}

/** Never negative, also for times before 1970. */
function modulo(timeMs: number, period: number): number {
  return ((timeMs % period) + period) % period;
}

function begin(c: ColumnsOf<typeof TRAIT_LAYOUT>, slot: number, timeMs: number, y: number): void {
  c.firstMs[slot] = timeMs;
  c.fast[slot] = c.slow[slot] = c.last[slot] = y;
}
