import { DataTopic } from '@grafana/data';
import { expect, test } from 'vitest';
import type { AnomaliesQuery, ServiceClient, SignalsQuery } from '../service/client.ts';
import { anomaly, series, signal } from '../testing.ts';
import { MOST_SERIES, type RunRequest, runQuery } from './run-query.ts';

/** A service of values: what it was asked stands in `asked`. */
function service(parts: Partial<ServiceClient> = {}): {
  request: RunRequest;
  asked: (AnomaliesQuery | SignalsQuery)[];
} {
  const asked: (AnomaliesQuery | SignalsQuery)[] = [];
  const client: ServiceClient = {
    health: () => Promise.reject(new Error('not asked here')),
    summary: () => Promise.reject(new Error('not asked here')),
    signals: (query) => {
      asked.push(query);
      return Promise.resolve({ items: [signal()], total: 1 });
    },
    scores: (id) => Promise.resolve(series({ signal: signal({ id }) })),
    anomalies: (query) => {
      asked.push(query);
      return Promise.resolve({ items: [anomaly()], total: 1 });
    },
    ...parts,
  };
  return { request: { client, span: { from: 0, to: 60_000 }, points: 100, timeLimitMs: 200 }, asked };
}

test('scores: a frame a signal, and their anomalies as regions of the annotation topic', async () => {
  const { request, asked } = service();
  const frames = await runQuery(
    { refId: 'A', kind: 'scores', labels: ['service=checkout'], lowestSeverity: 'HIGH' },
    request,
  );
  expect(frames.map((frame) => [frame.refId, frame.name, frame.meta?.dataTopic])).toEqual([
    ['A', 'checkout · errors', undefined],
    ['A', 'Anomalies', DataTopic.Annotations],
  ]);
  expect(asked).toContainEqual({ labels: ['service=checkout'], limit: MOST_SERIES });
  expect(asked).toContainEqual(
    expect.objectContaining({ severities: ['HIGH', 'CRITICAL'], labels: ['service=checkout'] }),
  );
});

test('one signal is not searched for', async () => {
  const { request, asked } = service();
  const frames = await runQuery({ refId: 'A', kind: 'scores', signalId: '00000000000000b2' }, request);
  expect(frames[0]?.meta?.custom).toMatchObject({ signalId: '00000000000000b2' });
  expect(asked).toHaveLength(1);
});

test('more signals than fit are told of', async () => {
  const { request } = service({ signals: () => Promise.resolve({ items: [signal()], total: 55 }) });
  const [first] = await runQuery({ refId: 'A', kind: 'scores' }, request);
  expect(first?.meta?.notices).toEqual([{ severity: 'info', text: 'The worst 1 of 55 signals' }]);
});

test('no signal: an empty frame says what to do', async () => {
  const { request } = service({ signals: () => Promise.resolve({ items: [], total: 0 }) });
  const frames = await runQuery({ refId: 'A', kind: 'scores' }, request);
  expect(frames).toHaveLength(1);
  expect(frames[0]?.meta?.notices?.[0]?.text).toMatch(/^No signal matches/);
});

test('tables', async () => {
  const { request } = service();
  const [anomalies] = await runQuery({ refId: 'B', kind: 'anomalies' }, request);
  expect(anomalies?.fields.map((field) => field.config.displayNameFromDS)).toContain('Reason');
  expect(anomalies?.length).toBe(1);
  const [signals] = await runQuery({ refId: 'C', kind: 'signals' }, request);
  expect(signals?.fields[0]?.values).toEqual(['checkout · errors']);
});

test('a service that never answers ends in an empty frame within the limit', async () => {
  const { request } = service({ anomalies: () => new Promise(() => undefined) });
  const started = performance.now();
  const frames = await runQuery({ refId: 'A', kind: 'anomalies' }, request);
  expect(performance.now() - started).toBeLessThan(1500);
  expect(frames).toMatchObject([{ length: 0, meta: { notices: [{ severity: 'warning' }] } }]);
  expect(frames[0]?.meta?.notices?.[0]?.text).toMatch(/too slow/);
});

test('a failing service ends in an empty frame that says so', async () => {
  const { request } = service({ signals: () => Promise.reject({ status: 502, data: {} }) });
  const frames = await runQuery({ refId: 'A', kind: 'signals' }, request);
  expect(frames[0]?.meta?.notices?.[0]?.text).toMatch(/^Lapwing does not answer/);
});
