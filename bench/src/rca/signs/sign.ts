/** One thing that can be told of a service in a time: a share, a time, a level; comparable between times. */
export interface Sign {
  /** What kind of thing it is. */
  family: string;
  service: string;
  /** On a scale on which equal steps are equally much: a logarithm, a log odds. */
  value: number;
  /** How far it is off by chance alone, on the same scale. */
  error: number;
}

/** Fewer of anything than this make no sign. */
const FEWEST = 5;
/** A time's middle and ninth tenth are off by this share divided by the root of a tenth of their number. */
const TIME_ERROR = 0.1;

/** How many of so many. */
export function shareSign(family: string, service: string, had: number, of: number): Sign | undefined {
  if (of < FEWEST) return undefined;
  const share = (had + 0.5) / (of + 1);
  const error = Math.sqrt(1 / (had + 0.5) + 1 / (of - had + 0.5));
  return { family, service, value: Math.log(share / (1 - share)), error };
}

/** Middle, ninth tenth and mean of times, ms. */
export function timeSigns(family: string, service: string, times: readonly number[]): Sign[] {
  if (times.length < FEWEST) return [];
  const sorted = [...times].sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  const error = TIME_ERROR / Math.sqrt(sorted.length / 10);
  return [at(0.5), at(0.9), mean].map((ms) => ({ family, service, value: Math.log(ms + 1), error }));
}
