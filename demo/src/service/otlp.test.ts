import { expect, test } from 'vitest';
import type { ShopSpan } from '../shop/requests.ts';
import { logsBody, tracesBody } from './otlp.ts';

const span: ShopSpan = {
  ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentId: undefined, service: 'web' },
  ...{ operation: 'GET /', kind: 'server', peer: undefined, start: 1_700_000_000_000.25, durationMs: 1.5 },
  failed: false,
};

test('spans by service, times in nanoseconds without loss', () => {
  const call: ShopSpan = { ...span, kind: 'client', parentId: 'c'.repeat(16), peer: 'cart', failed: true };
  expect(tracesBody([span, call])).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'web' } }] },
        scopeSpans: [
          {
            spans: [
              {
                ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'GET /', kind: 2 },
                startTimeUnixNano: '1700000000000250000',
                endTimeUnixNano: '1700000000001750000',
              },
              expect.objectContaining({
                ...{ parentSpanId: 'c'.repeat(16), kind: 3, status: { code: 2 } },
                attributes: [{ key: 'peer.service', value: { stringValue: 'cart' } }],
              }),
            ],
          },
        ],
      },
    ],
  });
});

test('lines with their level, and with their request where it was followed', () => {
  const line = { time: 1_700_000_000_000, service: 'web', level: 'ERROR' as const, message: 'no' };
  const body = JSON.stringify(logsBody([{ ...line, traceId: undefined, spanId: undefined }]));
  expect(body).toContain('"severityNumber":17');
  expect(body).not.toContain('traceId');
  expect(JSON.stringify(logsBody([{ ...line, traceId: 'a', spanId: 'b' }]))).toContain('"traceId":"a"');
});

test('nothing is an empty request', () => expect(tracesBody([])).toEqual({ resourceSpans: [] }));
