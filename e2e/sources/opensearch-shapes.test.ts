import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOpenSearchSource } from '../../scoring-service/src/sources/opensearch/source.ts';
import type { Source } from '../../scoring-service/src/sources/source.ts';
import { needServer, startOpenSearch, type RunningOpenSearch } from '../servers/index.ts';
import { detector, MINUTE, pullAll, readings } from './logs.ts';

const START = Date.UTC(2026, 10, 20, 10);
const iso = new Date(START + 5_000).toISOString();
const nanos = iso.replace('Z', '123456Z');

/** One document as each shipper writes it, of the service `cart`, an error. */
const SHAPES: Record<string, object> = {
  'fluent-bit': {
    ...{ '@timestamp': iso, log: 'failed', stream: 'stderr', level: 'error' },
    kubernetes: { pod_name: 'cart-1', container_name: 'main', labels: { 'app.kubernetes.io/name': 'cart' } },
  },
  'fluent-bit-replaced-dots': {
    ...{ '@timestamp': iso, log: 'failed', log_processed: { level: 'error' } },
    kubernetes: { container_name: 'main', labels: { app_kubernetes_io_name: 'cart' } },
  },
  fluentd: {
    '@timestamp': nanos,
    message: 'failed',
    severity: 'error',
    container_name: 'cart',
    tag: 'docker.x',
  },
  'ss4o_logs-shop-prod': {
    ...{ '@timestamp': iso, observedTimestamp: iso, body: 'failed', severity: { text: 'error', number: 17 } },
    resource: { 'service.name': 'cart' },
  },
  'otel-logs': {
    ...{ time: iso, observedTime: iso, body: 'failed', severityText: 'error', severityNumber: 17 },
    ...{ serviceName: 'cart', resource: { attributes: { 'service@name': 'cart' } } },
  },
};

const RANGE = { from: START, to: START + MINUTE };
const countBy = (index: string, split_by: string[]) =>
  detector({ query: { type: 'opensearch', index, split_by, measure: { type: 'count' } } });

needServer('opensearch')('the shapes that shippers write, mapped by a real OpenSearch', () => {
  let server: RunningOpenSearch;
  let source: Source;
  beforeAll(async () => {
    server = await startOpenSearch();
    for (const [index, document] of Object.entries(SHAPES)) await server.index(index, [document]);
    source = createOpenSearchSource({ name: 's', url: server.url });
  });
  afterAll(async () => {
    await source?.close();
    await server?.stop();
  });

  test.each(Object.keys(SHAPES))('%s: time, service and level are found', async (index) => {
    const chunks = await pullAll(source, countBy(index, ['service', 'level']), RANGE);
    expect(readings(chunks)).toEqual({ cart: { [START]: 1 } });
    expect(chunks[0].series[0].labels).toEqual({ metric: 'd', service: 'cart', level: 'error' });
  });

  test('a strict template with date_nanos, a flat object, an ip and a boolean', async () => {
    await server.request('PUT', '/_index_template/strict', {
      index_patterns: ['strict-*'],
      template: {
        mappings: {
          dynamic: 'strict',
          properties: {
            '@timestamp': { type: 'date_nanos' },
            attributes: { type: 'flat_object' },
            client: { type: 'ip' },
            ok: { type: 'boolean' },
            // Mapped by the template and filled by nobody.
            service: { properties: { name: { type: 'keyword' } } },
            app: { type: 'keyword' },
          },
        },
      },
    });
    const document = {
      '@timestamp': nanos,
      attributes: { zone: 'a' },
      client: '10.0.0.1',
      ok: true,
      app: 'cart',
    };
    await server.index('strict-1', [document, document]);
    const split = ['service', 'attributes.zone', 'client', 'ok'];
    const [chunk] = await pullAll(source, countBy('strict-*', split), RANGE);
    expect(chunk.series.map(({ labels, values }) => [labels, [...values]])).toEqual([
      [{ metric: 'd', service: 'cart', zone: 'a', client: '10.0.0.1', ok: 'true' }, [2]],
    ]);
  });

  test('fields that are set win over those that are detected', async () => {
    const own = createOpenSearchSource({ name: 's', url: server.url, fields: { service: 'tag' } });
    const chunks = await pullAll(own, countBy('fluentd', ['service']), RANGE);
    expect(readings(chunks)).toEqual({ 'docker.x': { [START]: 1 } });
    await own.close();
  });
});
