import { beyondLuck, saturated, type Evidence, type Window } from './evidence.ts';
import { PHASES, phaseOf, phaseStart } from './phases.ts';
import { CLOCK_MS, type TreeSpan } from './span-tree.ts';
import { ascending, mean, quantile, shareDeviate, countAbove } from './statistics.ts';

/** Fewer spans than this on a side say nothing about a distribution. */
const FEWEST = 5;
/** Half as long again is a change worth telling in full; less counts in part. */
const FULL_LOG_RATIO = Math.log(1.5);
/** Added time under this share of the request's usual time counts in part only: nobody would feel it. */
const FELT_SHARE = 0.1;
/** One request in a hundred that is stuck is not a slow service: the mean is taken without the longest hundredth. */
const TRIMMED = 0.99;

interface Place {
  service: string;
  signal: string;
  what: string;
  past: number[];
  /** By quarter of the trouble. */
  now: number[][];
  /** Usual time of the requests it is in: their sum over `past`, ms. */
  rootPastMs: number;
}

interface Shift {
  place: Place;
  /** Where on from it is largest. */
  phase: number;
  deviate: number;
  /** Added time of one span, ms, as it lasted. */
  addedMs: number;
  /** Of all spans since. */
  excessMs: number;
  effect: number;
  meanPast: number;
  meanNow: number;
  spans: number;
}

/**
 * Where time is spent now that was not spent before: in a service's own work, or on the way between a caller's span and
 * the called service's span (network, queue, a server that does not accept). A span's whole duration is never compared:
 * it contains what it waits for.
 */
export function durationEvidence(spans: ReadonlyMap<string, TreeSpan>, window: Window): Evidence[] {
  const places = new Map<string, Place>();
  const roots = { past: 0, pastMs: 0, now: 0 };
  for (const span of spans.values()) {
    if (!span.parent) {
      if (span.now) roots.now++;
      else {
        roots.past++;
        roots.pastMs += span.durationMs;
      }
    }
    notePlaces(places, span, phaseOf(span.sideMs, window));
  }
  const chances = new Map<string, number>();
  for (const { service } of places.values()) chances.set(service, (chances.get(service) ?? 0) + PHASES);
  const shifts = [...places.values()].flatMap((place) => shiftOf(place) ?? []);
  const whole = shifts.reduce((sum, { excessMs }) => sum + Math.max(0, excessMs), 0);
  const usualMs = roots.past > 0 ? (roots.pastMs / roots.past) * roots.now : 0;
  return shifts.flatMap((shift) => {
    const share = whole > 0 ? Math.max(0, shift.excessMs) / whole : 0;
    const sure = saturated(beyondLuck(shift.deviate, chances.get(shift.place.service) ?? 1));
    // Half for being sure, and more the more of all the added time it makes up.
    const strength = sure * shift.effect * feltOf(shift, usualMs) * (0.5 + Math.sqrt(share));
    return strength > 0 ? [evidenceOf(shift, strength, share, window)] : [];
  });
}

function notePlaces(places: Map<string, Place>, span: TreeSpan, phase: number): void {
  const { parent, service } = span;
  const [child] = span.children;
  // A client's span with the server's span in it: its own time is the way there and back, told under the callee.
  const client = span.children.length === 1 && child.service !== service;
  if (!client) note(places, service, span.operation, 'own time', span.ownMs, span.rootMs, phase);
  if (parent && parent.service !== service && parent.children.length === 1) {
    const gap = Math.max(0, parent.durationMs - span.durationMs);
    note(places, service, `${parent.service} → ${service}`, 'time on the way', gap, span.rootMs, phase);
  }
}

function note(
  places: Map<string, Place>,
  service: string,
  signal: string,
  what: string,
  value: number,
  rootMs: number,
  phase: number,
): void {
  const key = `${service}\n${what}\n${signal}`;
  let place = places.get(key);
  if (!place) {
    place = { service, signal, what, past: [], now: Array.from({ length: PHASES }, () => []), rootPastMs: 0 };
    places.set(key, place);
  }
  if (phase >= 0) place.now[phase].push(value);
  else {
    place.past.push(value);
    place.rootPastMs += rootMs;
  }
}

/** The largest lasting shift from the start or a later quarter on. A burst that is over after a quarter is none. */
function shiftOf(place: Place): Shift | undefined {
  if (place.past.length < FEWEST) return undefined;
  const past = ascending(place.past);
  const meanPast = trimmedMean(past);
  let best: Shift | undefined;
  for (let phase = 0; phase < PHASES; phase++) {
    const quarters = place.now.slice(phase).filter(({ length }) => length > 0);
    const now = ascending(quarters.flat());
    if (now.length < FEWEST) break;
    const lasting = quantile(ascending(quarters.map((values) => trimmedMean(ascending(values)))), 0.5);
    const high = quantile(ascending(quarters.map((values) => quantile(ascending(values), 0.9))), 0.5);
    const ratio = Math.max(logRatio(lasting, meanPast), logRatio(high, quantile(past, 0.9)));
    const deviate = Math.max(
      ...[0.5, 0.9].map((q) => exceedance(past, now, quantile(past, q) + CLOCK_MS / 2)),
    );
    const effect = Math.min(1, Math.max(0, ratio) / FULL_LOG_RATIO);
    const addedMs = lasting - meanPast;
    const excessMs = addedMs * now.length;
    if (best && best.deviate * best.effect >= deviate * effect) continue;
    best = {
      place,
      phase,
      deviate,
      addedMs,
      excessMs,
      effect,
      meanPast,
      meanNow: lasting,
      spans: now.length,
    };
  }
  return best;
}

function exceedance(past: Float64Array, now: Float64Array, border: number): number {
  return Math.max(
    0,
    shareDeviate(countAbove(past, border), past.length, countAbove(now, border), now.length),
  );
}

function logRatio(now: number, past: number): number {
  return Math.log((now + CLOCK_MS) / (past + CLOCK_MS));
}

/** How much of the added time a caller would feel, 0 to 1: in a request that it is in, or over all requests. */
function feltOf({ place, addedMs, excessMs }: Shift, usualMs: number): number {
  const perRequest = addedMs / (place.rootPastMs / place.past.length);
  const overall = usualMs > 0 ? excessMs / usualMs : 0;
  return Math.min(1, Math.max(0, perRequest, overall) / FELT_SHARE);
}

function trimmedMean(sorted: Float64Array): number {
  return mean(sorted.subarray(0, Math.max(1, Math.ceil(sorted.length * TRIMMED))));
}

function evidenceOf(shift: Shift, strength: number, share: number, window: Window): Evidence {
  const { place, meanPast, meanNow, spans, phase } = shift;
  const past = `mean ${milliseconds(meanPast)} before (${place.past.length} spans)`;
  const now = `${milliseconds(meanNow)} since (${spans})`;
  return {
    service: place.service,
    kind: 'trace',
    family: 'time',
    signal: place.signal,
    strength,
    reach: 'own',
    onsetMs: phaseStart(phase, window),
    words: `${place.what} of ${place.signal}: ${past}, ${now}; ${(100 * share).toFixed(0)} % of all added time`,
  };
}

function milliseconds(value: number): string {
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2)} ms`;
}
