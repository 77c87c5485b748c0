import type { TimeRange } from '../source.ts';
import { endedIn, type IdFields } from './span-search.ts';

/** Hexadecimal digits of a span id that decide: samples down to one in 65,536. */
const DIGITS = 4;
const MOST_HALVINGS = DIGITS * 4;

/** How much of each interval is read: one span in `times`, a power of two. */
export interface SamplePlan {
  /** By the interval's start. */
  times: Map<number, number>;
  query: object;
}

/**
 * Which spans are read where an interval has more than `most`: those whose id is low. Span ids are random in every tracer
 * (trace ids may begin with the time), so that it is a fair sample, and the same one each time it is asked for.
 */
export function planSample(
  counts: ReadonlyMap<number, number>,
  range: TimeRange,
  stepMs: number,
  most: number,
  fields: IdFields,
): SamplePlan {
  const times = new Map<number, number>();
  const parts: object[] = [];
  for (const [time, count] of counts) {
    const halvings = Math.min(MOST_HALVINGS, Math.max(0, Math.ceil(Math.log2(count / most))));
    if (halvings === 0) continue;
    times.set(time, 2 ** halvings);
    const below = (16 ** DIGITS / 2 ** halvings).toString(16).padStart(DIGITS, '0');
    const interval = endedIn({ from: time, to: time + stepMs });
    parts.push({ bool: { filter: [interval, { range: { [fields.spanId]: { lt: below } } }] } });
  }
  if (times.size === 0) return { times, query: { bool: { filter: [endedIn(range)] } } };
  const sampled = [...times.keys()].map((time) => endedIn({ from: time, to: time + stepMs }));
  parts.push({ bool: { filter: [endedIn(range)], must_not: sampled } });
  return { times, query: { bool: { should: parts, minimum_should_match: 1 } } };
}
