import type { Detector, DetectorCheck } from '@lapwing/contract';
import { durationSeconds } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import type { TraceStore } from '../../stores/trace-store.ts';
import type { Traffic } from '../ingest/quiet.ts';
import { passedCheck, refusedCheck } from '../shared/check-result.ts';
import type { PartHealth, Source } from '../source.ts';
import { callChunks, storedSeries } from './call-chunks.ts';
import type { LateSpans } from './late-spans.ts';
import { OTLP_SOURCE } from './words.ts';

/** A range longer than this is a backfill, which may still be coming in. */
const BACKLOG_INTERVALS = 100;
const CHECK_SPAN_MS = 3_600_000;

export interface SentTracesDeps {
  traces: TraceStore;
  traffic: Traffic;
  late: Pick<LateSpans, 'warnings'>;
}

/** Spans that programs sent, as a source of calls. */
export function createSentTraces({ traces, traffic, late }: SentTracesDeps): Source {
  const ok: PartHealth = { status: 'ok', reason: '' };
  return {
    name: OTLP_SOURCE,
    async *pull(detector, range, signal) {
      const step = durationSeconds(detector.interval) * 1000;
      if ((range.to - range.from) / step > BACKLOG_INTERVALS) await traffic.quiet(signal);
      yield* callChunks(traces, OTLP_SOURCE, detector, range, async () => late.warnings(detector.id));
    },
    check: async (detector) => check(traces, detector),
    extent: async () => traces.extent(OTLP_SOURCE),
    health: async () => ok,
    close: async () => undefined,
  };
}

function check(traces: TraceStore, detector: Detector): DetectorCheck {
  try {
    const extent = traces.extent(OTLP_SOURCE);
    const none = 'No spans have been sent yet; the detector scores them once they come.';
    if (extent === undefined) {
      storedSeries(traces, OTLP_SOURCE, detector, { from: 0, to: 0 });
      return passedCheck([], detector.max_signals, [none]);
    }
    const step = durationSeconds(detector.interval) * 1000;
    const to = (Math.floor(extent.last / step) + 1) * step;
    const from = Math.floor((extent.last - CHECK_SPAN_MS) / step) * step;
    return passedCheck(storedSeries(traces, OTLP_SOURCE, detector, { from, to }), detector.max_signals, []);
  } catch (error) {
    if (error instanceof LapwingError && error.code === 'BAD_REQUEST') throw error;
    return refusedCheck(error);
  }
}
