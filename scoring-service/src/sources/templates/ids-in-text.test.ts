import { expect, test } from 'vitest';
import { idsInText } from './ids-in-text.ts';

const trace = 'ffc8ca7e4c8f06c75142c880d5595d96';
const span = '439bc949a9eeb0cc';

test.each([
  `16:42:22.382 INFO  t.s.TravelServiceImpl#532 TraceID: ${trace} SpanID: ${span} [getRoute]`,
  `{"level":"info","trace_id":"${trace}","span_id":"${span}","msg":"x"}`,
  `ts=1 traceId=${trace.toUpperCase()} spanId=${span} ok`,
  `2026-01-01 INFO [checkout,${trace},${span}] 1 --- placed`,
])('%s', (line) => {
  expect(idsInText(line)).toEqual({ traceId: trace, spanId: span });
});

test.each(['order 439bc949a9eeb0cc placed', 'trace id: none', ''])('%s has none', (line) => {
  expect(idsInText(line)).toEqual({});
});
