import type { Detector, LateSpans as Late } from '@lapwing/contract';
import type { Reached } from '../ingest/backlog.ts';
import type { SpanEnd } from '../../stores/trace-store.ts';
import { OTLP_SOURCE } from './words.ts';

/** What came late is told in a detector's health for so long. */
const TOLD_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What came late is told on incidents of its time that come within a day; minutes of a service that are kept at most. */
const KEPT_MS = 86_400_000;
const MINUTES_MOST = 1_440;

/** Late spans that ended in one minute. */
interface LateMinute {
  spans: number;
  longestMs: number;
  cameAt: number;
}

export interface LateSpansDeps {
  detectors: () => Detector[];
  reached: (id: string) => Reached | undefined;
  now: () => number;
}

/**
 * Counts spans that came when their interval had been scored: they are part of the call graph, of examples and of backtests, and of
 * no score. Nothing is scored again for them: who was told of an anomaly, or of none, was told by what was there.
 */
export class LateSpans {
  readonly #deps: LateSpansDeps;
  /** By service, by the minute in which they ended. */
  readonly #services = new Map<string, Map<number, LateMinute>>();
  /** By detector: since the start, and by the minute in which they came. */
  readonly #counts = new Map<string, { total: number; minutes: Map<number, number> }>();

  constructor(deps: LateSpansDeps) {
    this.#deps = deps;
  }

  /** Spans were taken that ended then. */
  note(ends: readonly SpanEnd[]): void {
    const { detectors, reached, now } = this.#deps;
    let scored = -Infinity;
    for (const { id, source, enabled } of detectors()) {
      const at = enabled && source === OTLP_SOURCE ? reached(id) : undefined;
      if (at === undefined) continue;
      scored = Math.max(scored, at.watermark);
      const late = ends.filter(({ end }) => end < at.watermark).length;
      if (late === 0) continue;
      const count = this.#counts.get(id) ?? { total: 0, minutes: new Map<number, number>() };
      const minute = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
      count.total += late;
      count.minutes.set(minute, (count.minutes.get(minute) ?? 0) + late);
      this.#counts.set(id, count);
      this.#lately(id);
    }
    for (const { service, end } of ends) if (end < scored) this.#noteOf(service, end);
  }

  /** Of some services, those that ended in [from, to] (epoch ms): most first. Of what came within a day. */
  during(services: Iterable<string>, from: number, to: number): Late[] {
    const found = [...services].flatMap((service): Late[] => {
      const minutes = [...(this.#services.get(service) ?? [])].filter(
        ([minute]) => minute + MINUTE_MS > from && minute <= to,
      );
      const spans = minutes.reduce((sum, [, one]) => sum + one.spans, 0);
      const longest = Math.max(0, ...minutes.map(([, { longestMs }]) => longestMs));
      return spans === 0 ? [] : [{ service, spans, seconds: longest / 1000 }];
    });
    return found.sort((a, b) => b.spans - a.spans || (a.service < b.service ? -1 : 1));
  }

  #noteOf(service: string, end: number): void {
    const now = this.#deps.now();
    const minutes = this.#services.get(service) ?? new Map<number, LateMinute>();
    this.#services.set(service, minutes);
    const minute = Math.floor(end / MINUTE_MS) * MINUTE_MS;
    const known = minutes.get(minute) ?? { spans: 0, longestMs: 0, cameAt: now };
    known.spans++;
    known.longestMs = Math.max(known.longestMs, now - end);
    known.cameAt = now;
    // The one that came last is the map's last.
    minutes.delete(minute);
    minutes.set(minute, known);
    for (const [at, { cameAt }] of minutes) {
      if (cameAt > now - KEPT_MS && minutes.size <= MINUTES_MOST) break;
      minutes.delete(at);
    }
  }

  /** Since the start, by detector. */
  totals(): [detector: string, spans: number][] {
    return [...this.#counts].map(([id, { total }]) => [id, total]);
  }

  /** What a detector's health says of it. */
  warnings(id: string): string[] {
    const late = this.#lately(id);
    if (late === 0) return [];
    const one = late === 1;
    return [
      `${late} ${one ? 'span' : 'spans'} of the last hour came after ${one ? 'its' : 'their'} interval was scored and ` +
        `${one ? 'counts' : 'count'} in no score. A longer delay waits for such (traces.delay, or the detector's delay).`,
    ];
  }

  #lately(id: string): number {
    const minutes = this.#counts.get(id)?.minutes;
    let sum = 0;
    for (const [minute, count] of minutes ?? []) {
      if (minute <= this.#deps.now() - TOLD_MS) minutes?.delete(minute);
      else sum += count;
    }
    return sum;
  }
}
