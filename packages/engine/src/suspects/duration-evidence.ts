import { beyondLuck, saturated, type Evidence, type Window } from './evidence.ts';
import { PHASES, phaseOf, phaseStart } from './phases.ts';
import { CLOCK_MS, type TreeSpan } from './span-tree.ts';
import { isClient, roomsOf } from './rooms.ts';
import { waysBlamed } from './ways.ts';
import { ascending, mean, quantile, shareDeviate, countAbove } from './statistics.ts';

/** Fewer spans than this on a side say nothing about a distribution. */
const FEWEST = 5;
/** Half as long again is a change worth telling in full; less counts in part. */
const FULL_LOG_RATIO = Math.log(1.5);
/** Added time under this share of the request's usual time counts in part only: nobody would feel it. */
const FELT_SHARE = 0.1;
/** One request in a hundred that is stuck is not a slow service: the mean is taken without the longest hundredth. */
const TRIMMED = 0.99;

/** With a t of this a shift counts 63 %, with twice as much in full. */
const CLEAR_T = 3;
/** Means of pieces wander by this share at least. */
const LEAST_WANDER = 0.05;
/** With one piece on each side it is not known how the mean wanders. */
const UNKNOWN_STEADINESS = 0.5;

interface Place {
  service: string;
  /** Who calls, for time on the way. */
  caller: string | undefined;
  /** The caller's own work round the call is in it. */
  room: boolean;
  signal: string;
  what: string;
  past: number[];
  /** Of each piece of the past: sum and number. */
  pieces: { sum: number; count: number }[];
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
  const pieceOf = piecesOfPast(spans, window);
  const roots = { past: 0, pastMs: 0, now: 0 };
  for (const span of spans.values()) {
    if (!span.parent) {
      if (span.now) roots.now++;
      else {
        roots.past++;
        roots.pastMs += span.durationMs;
      }
    }
    notePlaces(places, span, phaseOf(span.sideMs, window), pieceOf(span.sideMs));
  }
  const chances = new Map<string, number>();
  for (const { service } of places.values()) chances.set(service, (chances.get(service) ?? 0) + PHASES);
  const shifts = [...places.values()].flatMap((place) => shiftOf(place) ?? []);
  const whole = shifts.reduce((sum, { excessMs }) => sum + Math.max(0, excessMs), 0);
  const usualMs = roots.past > 0 ? (roots.pastMs / roots.past) * roots.now : 0;
  const evidence = shifts.flatMap((shift) => {
    const share = whole > 0 ? Math.max(0, shift.excessMs) / whole : 0;
    const sure = saturated(beyondLuck(shift.deviate, chances.get(shift.place.service) ?? 1));
    // Half for being sure, and more the more of all the added time it makes up.
    const strength =
      sure * shift.effect * feltOf(shift, usualMs) * Math.min(1, 0.5 + Math.sqrt(share)) * steadiness(shift);
    return strength > 0
      ? [
          {
            caller: shift.place.caller,
            room: shift.place.room,
            found: evidenceOf(shift, strength, share, window),
          },
        ]
      : [];
  });
  const measured = [...places.values()].filter(
    ({ past, now }) => past.length >= FEWEST && now.flat().length >= FEWEST,
  );
  return waysBlamed(evidence, measured);
}

/** The past's spans in PHASES pieces with as many in each, by time. */
function piecesOfPast(spans: ReadonlyMap<string, TreeSpan>, window: Window): (timeMs: number) => number {
  const times = [...spans.values()].filter(({ sideMs }) => sideMs < window.atMs).map(({ sideMs }) => sideMs);
  const sorted = ascending(times);
  const borders = Array.from({ length: PHASES - 1 }, (_, i) => quantile(sorted, (i + 1) / PHASES));
  return (timeMs) => borders.filter((border) => timeMs > border).length;
}

/**
 * A shift that stands clear of how much the place's mean wanders from piece to piece of the past and of the trouble, 0 to
 * 1: by Student's t of the means of pieces. Requests come in bursts, so their number proves less than it seems.
 */
function steadiness({ place, phase }: Shift): number {
  const before = place.pieces
    .filter(({ count }) => count > 0)
    .map(({ sum, count }) => Math.log(sum / count + CLOCK_MS));
  const since = place.now
    .slice(phase)
    .filter(({ length }) => length > 0)
    .map((values) => Math.log(mean(Float64Array.from(values)) + CLOCK_MS));
  const [a, b] = [Float64Array.from(before), Float64Array.from(since)];
  const freedom = a.length + b.length - 2;
  if (freedom < 1) return UNKNOWN_STEADINESS;
  const variance = (squares(a) + squares(b)) / freedom + LEAST_WANDER ** 2;
  const t = (mean(b) - mean(a)) / Math.sqrt(variance * (1 / a.length + 1 / b.length));
  return t <= 0 ? 0 : -Math.expm1(-((t / CLEAR_T) ** 2));
}

function squares(values: Float64Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

function notePlaces(places: Map<string, Place>, span: TreeSpan, phase: number, piece: number): void {
  const { service, peer } = span;
  if (peer !== undefined) {
    const like = {
      service: peer,
      caller: service,
      room: false,
      signal: `${service} → ${peer}`,
      what: 'time of calls',
    };
    note(places, like, span.ownMs, span.rootMs, phase, piece);
    return;
  }
  const client = isClient(span);
  // A client's span with the server's span in it: its own time is the way there and back, told as such.
  if (!client) {
    const like = { service, caller: undefined, room: false, signal: span.operation, what: 'own time' };
    note(places, like, span.ownMs, span.rootMs, phase, piece);
  }
  for (const { child, ms } of client ? [{ child: span.children[0], ms: span.ownMs }] : roomsOf(span)) {
    const signal = `${service} → ${child.service}`;
    const like = { service: child.service, caller: service, room: !client, signal, what: 'time on the way' };
    note(places, like, ms, span.rootMs, phase, piece);
  }
}

function note(
  places: Map<string, Place>,
  like: Pick<Place, 'service' | 'caller' | 'room' | 'signal' | 'what'>,
  value: number,
  rootMs: number,
  phase: number,
  piece: number,
): void {
  const key = `${like.service}\n${like.what}\n${like.signal}`;
  let place = places.get(key);
  if (!place) {
    const pieces = Array.from({ length: PHASES }, () => ({ sum: 0, count: 0 }));
    place = { ...like, past: [], pieces, now: Array.from({ length: PHASES }, () => []), rootPastMs: 0 };
    places.set(key, place);
  }
  if (phase >= 0) place.now[phase].push(value);
  else {
    place.past.push(value);
    place.pieces[piece].sum += value;
    place.pieces[piece].count++;
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
    const lasting = lowerMedian(quarters.map((values) => trimmedMean(ascending(values))));
    const high = lowerMedian(quarters.map((values) => quantile(ascending(values), 0.9)));
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

function lowerMedian(values: readonly number[]): number {
  return ascending(values)[Math.floor((values.length - 1) / 2)];
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
