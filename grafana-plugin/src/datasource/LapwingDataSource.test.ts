import {
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type ScopedVars,
  dateTime,
} from '@grafana/data';
import {
  type BackendSrv,
  type BackendSrvRequest,
  type TemplateSrv,
  setBackendSrv,
  setTemplateSrv,
} from '@grafana/runtime';
import { type Observable, firstValueFrom, from } from 'rxjs';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { signal } from '../testing.ts';
import { LapwingDataSource } from './LapwingDataSource.ts';
import { annotationSupport } from './annotation-support.ts';
import type { LapwingOptions, LapwingQuery } from './query.ts';
import { LapwingVariables } from './variable-support.ts';

type Answer = (url: string, request: BackendSrvRequest) => Promise<unknown>;
let asked: BackendSrvRequest[] = [];

/** Grafana's services as far as a data source needs them: requests are answered by `answer`, `$svc` has two values. */
function host(answer: Answer): void {
  asked = [];
  const fetch = (request: BackendSrvRequest): Observable<unknown> => {
    asked.push(request);
    const headers = new Headers({ date: new Date().toUTCString() });
    return from(answer(request.url, request).then((data) => ({ data, headers })));
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
  const replace: TemplateSrv['replace'] = (text = '', _vars, format) =>
    text.replaceAll('$svc', () =>
      typeof format === 'function' ? String(format(['cart', 'pay'], {})) : '{cart,pay}',
    );
  setTemplateSrv({ replace } as TemplateSrv);
}

const settings = {
  url: '/proxy',
  uid: 'l',
  name: 'Lapwing',
  type: 'lapwing-anomaly-datasource',
  jsonData: { timeLimitMs: 300 },
  meta: { info: { version: '0.1.0' } },
} as DataSourceInstanceSettings<LapwingOptions>;

function request(...targets: LapwingQuery[]): DataQueryRequest<LapwingQuery> {
  const range = { from: dateTime(0), to: dateTime(3_600_000), raw: { from: '0', to: '1' } };
  return { targets, range, scopedVars: {} as ScopedVars, requestId: 'r' } as DataQueryRequest<LapwingQuery>;
}

const page = (items: unknown[]): object => ({ items, next: null, total: items.length });
// Loading counts against the time limit, and a test's first import is slower than a browser's.
beforeAll(() => import('./run-query.ts'));

let source: LapwingDataSource;
beforeEach(() => {
  source = new LapwingDataSource(settings);
});
const run = (...targets: LapwingQuery[]): Promise<DataQueryResponse> =>
  firstValueFrom(source.query(request(...targets)));
const service = { label: 'service', operator: '=', value: '$svc' } as const;

test('a query answers once, with variables filled in and hidden targets left out', async () => {
  host(() =>
    Promise.resolve(page([signal({ labels: { service: 'cart' } }), signal({ labels: { service: 'x' } })])),
  );
  const { data } = await run(
    { refId: 'A', kind: 'signals', matchers: [service] },
    { refId: 'B', kind: 'signals', hide: true },
  );
  expect(data).toHaveLength(1);
  expect((data[0] as { length: number }).length).toBe(1);
  expect(asked.map(({ url }) => url)).toEqual(['/proxy/api/v1/signals?limit=1000']);
});

test('a service that is down or hangs is no error: each query answers with a notice', async () => {
  host(() => Promise.reject(Object.assign(new Error('refused'), { status: 502, data: {} })));
  const down = await run({ refId: 'A', kind: 'overlay' }, { refId: 'B', kind: 'scores' });
  expect(down.error).toBeUndefined();
  expect(down.data).toMatchObject([
    { refId: 'A', length: 0, meta: { notices: [{ severity: 'warning' }] } },
    { refId: 'B', length: 0, meta: { notices: [{ severity: 'warning' }] } },
  ]);
  host(() => new Promise(() => undefined));
  const started = performance.now();
  const slow = await run({ refId: 'A', kind: 'overlay' });
  expect(performance.now() - started).toBeLessThan(1500);
  expect(slow.data).toMatchObject([{ length: 0 }]);
});

test('loading may take its time for a panel of its own, not where the series of others wait', async () => {
  host(() => Promise.resolve(page([signal()])));
  const late = new (class extends LapwingDataSource {
    override async client(): ReturnType<LapwingDataSource['client']> {
      await new Promise((done) => setTimeout(done, 400));
      return await super.client();
    }
  })(settings);
  const signals: LapwingQuery = { refId: 'A', kind: 'signals' };
  const own = await firstValueFrom(late.query(request(signals)));
  expect(own.data[0]?.length).toBe(1);
  const mixed = { ...request(signals), requestId: 'mixed-0-r' };
  const waitedFor = await firstValueFrom(late.query(mixed));
  expect(waitedFor.data[0]?.length).toBe(0);
});

test('who looks away ends the requests', async () => {
  host(() => new Promise(() => undefined));
  const subscription = source.query(request({ refId: 'A', kind: 'signals' })).subscribe();
  await expect.poll(() => asked.length).toBe(1);
  subscription.unsubscribe();
  expect(asked[0]?.abortSignal?.aborted).toBe(true);
});

test('a variable lists values, and says what is wrong rather than being empty', async () => {
  host(() => Promise.resolve(page([signal()])));
  const variable = (): Promise<DataQueryResponse> =>
    firstValueFrom(
      new LapwingVariables(source).query(request({ refId: 'V', kind: 'values', valuesOf: 'services' })),
    );
  expect((await variable()).data).toEqual([{ text: 'checkout', value: 'checkout' }]);
  host(() => Promise.reject(Object.assign(new Error('no'), { status: 401, data: {} })));
  await expect(variable()).rejects.toThrow(/^Lapwing refused the key/);
});

test('ad hoc filters: label names, and values among what the other filters leave', async () => {
  host(() => Promise.resolve(page([signal()])));
  expect((await source.getTagKeys()).map(({ text }) => text)).toEqual(['metric', 'service']);
  const others = [{ key: 'metric', operator: '=', value: 'errors' }];
  expect(await source.getTagValues({ key: 'service', filters: others })).toEqual([
    { text: 'checkout', value: 'checkout' },
  ]);
  expect(asked.at(-1)?.url).toContain('label=metric%3Derrors');
});

test('an annotation layer is made of marks, however it was stored', () => {
  const layer = { name: 'x', enable: true, iconColor: 'red' };
  expect(
    annotationSupport.prepareQuery?.({ ...layer, target: { refId: 'X', kind: 'scores', layer: 'HIGH' } }),
  ).toMatchObject({ refId: 'X', kind: 'annotations', layer: 'HIGH' });
  expect(annotationSupport.prepareQuery?.(layer)).toMatchObject({ kind: 'annotations' });
});

test('a query in a line, and filled in for Explore', () => {
  host(() => Promise.resolve({}));
  const query: LapwingQuery = { refId: 'A', kind: 'overlay', matchers: [service], lowestSeverity: 'HIGH' };
  expect(source.getQueryDisplayText(query)).toBe('overlay {service="$svc"} from HIGH');
  expect(source.interpolateVariablesInQueries([query], {})[0]?.matchers).toEqual([
    { label: 'service', operator: '=~', value: 'cart|pay' },
  ]);
});

test('the health check says what is wrong', async () => {
  host(() => Promise.reject(Object.assign(new Error('refused'), { status: 502, data: {} })));
  expect(await source.testDatasource()).toMatchObject({
    status: 'error',
    message: expect.stringMatching(/^Lapwing does not answer/) as string,
  });
});
