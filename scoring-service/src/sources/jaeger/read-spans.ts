import { endOf, type Span } from '@lapwing/engine/traces';
import type { ReadSpans } from '../traces/pulled-calls.ts';
import type { TimeRange } from '../source.ts';
import { readServices, readTraces } from './answers.ts';
import type { JaegerClient } from './client.ts';

export interface JaegerReading {
  client: JaegerClient;
  /** Traces of one answer at most; one that holds as many may have left some out. */
  tracesPerAnswer: number;
  /** Jaeger finds spans by their start; how far (ms) the start of one that ends now is looked for. */
  longestSpanMs: number;
}

/** A stretch that is not halved any more: what it holds beyond an answer is left out, and told. */
const SHORTEST_STRETCH_MS = 1_000;
/** Nearly every call ends within it: before the range itself, as much is looked at whole. */
const SHORT_SPAN_MS = 10_000;
/** Of what began earlier only that which lasted long enough is asked for, in stretches that grow so. */
const GROWTH = 8;

/** Every span that ended in `range`, with the rest of its trace beside it: asked for service by service. */
export async function readJaegerSpans(
  { client, tracesPerAnswer, longestSpanMs }: JaegerReading,
  range: TimeRange,
  persist: <T>(work: () => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Promise<ReadSpans> {
  const found = new Map<string, Span>();
  const cut = new Set<string>();
  const services = readServices(await persist(() => client.get('services', signal)));

  async function read(service: string, { from, to, longerThanMs }: Search): Promise<void> {
    const query = new URLSearchParams({
      ...(longerThanMs > 0 && { minDuration: `${longerThanMs}ms` }),
      ...{ service, limit: String(tracesPerAnswer) },
      // Microseconds, both ends included.
      ...{ start: String(from * 1000), end: String(to * 1000 - 1) },
    });
    const traces = readTraces(await persist(() => client.get(`traces?${query.toString()}`, signal)));
    if (traces.length >= tracesPerAnswer && to - from > SHORTEST_STRETCH_MS) {
      const middle = from + Math.ceil((to - from) / 2);
      await read(service, { from, to: middle, longerThanMs });
      await read(service, { from: middle, to, longerThanMs });
      return;
    }
    if (traces.length >= tracesPerAnswer) cut.add(service);
    for (const span of traces.flat()) found.set(`${span.traceId}:${span.spanId}`, span);
  }

  for (const service of services) {
    for (const search of searches(range, longestSpanMs)) await read(service, search);
  }
  const isInside = (span: Span): boolean => endOf(span) >= range.from && endOf(span) < range.to;
  const all = [...found.values()];
  return {
    spans: all.filter(isInside).map((span) => ({ span, times: 1 })),
    context: all.filter((span) => !isInside(span)),
    warnings: [...cut].map(
      (service) =>
        `more than ${tracesPerAnswer} traces of ${service} within a second: the rest is left out; raise traces_per_answer`,
    ),
  };
}

/** Starts in [from, to), epoch ms, of spans that lasted no less than `longerThanMs`. */
interface Search {
  from: number;
  to: number;
  longerThanMs: number;
}

/** Where spans that end in `range` may have begun. */
function searches(range: TimeRange, longestSpanMs: number): Search[] {
  let back = Math.min(SHORT_SPAN_MS, longestSpanMs);
  const found: Search[] = [{ from: range.from - back, to: range.to, longerThanMs: 0 }];
  while (back < longestSpanMs) {
    const next = Math.min(back * GROWTH, longestSpanMs);
    found.push({ from: range.from - next, to: range.from - back, longerThanMs: back });
    back = next;
  }
  return found;
}
