import { DataTopic } from '@grafana/data';
import { expect, test } from 'vitest';
import type { AnomaliesQuery, IncidentsQuery, ServiceClient, SignalsQuery } from '../service/client.ts';
import { anomaly, incident, series, signal } from '../testing.ts';
import type { RunRequest } from './queries/run.ts';
import { readRegions } from '../panels/anomaly-chart/read-frames.ts';
import { readMarks } from '../panels/swim-lanes/read-marks.ts';
import { anomalyFrames } from './frames/anomaly-frames.ts';
import { MOST_SERIES } from './queries/series.ts';
import { runQuery } from './run-query.ts';

const CHECKOUT = { label: 'service', operator: '=', value: 'checkout' } as const;

/** A service of values: what it was asked stands in `asked`. */
function service(parts: Partial<ServiceClient> = {}): {
  request: RunRequest;
  asked: (AnomaliesQuery | SignalsQuery | IncidentsQuery)[];
} {
  const asked: (AnomaliesQuery | SignalsQuery | IncidentsQuery)[] = [];
  const client: ServiceClient = {
    health: () => Promise.reject(new Error('not asked here')),
    version: () => Promise.reject(new Error('not asked here')),
    summary: () => Promise.reject(new Error('not asked here')),
    detectors: () => Promise.resolve([{ id: 'd1', name: 'Errors' }]),
    incidents: (query) => {
      asked.push(query);
      return Promise.resolve({ items: [incident()], next: null, total: 1 });
    },
    signals: (query) => {
      asked.push(query);
      return Promise.resolve({ items: [signal()], next: null, total: 1 });
    },
    scores: (id) => Promise.resolve(series({ signal: signal({ id }) })),
    anomalies: (query) => {
      asked.push(query);
      return Promise.resolve({ items: [anomaly()], next: null, total: 1 });
    },
    ...parts,
  };
  return {
    request: { client, span: { from: 0, to: 60_000 }, points: 100, timeLimitMs: 200, now: 60_000 },
    asked,
  };
}

test('scores: a frame a signal, and their anomalies as regions of the annotation topic', async () => {
  const { request, asked } = service();
  const frames = await runQuery(
    { refId: 'A', kind: 'scores', matchers: [CHECKOUT], lowestSeverity: 'HIGH' },
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

test('twenty signals that break at once are one region of the stock panel, and twenty anomalies of ours', async () => {
  const signals = Array.from({ length: 20 }, (_, i) => signal({ id: i.toString(16).padStart(16, '0') }));
  const broken = signals.map(({ id }, i) =>
    anomaly({ id: `of-${i}`, signal_id: id, start: new Date(1000 * i).toISOString(), end: null }),
  );
  const elsewhere = anomaly({ id: 'of another signal', signal_id: 'f'.repeat(16) });
  const { request } = service({
    signals: () => Promise.resolve({ items: signals, next: null, total: 20 }),
    anomalies: () => Promise.resolve({ items: [...broken, elsewhere], next: null, total: 21 }),
  });
  const frames = await runQuery({ refId: 'A', kind: 'scores' }, request);
  const regions = frames.at(-1);
  expect(regions?.length).toBe(1);
  expect(regions?.fields.find(({ name }) => name === 'title')?.values).toEqual([
    'High: 20 anomalies, 20 signals',
  ]);
  expect(anomalyFrames(frames).map(({ length }) => length)).toEqual([20]);
  expect(readRegions(frames, signals[3]?.id ?? '', 'LOW')).toMatchObject([{ anomalyId: 'of-3', end: null }]);
  expect(readMarks(frames, 'LOW')).toHaveLength(20);
  const names = frames.slice(0, -1).map(({ name }) => name);
  expect(new Set(names).size, 'a band is filled down to the field of a name').toBe(20);
});

test('one signal is not searched for', async () => {
  const { request, asked } = service();
  const frames = await runQuery({ refId: 'A', kind: 'scores', signalId: '00000000000000b2' }, request);
  expect(frames[0]?.meta?.custom).toMatchObject({ signalId: '00000000000000b2' });
  expect(asked).toHaveLength(1);
});

test('more signals than fit are told of', async () => {
  const { request } = service({
    signals: () => Promise.resolve({ items: [signal()], next: null, total: 55 }),
  });
  const [first] = await runQuery({ refId: 'A', kind: 'scores' }, request);
  expect(first?.meta?.notices).toEqual([{ severity: 'info', text: 'The worst 1 of 55 signals' }]);
});

test('no signal: an empty frame says what to do', async () => {
  const { request } = service({ signals: () => Promise.resolve({ items: [], next: null, total: 0 }) });
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

test('expected: its value and the band, filled from the upper bound to the lower', async () => {
  const { request } = service();
  const [frame] = await runQuery({ refId: 'A', kind: 'expected' }, request);
  const [, expected, lower, upper] = frame?.fields ?? [];
  expect([expected?.name, lower?.name, upper?.name]).toEqual(['expected', 'lower', 'upper']);
  expect(upper?.config.custom).toMatchObject({ fillBelowTo: lower?.config.displayNameFromDS });
});

test('incidents: a row each, which leads to its page', async () => {
  const { request, asked } = service();
  const [table] = await runQuery(
    { refId: 'A', kind: 'incidents', matchers: [CHECKOUT], statuses: ['open'], lowestSeverity: 'HIGH' },
    request,
  );
  expect(asked).toEqual([
    {
      span: request.span,
      severities: ['HIGH', 'CRITICAL'],
      statuses: ['open'],
      service: 'checkout',
      limit: 500,
    },
  ]);
  const title = table?.fields.find(({ name }) => name === 'title');
  expect(title?.values).toEqual(['Trouble in checkout']);
  expect(title?.config.links?.[0]?.url).toMatch(/^\/a\/lapwing-anomaly-app\/incidents\/\$\{__data/);
});

test('incidents of services that a pattern chooses', async () => {
  const { request } = service();
  const some = (value: string) =>
    runQuery(
      { refId: 'A', kind: 'incidents', matchers: [{ label: 'service', operator: '=~', value }] },
      request,
    );
  expect((await some('cart|pay.*'))[0]?.length).toBe(1);
  expect((await some('search'))[0]?.length).toBe(0);
});

test.each([
  ['services', undefined, ['checkout']],
  ['label_names', undefined, ['metric', 'service']],
  ['label_values', 'metric', ['errors']],
  ['label_values', undefined, []],
  ['detectors', undefined, ['d1']],
  ['incidents', undefined, ['i1']],
  ['signals', undefined, ['00000000000000a1']],
] as const)('a variable lists %s %s', async (valuesOf, label, values) => {
  const { request } = service();
  const [frame] = await runQuery({ refId: 'A', kind: 'values', valuesOf, ...(label && { label }) }, request);
  expect(frame?.fields.find(({ name }) => name === 'value')?.values).toEqual(values);
});

test('where the service can’t compare, its pages are looked through', async () => {
  const asked: SignalsQuery[] = [];
  const { request } = service({
    signals: (query) => {
      asked.push(query);
      return Promise.resolve(
        query.cursor === undefined
          ? { items: [signal({ labels: { service: 'cart' } })], next: 'c2', total: 2 }
          : { items: [signal()], next: null, total: 2 },
      );
    },
  });
  const [table] = await runQuery(
    { refId: 'A', kind: 'signals', matchers: [{ label: 'service', operator: '=~', value: 'check.*' }] },
    request,
  );
  expect(table?.fields[0]?.values).toEqual(['checkout · errors']);
  expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'c2']);
});
