/**
 * Spans as programs of before today's conventions tell them, in OTLP's JSON: ids of 64 bits, no kinds, a parent that
 * never comes, a link to another trace, calls that hang. `n` tells one round of them from another; `at` is epoch ms.
 */
export function olderSpans(n: number, at: number): object {
  const [trace, later] = [hex(0xabc00000 + n, 32), hex(0xdd00000000 + n, 32)];
  const first = 1000 + n * 100;
  const span = (id: number, change: OlderSpan): object => {
    const { parent, start, ms, ...rest } = change;
    return {
      ...{ traceId: trace, spanId: hex(first + id, 16), name: 'work' },
      ...(parent !== undefined && { parentSpanId: hex(first + parent, 16) }),
      ...{ startTimeUnixNano: nanos(at + start), endTimeUnixNano: nanos(at + start + ms) },
      ...rest,
    };
  };
  const address = [text('server.address', 'api.local'), { key: 'server.port', value: { intValue: '8443' } }];
  const hung = (id: number, ms: number): object =>
    span(id, { kind: 2, name: 'report', traceId: hex(0xee00000000 + first + id, 32), start: -ms / 2, ms });
  return {
    resourceSpans: [
      of('old-gateway', [
        span(1, { kind: 2, name: 'GET /a/17', start: 0, ms: 80 }),
        span(2, { parent: 1, start: 1, ms: 50 }),
        span(3, { parent: 2, kind: 3, name: 'GET', start: 5, ms: 30, attributes: address }),
      ]),
      of('old-worker', [
        span(4, { parent: 3, start: 6, ms: 20, status: { code: 2, message: 'no' } }),
        span(5, { parent: 4, kind: 1, start: 7, ms: 3 }),
        span(6, { parent: -first - 1, kind: 2, name: 'orphan', start: 9, ms: 3 }),
      ]),
      of('publisher', [span(7, { parent: 1, kind: 4, name: 'send', start: 10, ms: 1 })]),
      of('consumer', [
        span(8, {
          ...{ kind: 5, name: 'process', traceId: later, start: 300, ms: 40 },
          links: [{ traceId: trace, spanId: hex(first + 7, 16) }],
        }),
      ]),
      of('slow', [hung(9, 45_000), ...(n % 5 === 0 ? [hung(10, 100_000)] : [])]),
    ],
  };
}

interface OlderSpan {
  /** The number of its parent; ms from the round's start; ms. */
  parent?: number;
  start: number;
  ms: number;
  [field: string]: unknown;
}

function of(service: string, spans: object[]): object {
  return { resource: { attributes: [text('service.name', service)] }, scopeSpans: [{ spans }] };
}
function text(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}
function hex(value: number, digits: number): string {
  return (value < 0 ? 0xffffffff : value).toString(16).padStart(digits, '0');
}
function nanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
