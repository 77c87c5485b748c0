import { LogTemplateDetail } from '@lapwing/contract';
import request from 'supertest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LineStreams } from '../sources/templates/line-streams.ts';
import type { LineStream } from '../sources/templates/template-chunks.ts';
import { bearer, startTestApi, KEYS, type TestApi } from './testing/test-api.ts';

const MINUTE = 60_000;
let api: TestApi;

beforeEach(async () => {
  api = await startTestApi();
  const from = Math.floor(api.clock.now / MINUTE) * MINUTE - 10 * MINUTE;
  const lines = [
    { timestamp: from, service: 'cart', message: 'order 1 placed' },
    {
      timestamp: from + 1,
      service: 'cart',
      message: 'stock 5 corrupted',
      level: 'ERROR',
      traceId: 'ab'.repeat(16),
    },
    { timestamp: from + 2, service: 'pay', message: 'order 2 placed' },
  ];
  const stream: LineStream = {
    ...{ key: 'k', source: 'logs', silence: 'zero' },
    query: { type: 'templates', templates: 10, learn: '1h' },
    settings: { intervalMs: MINUTE, learnMs: 0, templates: 10 },
  };
  const range = { from, to: from + MINUTE };
  await new LineStreams(api.stores.templates).count(stream, range, { pages: [lines], times: () => 1 });
});
afterEach(() => api.close());

const get = (path: string) => request(api.app).get(path).set(bearer(KEYS.viewer));

test('templates are listed by what is asked for', async () => {
  const all = await get('/api/v1/templates?limit=2');
  expect(all.body).toMatchObject({ total: 3, items: [{ source: 'logs' }, { source: 'logs' }] });
  const rest = await get(`/api/v1/templates?limit=2&cursor=${all.body.next}`);
  expect(rest.body).toMatchObject({ items: [{}], next: null });
  const errors = await get('/api/v1/templates?level=error,warn&service=cart&text=STOCK');
  expect(errors.body.items).toMatchObject([
    { template: 'stock <*> corrupted', level: 'error', count: 1, example: 'stock 5 corrupted' },
  ]);
  expect((await get(`/api/v1/templates?new_since=${api.clock.now}`)).body.total).toBe(0);
  expect((await get('/api/v1/templates?level=loud')).status).toBe(400);
});

test('one template shows its services and lines', async () => {
  const { items } = (await get('/api/v1/templates?text=order&service=pay')).body;
  const one = LogTemplateDetail.parse((await get(`/api/v1/templates/${items[0].id}`)).body);
  expect(one.services.map(({ service }) => service).sort()).toEqual(['cart', 'pay']);
  expect(one.examples.map(({ line }) => line).sort()).toEqual(['order 1 placed', 'order 2 placed']);
  expect((await get('/api/v1/templates/00')).body.error).toMatchObject({ code: 'NOT_FOUND' });
});
