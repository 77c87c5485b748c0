import type { Detector } from '@lapwing/contract';
import type { TraceStore } from '../../stores/trace-store.ts';
import { Patience } from '../shared/patience.ts';
import type { FaultPlace } from '../shared/server-fault.ts';
import type { ServerSettings } from '../shared/settings.ts';
import { REAL_SURROUNDINGS, type SourceSurroundings } from '../shared/surroundings.ts';
import type { PartHealth, Source, TimeRange } from '../source.ts';
import { PulledCalls, type SpanReader } from '../traces/pulled-calls.ts';
import { JaegerClient } from './client.ts';
import { judgeFault } from './judge-fault.ts';
import { readJaegerSpans } from './read-spans.ts';

export interface JaegerSourceSettings extends ServerSettings {
  name: string;
  tracesPerAnswer?: number;
  longestSpanMs?: number;
}

/** Some megabytes of JSON. */
const DEFAULT_TRACES_PER_ANSWER = 500;
/** Beyond what programs wait for an answer, hung calls among them, and within two searches for those that last long. */
const DEFAULT_LONGEST_SPAN_MS = 600_000;
/** A health check must not hang on a server that does. */
const HEALTH_TIMEOUT_SECONDS = 5;

/** Calls from the spans that a Jaeger holds. */
export function createJaegerSource(
  settings: JaegerSourceSettings,
  traces: TraceStore,
  surroundings: SourceSurroundings = REAL_SURROUNDINGS,
): Source {
  const client = new JaegerClient(settings);
  const patience = new Patience(surroundings);
  const place: FaultPlace = { product: 'Jaeger', source: settings.name, url: settings.url };
  const reading = {
    client,
    tracesPerAnswer: settings.tracesPerAnswer ?? DEFAULT_TRACES_PER_ANSWER,
    longestSpanMs: settings.longestSpanMs ?? DEFAULT_LONGEST_SPAN_MS,
  };
  const reader: SpanReader = {
    read: (range: TimeRange, persist, signal) => readJaegerSpans(reading, range, persist, signal),
    judge: (error) => judgeFault(error, place),
  };
  const calls = new PulledCalls({ name: settings.name, traces, reader, patience, now: surroundings.now });

  async function health(signal: AbortSignal): Promise<PartHealth> {
    try {
      await client.get('services', signal, HEALTH_TIMEOUT_SECONDS);
    } catch (error) {
      signal.throwIfAborted();
      const { error: judged } = judgeFault(error, place);
      return { status: 'down', reason: `${judged.message}. ${judged.hint}` };
    }
    return patience.health();
  }

  return {
    name: settings.name,
    pull: (detector: Detector, range, signal) => calls.pull(detector, range, signal),
    check: (detector, signal) => calls.check(detector, signal),
    health,
    close: () => client.close(),
  };
}
