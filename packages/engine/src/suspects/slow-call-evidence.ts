import { saturated, type Evidence, type Window } from './evidence.ts';
import { PHASES, phaseOf } from './phases.ts';
import type { TreeSpan } from './span-tree.ts';
import { ascending, quantile } from './statistics.ts';

/** Fewer calls than this tell nothing of how long they are on the way. */
const FEWEST = 5;
/** Fewer other calls than this are no measure. */
const FEWEST_OTHERS = 3;
/** So many e-folds longer than the slowest other: as much above it as calls of one system are apart. */
const FULL_LOG_RATIO = Math.log(20);
/** What is seen against others alone counts half of what is seen against its own past. */
const AGAINST_OTHERS = 0.5;
/** Half a millisecond more or less is nothing. */
const CLOCK_MS = 1;

/**
 * Calls that are much longer on the way than all other calls of the same time are. It needs no past: for a service that
 * was not there before, or a past that was not recorded.
 */
export function slowCallEvidence(spans: ReadonlyMap<string, TreeSpan>, window: Window): Evidence[] {
  const ways = new Map<string, { caller: string; callee: string; gaps: number[] }>();
  for (const span of spans.values()) {
    const { parent } = span;
    if (!parent || parent.service === span.service || parent.children.length !== 1) continue;
    const key = `${parent.service}\n${span.service}`;
    let way = ways.get(key);
    if (!way) ways.set(key, (way = { caller: parent.service, callee: span.service, gaps: [] }));
    if (phaseOf(span.sideMs, window) >= 0) way.gaps.push(Math.max(0, parent.durationMs - span.durationMs));
  }
  const measured = [...ways.values()]
    .filter(({ gaps }) => gaps.length >= FEWEST)
    .map((way) => ({ ...way, median: quantile(ascending(way.gaps), 0.5) }));
  return measured.flatMap((way) => {
    const others = measured.filter(({ callee }) => callee !== way.callee).map(({ median }) => median);
    if (others.length < FEWEST_OTHERS) return [];
    const slowest = quantile(ascending(others), 0.9);
    const ratio = Math.log((way.median + CLOCK_MS) / (slowest + CLOCK_MS)) / FULL_LOG_RATIO;
    const strength = AGAINST_OTHERS * Math.min(1, ratio) * saturated(Math.sqrt(way.gaps.length / PHASES));
    if (strength <= 0) return [];
    return [
      {
        service: way.callee,
        kind: 'trace',
        family: 'time',
        signal: `${way.caller} → ${way.callee}`,
        strength,
        reach: 'own',
        words: `calls ${way.caller} → ${way.callee} are ${way.median.toFixed(0)} ms on the way, other calls up to ${slowest.toFixed(0)} ms`,
      },
    ];
  });
}
