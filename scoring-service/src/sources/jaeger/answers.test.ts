import { expect, test } from 'vitest';
import { readTraces } from './answers.ts';

/** As Jaeger 1.76 answered for spans that came by OTLP: a trace with an id of 64 bits, and one that links to it. */
const RECORDED = {
  data: [
    {
      traceID: '00000000abc00023',
      spans: [
        {
          ...{ traceID: '00000000abc00023', spanID: '0000000000001197', operationName: 'GET' },
          references: [{ refType: 'CHILD_OF', traceID: '00000000abc00023', spanID: '0000000000001196' }],
          ...{ startTime: 1795960433005000, duration: 30000, logs: [], processID: 'p1', warnings: null },
          tags: [
            { key: 'server.address', type: 'string', value: 'api.local' },
            { key: 'server.port', type: 'int64', value: 8443 },
            { key: 'span.kind', type: 'string', value: 'client' },
          ],
        },
        {
          ...{ traceID: '00000000abc00023', spanID: '0000000000001198', operationName: 'work' },
          references: [{ refType: 'CHILD_OF', traceID: '00000000abc00023', spanID: '0000000000001197' }],
          ...{ startTime: 1795960433006000, duration: 20000, logs: [], processID: 'p2', warnings: null },
          tags: [
            { key: 'error', type: 'bool', value: true },
            { key: 'otel.status_code', type: 'string', value: 'ERROR' },
            { key: 'otel.status_description', type: 'string', value: 'no' },
          ],
        },
      ],
      processes: {
        p1: { serviceName: 'old-gateway', tags: [] },
        p2: { serviceName: 'old-worker', tags: [] },
      },
      warnings: null,
    },
    {
      traceID: '0000000000dd0023',
      spans: [
        {
          ...{ traceID: '0000000000dd0023', spanID: '000000000000119c', operationName: 'process' },
          references: [{ refType: 'FOLLOWS_FROM', traceID: '00000000abc00023', spanID: '000000000000119b' }],
          ...{ startTime: 1795960433300000, duration: 40000, logs: [], processID: 'p1', warnings: null },
          tags: [{ key: 'span.kind', type: 'string', value: 'consumer' }],
        },
      ],
      processes: { p1: { serviceName: 'consumer', tags: [] } },
      warnings: null,
    },
  ],
  ...{ total: 0, limit: 0, offset: 0, errors: null },
};

test('kinds, errors, peers, parents and links are those of the spans that were sent', () => {
  const [[client, worker], [consumer]] = readTraces(RECORDED);
  expect(client).toEqual({
    ...{ traceId: '00000000abc00023', spanId: '0000000000001197', parentId: '0000000000001196' },
    ...{ service: 'old-gateway', operation: 'GET', kind: 'client', peer: 'api.local:8443' },
    ...{ start: 1795960433005, durationMs: 30, error: false, links: [] },
  });
  expect(worker).toMatchObject({ service: 'old-worker', kind: 'unspecified', error: true });
  expect(consumer).toMatchObject({
    ...{ kind: 'consumer', parentId: undefined },
    links: [{ traceId: '00000000abc00023', spanId: '000000000000119b' }],
  });
});
