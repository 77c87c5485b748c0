import type { DetectorEntry, ExampleLine, LogTemplate, TraceExample } from '@lapwing/contract';
import { call } from '../app/service.ts';
import { type Loaded, useLoad } from '../app/use-load.ts';

export interface EvidenceSpan {
  /** Epoch ms. */
  from: number;
  to: number;
}

/** Examples of what a service did in a stretch of time. */
export interface Evidence {
  /** Slowest calls, failed ones among them. */
  traces: TraceExample[];
  /** Whose spans tell of its calls: its own, or a caller's where it sends none. */
  tracedBy: string;
  /** Log templates of the service that were seen then, those of errors first. */
  templates: LogTemplate[];
  /** Of the first template: lines of that time, the newest where none is of that time. */
  lines: ExampleLine[];
  /** The detector of the loudest signal; undefined where it is gone. */
  detector: DetectorEntry | undefined;
  labels: Readonly<Record<string, string>>;
}

const TRACES = 5;
/** The busiest callers are asked for. */
const CALLERS = 4;
const TEMPLATES = 5;
const TEMPLATES_READ = 100;
const LINES = 5;
const LEVELS = ['error', 'warn', 'info', 'debug'];

/** What a service logged and which calls it answered in a stretch of time, with the query behind its loudest signal. */
export function useEvidence(service: string, signalId: string | null, span: EvidenceSpan): Loaded<Evidence> {
  return useLoad(
    `evidence ${JSON.stringify([service, signalId, span])}`,
    async (signal): Promise<Evidence> => {
      const times = {
        start_time: new Date(span.from).toISOString(),
        end_time: new Date(span.to).toISOString(),
      };
      const [traces, found, loudest] = await Promise.all([
        tracesOf(service, times, signal),
        call('listTemplates', { query: { service, limit: TEMPLATES_READ }, signal }),
        signalId === null ? undefined : call('getSignal', { params: { id: signalId }, signal }),
      ]);
      const templates = found.items
        .filter(
          ({ first_seen, last_seen }) =>
            Date.parse(first_seen) < span.to && Date.parse(last_seen) >= span.from,
        )
        .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.count - b.count)
        .slice(0, TEMPLATES);
      const [first] = templates;
      const named = loudest?.labels['template_id'] ?? first?.id;
      const [detail, detectors] = await Promise.all([
        named === undefined ? undefined : call('getTemplate', { params: { id: named }, signal }),
        loudest === undefined ? undefined : call('listDetectors', { signal }),
      ]);
      const own = (detail?.examples ?? []).filter((line) => line.service === service);
      const then = own.filter(({ time }) => Date.parse(time) >= span.from && Date.parse(time) < span.to);
      return {
        ...traces,
        templates,
        lines: (then.length > 0 ? then : own).slice(0, LINES),
        detector: detectors?.items.find(({ id }) => id === loudest?.detector_id),
        labels: loudest?.labels ?? {},
      };
    },
  );
}

/** Calls of a service; of one that sends no spans itself (a database) those that others made to it. */
async function tracesOf(
  service: string,
  times: { start_time: string; end_time: string },
  signal: AbortSignal,
): Promise<Pick<Evidence, 'traces' | 'tracedBy'>> {
  const own = await call('listTraceExamples', { query: { service, ...times, limit: TRACES }, signal });
  if (own.items.length > 0) return { traces: own.items, tracedBy: service };
  const graph = await call('getCallGraph', { query: { service }, signal });
  const callers = graph.calls
    .filter(({ callee }) => callee === service)
    .sort((a, b) => b.calls - a.calls)
    .slice(0, CALLERS);
  const answers = await Promise.all(
    callers.map(({ caller }) =>
      call('listTraceExamples', { query: { service, caller, ...times, limit: TRACES }, signal }),
    ),
  );
  const traces = answers
    .flatMap(({ items }) => items)
    .sort((a, b) => b.duration_ms - a.duration_ms)
    .slice(0, TRACES);
  return { traces, tracedBy: traces[0]?.caller ?? service };
}
