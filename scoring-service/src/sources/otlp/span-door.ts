import type { Span } from '@lapwing/engine/traces';
import type { SpanEnd, TraceStore } from '../../stores/trace-store.ts';
import type { Traffic } from '../ingest/quiet.ts';
import { Turns } from '../shared/turns.ts';
import type { TimeRange } from '../source.ts';
import { OTLP_SOURCE } from '../traces/words.ts';
import type { Encoding } from './answer.ts';
import { TRACES_REQUEST } from './protocol.ts';
import { readRequest } from './read-request.ts';
import { TracesRequest } from './schemas.ts';
import { spansOf, type Refused } from './spans.ts';

/** Some 50 ms of storing. */
const SPANS_A_TURN = 1_000;
/** A minute or so of work: who sends more has to wait, and is told so. */
const MOST_SPANS_WAITING = 200_000;

export interface SpanDoorDeps {
  traces: TraceStore;
  traffic: Traffic;
  now: () => number;
  /** How long calls are kept (ms). */
  keepMs: number;
  /** Calls of these intervals came in, by spans that ended then. */
  onPut: (touched: TimeRange, ends: readonly SpanEnd[]) => void;
}

/** Takes spans by OTLP; durable when it resolves. Throws LapwingError BAD_REQUEST, BAD_JSON, OVERLOADED, STORE_UNAVAILABLE. */
export type SpanDoor = (bytes: Uint8Array, encoding: Encoding) => Promise<Refused>;

export function createSpanDoor({ traces, traffic, now, keepMs, onPut }: SpanDoorDeps): SpanDoor {
  const store = (batches: Span[][]): void => {
    const { touched, ends } = traces.put(OTLP_SOURCE, batches.flat(), now());
    traffic.note();
    if (touched !== undefined) onPut(touched, ends);
  };
  const turns = new Turns<Span[]>(store, {
    ...{ sizeOf: (spans) => spans.length, turn: SPANS_A_TURN, most: MOST_SPANS_WAITING, what: 'spans' },
  });
  return async (bytes, encoding) => {
    const request = readRequest(bytes, encoding, TRACES_REQUEST, TracesRequest);
    const { spans, refused } = spansOf(request, { now: now(), oldest: now() - keepMs });
    if (spans.length > 0) await turns.add(spans);
    return refused;
  };
}
