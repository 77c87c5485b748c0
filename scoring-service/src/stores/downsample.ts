/** One stored reading of a signal, as a chart needs it. */
export interface SeriesRow {
  time: number;
  value: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
  score: number;
}

/** The columns of a ScoreSeries. */
export interface SeriesColumns {
  time: number[];
  value: (number | null)[];
  value_min: (number | null)[];
  value_max: (number | null)[];
  expected: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  score: number[];
}

/** A line drawn over one interval without a reading (a scrape that failed) is no lie; over more it is. */
const MISSING_BEFORE_GAP = 1;

/**
 * Length of a bucket in ms, a whole number of intervals, with which [from, to) touches at most `mostPoints` buckets.
 * Buckets begin at multiples of their length, and the length depends on how long the range is and not on where it
 * lies: a chart that is moved keeps its points.
 */
export function bucketLength(from: number, to: number, intervalMs: number, mostPoints: number): number {
  const touched = (length: number): number => Math.ceil(to / length) - Math.floor(from / length);
  if (touched(intervalMs) <= mostPoints) return intervalMs;
  // A range that begins within a bucket touches one bucket more than would hold it.
  const whole = Math.max(1, Math.floor(mostPoints) - 1);
  let length = intervalMs * Math.ceil((to - from) / intervalMs / whole);
  // Only where a single point is asked for: one bucket must hold a range that a boundary may cut.
  while (touched(length) > Math.max(1, mostPoints)) length *= 2;
  return length;
}

/**
 * One row a bucket: the reading with the highest score (the first of equals), beside the lowest and highest value
 * of the bucket. Where more than one interval in a row has no reading, one row of nulls breaks the line.
 * `rows` come in the order of their times; so do the columns, and there are at most as many as buckets.
 */
export function downsample(rows: Iterable<SeriesRow>, intervalMs: number, bucketMs: number): SeriesColumns {
  const thinner = new Thinner(intervalMs, bucketMs);
  for (const row of rows) thinner.add(row);
  return thinner.columns;
}

/** As `downsample`, row by row as they come. */
export class Thinner {
  readonly columns: SeriesColumns = {
    time: [],
    value: [],
    value_min: [],
    value_max: [],
    expected: [],
    lower: [],
    upper: [],
    score: [],
  };
  readonly #bucketMs: number;
  /** Intervals of a bucket. */
  readonly #intervals: number;
  #bucket = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: number, bucketMs: number) {
    this.#bucketMs = bucketMs;
    this.#intervals = bucketMs / intervalMs;
  }

  add(row: SeriesRow): void {
    const own = Math.floor(row.time / this.#bucketMs);
    if (own === this.#bucket) {
      merge(this.columns, row);
      return;
    }
    const empty = own - this.#bucket - 1;
    if (Number.isFinite(empty) && empty > 0 && empty * this.#intervals > MISSING_BEFORE_GAP) {
      pushGap(this.columns, (this.#bucket + 1) * this.#bucketMs);
    }
    push(this.columns, row);
    this.#bucket = own;
  }
}

function push(out: SeriesColumns, row: SeriesRow): void {
  out.time.push(row.time);
  out.value.push(row.value);
  out.value_min.push(row.value);
  out.value_max.push(row.value);
  out.expected.push(row.expected);
  out.lower.push(row.lower);
  out.upper.push(row.upper);
  out.score.push(row.score);
}

function pushGap(out: SeriesColumns, time: number): void {
  out.time.push(time);
  for (const column of [out.value, out.value_min, out.value_max, out.expected, out.lower, out.upper]) {
    column.push(null);
  }
  out.score.push(0);
}

function merge(out: SeriesColumns, row: SeriesRow): void {
  const at = out.time.length - 1;
  out.value_min[at] = Math.min(out.value_min[at] ?? row.value, row.value);
  out.value_max[at] = Math.max(out.value_max[at] ?? row.value, row.value);
  if (row.score <= out.score[at]) return;
  out.time[at] = row.time;
  out.value[at] = row.value;
  out.expected[at] = row.expected;
  out.lower[at] = row.lower;
  out.upper[at] = row.upper;
  out.score[at] = row.score;
}
