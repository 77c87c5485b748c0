import { everyRoute } from '@lapwing/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, startTestApi } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('the document is valid OpenAPI 3.1', async () => {
  const { body } = await request(api.app).get('/api/openapi.json').expect(200);
  expect(body.openapi).toBe('3.1.0');
  const checked = await new Validator().validate(structuredClone(body));
  expect(checked.errors ?? []).toEqual([]);
  expect(checked.valid).toBe(true);
});

test('the document has every route of the table, and no other', async () => {
  const { body } = await request(api.app).get('/api/openapi.json');
  const told = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const known = everyRoute().map(([, { method, path }]) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(told.sort()).toEqual(known.sort());
});

test('express has every route of the table, and no other', () => {
  const layers: { route?: { path: string; stack: { method: string }[] } }[] = api.app.router.stack;
  const registered = layers.flatMap(({ route }) =>
    route === undefined ? [] : [`${route.stack[0].method} ${route.path}`],
  );
  expect(registered.sort()).toEqual(
    everyRoute()
      .map(([, { method, path }]) => `${method} ${path}`)
      .sort(),
  );
});

test('every reference leads somewhere, and no path parameter is left out', async () => {
  const { body, text } = await request(api.app).get('/api/openapi.json');
  const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) expect(body.components.schemas).toHaveProperty(name);
  for (const [path, methods] of Object.entries<
    Record<string, { parameters?: { name: string; in: string }[] }>
  >(body.paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methods)) {
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(wanted);
    }
  }
});

test('the page shows every route and loads nothing', async () => {
  const { text, headers } = await request(api.app).get('/api/docs').expect(200);
  expect(headers['content-type']).toContain('text/html');
  for (const [name, { path }] of everyRoute()) {
    expect(text).toContain(`id="${name}"`);
    expect(text).toContain(path.replaceAll(/:(\w+)/g, '{$1}'));
  }
  expect(text).not.toMatch(/<script|<link|<img|https?:\/\/(?!127)/);
});
