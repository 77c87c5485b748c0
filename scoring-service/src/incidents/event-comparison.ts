import type { Evidence } from '@lapwing/engine';
import { eventEvidenceOf, type Window } from '@lapwing/engine/behaviour';
import type { TimeRange } from '../sources/source.ts';
import type { KeptEventStore } from '../stores/kept-events.ts';

const MINUTE_MS = 60_000;
/** A past of so many spans and lines tells what is usual; more only takes time (some 10 µs each). */
const PAST_EVENTS = 12_000;
/** How long ago something may have come and still tell what is usual: what is kept goes back no further. */
export const PAST_MS = 86_400_000;

/** What is to be compared: plain values, so that it can be sent to a thread. */
export interface ComparisonTask {
  window: Window;
  /** Stretches of the past in which something else was wrong. */
  troubles: TimeRange[];
}

export interface Comparison {
  evidence: Evidence[];
  /** Services that sent spans. */
  senders: string[];
}

/**
 * Compares the spans and lines of a window with those of an ordinary past: minutes in which something else was wrong are left out of
 * it, for what was seen in a fault is not usual.
 */
export function compareEvents(
  events: Pick<KeptEventStore, 'minutes' | 'range'>,
  { window, troubles }: ComparisonTask,
): Comparison {
  const stretches = [
    ...pastMinutes(events, window.atMs, troubles).map((minute) => ({
      from: minute,
      to: Math.min(window.atMs, minute + MINUTE_MS),
    })),
    { from: window.atMs, to: window.untilMs },
  ];
  const kept = stretches.map((range) => events.range(range));
  const all = {
    spans: kept.flatMap(({ spans }) => spans),
    lines: kept.flatMap(({ lines }) => lines),
  };
  const senders = [...new Set(all.spans.map(({ service }) => service))];
  return { evidence: eventEvidenceOf(all, window), senders };
}

/** Minutes before `at`, oldest first, as many of the newest as hold enough; those without trouble where there are any. */
function pastMinutes(
  events: Pick<KeptEventStore, 'minutes'>,
  at: number,
  troubles: readonly TimeRange[],
): number[] {
  const all = events.minutes(at).filter(({ time }) => time >= at - PAST_MS);
  const ordinary = all.filter(({ time }) => !troubles.some(({ from, to }) => time >= from && time < to));
  const chosen: number[] = [];
  let held = 0;
  for (const { time, events: count } of ordinary.length > 0 ? ordinary : all) {
    if (held >= PAST_EVENTS) break;
    held += count;
    chosen.push(time);
  }
  return chosen.reverse();
}
