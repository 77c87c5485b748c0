import { callEvidence } from '../suspects/call-evidence.ts';
import { durationEvidence } from '../suspects/duration-evidence.ts';
import { withLocation } from '../suspects/code-location.ts';
import type { Evidence, Window } from '../suspects/evidence.ts';
import { logEvidence, type LogEvent } from '../suspects/log-evidence.ts';
import { spanTree, type SpanEvent } from '../suspects/span-tree.ts';

/** What spans and lines round a trouble tell of each service: the same as from a folder of files, where it began is not ranked yet. */
export function eventEvidenceOf(
  { spans, lines }: { spans: readonly SpanEvent[]; lines: readonly LogEvent[] },
  window: Window,
): Evidence[] {
  const { spans: tree, skew } = spanTree(spans, window);
  const inOneTime = lines.map((line) => ({
    ...line,
    timeMs: line.timeMs + (skew.get(line.service) ?? 0),
    // Two statements with like words are two.
    template: withLocation(line.template, line.message),
  }));
  return [
    ...logEvidence(inOneTime, tree, window),
    ...durationEvidence(tree, window),
    ...callEvidence(tree, window),
  ];
}
