const SECONDS_OF_DAY = 86_400;
const MS_OF_DAY = SECONDS_OF_DAY * 1000;

/** Requests a second that reach the shop's front page in an average moment. */
export const MEAN_REQUESTS_PER_SECOND = 92;

/** Share of the average by the hour (UTC): quiet at night, busy at noon, busiest in the evening. */
const BY_HOUR = [
  0.55, 0.42, 0.35, 0.32, 0.33, 0.4, 0.55, 0.75, 0.95, 1.08, 1.16, 1.22, 1.26, 1.22, 1.17, 1.15, 1.18, 1.25,
  1.38, 1.5, 1.52, 1.38, 1.08, 0.78,
];

/** By the day of the week, Sunday first: people shop at weekends. */
const BY_DAY = [1.14, 0.96, 0.93, 0.94, 0.97, 1.0, 1.12];

/** Nightly report: starts at this hour (UTC) and takes about this long. */
const BATCH_HOUR = 2.5;
const BATCH_SECONDS = 25 * 60;

/** Requests a second that people send at `time` (epoch ms) on an ordinary day. */
export function ordinaryLoad(time: number): number {
  const hour = ((time % MS_OF_DAY) / MS_OF_DAY) * 24;
  const day = Math.floor(time / MS_OF_DAY);
  // Days meet at midnight without a step: each is mixed with its neighbour over the quiet hours.
  const late = Math.min(1, Math.max(0, (hour - 2) / 4));
  const week = dayFactor(day - 1) * (1 - late) + dayFactor(day) * late;
  return MEAN_REQUESTS_PER_SECOND * week * hourFactor(hour);
}

/** 0 to 1: how much of [from, from + seconds) the nightly report runs; its length differs from day to day. */
export function batchShare(from: number, seconds: number): number {
  const day = Math.floor(from / MS_OF_DAY);
  const start = day * MS_OF_DAY + BATCH_HOUR * 3_600_000;
  const end = start + BATCH_SECONDS * 1000 * (0.8 + 0.4 * fraction(day));
  const overlap = Math.min(end, from + seconds * 1000) - Math.max(start, from);
  return Math.max(0, overlap / (seconds * 1000));
}

/** 1 January 1970 was a Thursday. */
function dayFactor(day: number): number {
  return BY_DAY[(((day + 4) % 7) + 7) % 7];
}

/** Between the middles of two hours the load goes over along a cosine. */
function hourFactor(hour: number): number {
  const place = (hour - 0.5 + 24) % 24;
  const from = Math.floor(place);
  const turn = (1 - Math.cos((place - from) * Math.PI)) / 2;
  return BY_HOUR[from] * (1 - turn) + BY_HOUR[(from + 1) % 24] * turn;
}

/** An even-handed number in [0, 1) that belongs to `n`. */
function fraction(n: number): number {
  const x = Math.sin(n * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
}
