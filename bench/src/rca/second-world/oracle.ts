import type { Recording, WorldCase } from './world-case.ts';

/** Where a fault shows: how far a signal is from what it would have been, in its own spreads. */
export interface Sign {
  service: string;
  signal: string;
  strength: number;
}

/** Signals that are at least so far from what they would have been are taken as moved. */
const MOVED = 3;
/** Strength of what cannot be chance. */
const OUTSIDE = 100;

/**
 * What the fault changed in the data, the strongest first, by service: the same system, users and draws with the fault and
 * without it. No ranking could know this; it tells whether there is anything to be found.
 */
export function signsOf(known: WorldCase): Sign[] {
  const measure = (recording: Recording): Map<string, number[]> =>
    signalsOf(recording, known.atMs, known.untilMs);
  const ill = measure(known.record(true));
  const well = measure(known.record(false));
  const strongest = new Map<string, Sign>();
  for (const key of new Set([...ill.keys(), ...well.keys()])) {
    const [service, signal] = key.split('\n');
    const strength = apart(ill.get(key) ?? [], well.get(key) ?? [], signal.startsWith('metric'));
    if (strength >= MOVED && strength > (strongest.get(service)?.strength ?? 0))
      strongest.set(service, { service, signal, strength });
  }
  return [...strongest.values()].sort((a, b) => b.strength - a.strength);
}

/** Readings of the trouble by signal; of what comes or not, one number: how often. */
function signalsOf(
  { metrics, logs, spans }: Recording,
  atMs: number,
  untilMs: number,
): Map<string, number[]> {
  const signals = new Map<string, number[]>();
  const put = (service: string, signal: string, value: number): void => {
    const key = `${service}\n${signal}`;
    const some = signals.get(key);
    if (some) some.push(value);
    else signals.set(key, [value]);
  };
  const counts = new Map<string, number>();
  const count = (service: string, signal: string): void => {
    const key = `${service}\n${signal}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const last = new Map<string, number>();
  for (const { timeMs, service, metric, value } of metrics) {
    if (timeMs < atMs || timeMs >= untilMs) continue;
    const key = `${service} ${metric}`;
    const before = last.get(key);
    last.set(key, value);
    if (!/_total$|_sum$|queries$/.test(metric)) put(service, `metric ${metric}`, value);
    else if (before !== undefined) put(service, `metric ${metric}`, value - before);
  }
  for (const { timestamp, service, message } of logs) {
    if (inside(timestamp, atMs, untilMs)) count(service, `log ${masked(message)}`);
  }
  for (const { timestamp, service, operation, duration_ms: ms, status = '' } of spans) {
    if (!inside(timestamp, atMs, untilMs)) continue;
    count(service, `span ${operation} ${status}`);
    put(service, `span ms ${operation}`, Math.log(0.1 + ms));
  }
  for (const [key, much] of counts) signals.set(key, [much]);
  return signals;
}

function inside(timestamp: string | number, atMs: number, untilMs: number): boolean {
  const text = String(timestamp);
  const ms = text.includes('T') ? Date.parse(text) : Number(text.slice(0, 13));
  return ms >= atMs && ms < untilMs;
}

/** Numbers and ids out of it, roughly. */
function masked(message: string): string {
  return message
    .split('\n', 1)[0]
    .replace(/[0-9a-f]*\d[0-9a-f.:,-]*/gi, '#')
    .slice(0, 160);
}

function apart(ill: readonly number[], well: readonly number[], metric: boolean): number {
  if (ill.length <= 1 && well.length <= 1 && !metric) {
    const [a = 0] = ill;
    const [b = 0] = well;
    // What never comes by itself, twice is no chance.
    if (b === 0 && a >= 2) return Math.max(MOVED, a / (0.5 + 0.7 * Math.sqrt(a)));
    // Both have the same users and draws: less than chance would part them.
    return Math.abs(a - b) / (0.5 + 0.7 * Math.sqrt(Math.max(a, b)));
  }
  // Readings that do not come, or come where there were none.
  if (metric && Math.abs(ill.length - well.length) > 2 + 0.05 * well.length) return OUTSIDE;
  if (ill.length === 0 || well.length === 0) return 0;
  // Some lie where none would have lain.
  const low = well.reduce((least, value) => Math.min(least, value));
  const high = well.reduce((most, value) => Math.max(most, value));
  const slack = 0.3 * (high - low) + 0.02 * Math.max(Math.abs(low), Math.abs(high)) + 1e-9;
  const outside = ill.filter((value) => value < low - slack || value > high + slack).length;
  if (outside > 2 + 0.03 * ill.length) return OUTSIDE;
  const spread = deviation(well) + 0.02 * Math.abs(mean(well)) + 1e-9;
  return Math.min(OUTSIDE, (Math.abs(mean(ill) - mean(well)) / spread) * Math.sqrt(Math.min(8, ill.length)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
