import { callEvidence } from '../suspects/call-evidence.ts';
import { durationEvidence } from '../suspects/duration-evidence.ts';
import type { Evidence, Window } from '../suspects/evidence.ts';
import { logEvidence, type LogEvent } from '../suspects/log-evidence.ts';
import { spanTree, type SpanEvent } from '../suspects/span-tree.ts';

/** What spans and lines round a trouble tell of each service: the same as from a folder of files, where it began is not ranked yet. */
export function eventEvidenceOf(
  { spans, lines }: { spans: readonly SpanEvent[]; lines: readonly LogEvent[] },
  window: Window,
): Evidence[] {
  const { spans: tree, skew } = spanTree(spans, window);
  const inOneTime = [...skew.values()].some((ms) => ms !== 0)
    ? lines.map((line) => ({ ...line, timeMs: line.timeMs + (skew.get(line.service) ?? 0) }))
    : lines;
  return [
    ...logEvidence(inOneTime, tree, window),
    ...durationEvidence(tree, window),
    ...callEvidence(tree, window),
  ];
}
