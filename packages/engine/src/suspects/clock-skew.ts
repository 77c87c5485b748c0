import { ascending, quantile } from './statistics.ts';

interface Timed {
  service: string;
  timeMs: number;
  durationMs: number;
}

/** A pair of services tells how far their clocks are apart by so many calls at least. */
const FEWEST_CALLS = 5;
/** Clocks that are less apart than this, ms, are as good as one: NTP holds them closer. */
const LEAST_SKEW_MS = 250;

/**
 * Milliseconds to add to each service's times so that called spans lie inside their callers' again. A call must lie inside
 * the caller's span; where by the middle call of two services it lies outside, their clocks differ by what brings it to
 * the middle. The service with the most spans keeps its time; clocks that agree are not touched.
 */
export function clockSkew(
  spans: Iterable<Timed & { parent: Timed | undefined }>,
): ReadonlyMap<string, number> {
  const shifts = new Map<string, Map<string, number[]>>();
  const sizes = new Map<string, number>();
  for (const { service, timeMs, durationMs, parent } of spans) {
    sizes.set(service, (sizes.get(service) ?? 0) + 1);
    if (!parent || parent.service === service) continue;
    const outside = timeMs < parent.timeMs || timeMs + durationMs > parent.timeMs + parent.durationMs;
    const shift = outside ? parent.timeMs + parent.durationMs / 2 - timeMs - durationMs / 2 : 0;
    note(shifts, parent.service, service, shift);
    note(shifts, service, parent.service, -shift);
  }
  const skew = new Map<string, number>();
  for (const [start] of [...sizes].sort((a, b) => b[1] - a[1])) {
    if (skew.has(start)) continue;
    skew.set(start, 0);
    const queue = [start];
    for (const from of queue) {
      for (const [to, values] of shifts.get(from) ?? []) {
        if (skew.has(to) || values.length < FEWEST_CALLS) continue;
        const middle = quantile(ascending(values), 0.5);
        skew.set(to, (skew.get(from) ?? 0) + (Math.abs(middle) < LEAST_SKEW_MS ? 0 : middle));
        queue.push(to);
      }
    }
  }
  return skew;
}

function note(shifts: Map<string, Map<string, number[]>>, from: string, to: string, value: number): void {
  let row = shifts.get(from);
  if (!row) shifts.set(from, (row = new Map<string, number[]>()));
  const values = row.get(to);
  if (values) values.push(value);
  else row.set(to, [value]);
}
