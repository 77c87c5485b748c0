import { Detector } from '@lapwing/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../config/load.ts';
import { fieldCatalog } from '../sources/opensearch/field-catalog.ts';
import { givenServer } from './init-address.ts';
import { indexPatterns } from './init-index-patterns.ts';
import { proposals as logProposals } from './init-opensearch.ts';
import { proposals as metricProposals } from './init-prometheus.ts';
import { slug } from './init-proposal.ts';
import { configText, withOwnIds } from './init-yaml.ts';

describe('index patterns', () => {
  test('join what is named by time, leave out what is no log, busiest first', () => {
    const index = (name: string, documents = 1) => ({ name, documents });
    expect(
      indexPatterns([
        ...[
          index('logstash-2026.11.21', 5),
          index('logstash-2026.11.22', 6),
          index('app-2026-11', 3),
          index('plain', 2),
        ],
        ...[index('otel-v1-apm-span-000001'), index('ss4o_logs-shop-prod', 9), index('ss4o_logs-shop-test')],
        ...[
          index('.kibana_1'),
          index('lapwing-scores-v1-2026.11.22'),
          index('empty', 0),
          index('raw-20261122'),
        ],
      ]),
    ).toEqual([
      { name: 'logstash-*', documents: 11 },
      { name: 'ss4o_logs-*', documents: 10 },
      { name: 'app-*', documents: 3 },
      { name: 'plain', documents: 2 },
      { name: 'otel-v1-apm-span-*', documents: 1 },
      { name: 'raw-*', documents: 1 },
    ]);
  });
});

test('an id is made of any words', () => {
  expect(slug('logs-*', 'rate')).toBe('logs-rate');
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => Detector.shape.id.safeParse(slug(a, b)).success));
});

describe('proposals', () => {
  const number = { double: { type: 'double', aggregatable: true } };
  const text = { text: { type: 'text', aggregatable: false } };
  const catalog = fieldCatalog({
    fields: { log: text, took_ms: number, 'jvm.heap.used': number, port: number },
  });

  test('of logs: rate, errors, duration and saturation', () => {
    const detected = { time: '@timestamp', level: 'level', message: 'log', service: 'app' };
    const found = logProposals(
      'logs',
      'logs-*',
      { catalog, detected },
      { of: 'level:ERROR', which: 'x' },
      100,
    );
    const detectors = found.map(({ detector }) => Detector.parse(detector));
    expect(detectors.map(({ id }) => id)).toEqual([
      'logs-rate',
      'logs-errors',
      'logs-duration',
      'logs-saturation',
      'logs-templates',
    ]);
    expect(detectors[2].query).toMatchObject({ measure: { field: 'took_ms' }, split_by: ['service'] });
    expect(detectors[3].query).toMatchObject({ measure: { field: 'jvm.heap.used' } });
    expect(detectors[1].query).toMatchObject({ measure: { type: 'rate', of: 'level:ERROR' } });
  });

  test('of few logs: how many errors, for their share jumps by chance; times of longer stretches', () => {
    const found = logProposals('logs', 'l', { catalog, detected: {} }, { of: 'level:ERROR', which: 'x' }, 3);
    const [, errors, duration] = found.map(({ detector }) => Detector.parse(detector));
    expect(errors.query).toMatchObject({ filter: 'level:ERROR', measure: { type: 'count' } });
    expect(duration.interval).toBe('5m');
  });

  test('of metrics: what names, types and labels suggest', () => {
    const names = [
      'http_requests_total',
      'rpc_duration_seconds_bucket',
      'jobs_failed_total',
      'node_cpu_seconds_total',
    ];
    const labels = new Map([['http_requests_total', ['code', 'service']]]);
    const found = metricProposals('m', [...names, 'prometheus_http_requests_total', 'up'], new Map(), labels);
    const detectors = found.map(({ detector }) => Detector.parse(detector));
    expect(detectors.map(({ id }) => id)).toEqual([
      ...['http-requests-total-rate', 'http-requests-total-errors', 'jobs-failed-total-rate'],
      ...['rpc-duration-seconds-p95', 'processor-saturation'],
    ]);
  });

  test('ids that meet get a number', () => {
    const [one] = logProposals('logs', 'l', { catalog, detected: {} }, undefined, 0);
    const taken = new Set<string>();
    expect(withOwnIds([one, one], taken).map(({ detector }) => detector.id)).toEqual(['l-rate', 'l-rate-2']);
    expect(withOwnIds([one], taken)[0].detector.id).toBe('l-rate-3');
  });

  test('the file is one that the configuration takes, also with nothing found', () => {
    const section = { type: 'opensearch', url: 'http://os:9200' };
    const found = logProposals('logs', 'l', { catalog, detected: {} }, undefined, 0);
    const checked = found.map((proposal) => ({ ...proposal, signals: 0, warnings: ['a: "b" #c'] }));
    for (const proposals of [checked, []]) {
      const text = configText(
        [{ name: 'logs', section, notes: ['x'] }],
        { url: 'http://os:9200' },
        proposals,
      );
      expect(parseConfig(text, 'f', '/', {}).detectors).toHaveLength(proposals.length);
    }
  });
});

describe('an address', () => {
  const env = { OPENSEARCH_PASSWORD: 'hush' };
  test('with a user gets the password from the environment, and the file gets its name', () => {
    const { section, live } = givenServer('opensearch', 'https://me@os:9200/', { ca: 'ca.pem' }, env);
    expect(section).toEqual({
      ...{ type: 'opensearch', url: 'https://os:9200', tls: { ca: 'file:ca.pem' } },
      auth: { type: 'basic', username: 'me', password: '${OPENSEARCH_PASSWORD}' },
    });
    expect(live['auth']).toEqual({ type: 'basic', username: 'me', password: 'hush' });
  });

  test('without a user has no credentials, and keeps a path', () => {
    const { section } = givenServer('prometheus', 'http://p/prom', { insecure: true }, {});
    expect(section).toEqual({ type: 'prometheus', url: 'http://p/prom', tls: { insecure: true } });
  });

  test.each([['localhost:9200'], ['ftp://x'], [''], ['http://']])('%j is refused', (text) => {
    expect(() => givenServer('opensearch', text, {}, env)).toThrow(/no address/);
  });
});
