import type { BreakView, DemoState, FindingView } from '../state.ts';
import { clock, duration, metricName } from './format.ts';

/** What stands at the top: what the demo does just now. */
export function statusLine(state: DemoState): string {
  const { history, phase, signals, intervalSeconds } = state;
  if (phase === 'history') {
    const percent = history.total === 0 ? 0 : Math.floor((100 * history.sent) / history.total);
    return `Sending the past to Lapwing: ${percent} % of ${history.total.toLocaleString('en')} readings.`;
  }
  const scored =
    state.scoredUntil === null ? 'nothing scored yet' : `scored up to ${clock(state.scoredUntil)}`;
  if (phase === 'ended') return `${signals} signals, all sent; ${scored}.`;
  return `${signals} signals, a reading every ${duration(intervalSeconds)}; ${scored}.`;
}

/** `going`: broken and not found yet; `found`; `missed`: mended before anything was found; `idle`: never broken. */
export type BreakPhase = 'idle' | 'going' | 'found' | 'mended' | 'missed';

export function breakPhase({ last }: BreakView): BreakPhase {
  if (last === null) return 'idle';
  if (last.end === null) return last.first === null ? 'going' : 'found';
  return last.first === null ? 'missed' : 'mended';
}

/** What is known of a break, in a sentence; empty when it never happened. */
export function breakLine(view: BreakView, state: DemoState): string {
  const { last } = view;
  if (last === null) return '';
  const { now, intervalSeconds } = state;
  const since = `Broken at ${clock(last.start)}`;
  if (last.first === null) {
    if (last.end !== null)
      return `${since}, mended after ${duration((last.end - last.start) / 1000)}, not found.`;
    const interval = intervalSeconds * 1000;
    const due = Math.floor(last.start / interval) * interval + interval;
    return now < due
      ? `${since}, ${ago(now, last.start)}. The first reading that can show it comes at ${clock(due)}.`
      : `${since}, ${ago(now, last.start)}. Not found yet.`;
  }
  const end = last.end === null ? '' : ` Mended after ${duration((last.end - last.start) / 1000)}.`;
  return `${since}. Found after ${duration(last.first.delaySeconds)}.${end}`;
}

/** `database: 95th percentile of duration`. */
export function findingName({ service, metric }: FindingView): string {
  return `${service}: ${metricName(metric)}`;
}

/** Which finding to show: that of the broken service itself, as soon as there is one. */
export function bestFinding({ last }: BreakView): FindingView | null {
  return last?.atCause ?? last?.first ?? null;
}

function ago(now: number, then: number): string {
  return `${duration((now - then) / 1000)} ago`;
}
