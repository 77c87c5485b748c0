import { type Role, type Route, type RouteName, everyRoute } from '@lapwing/contract';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayActAs } from '../auth/caller.ts';
import { KEYS, type TestApi, bearer, startTestApi } from './testing/test-api.ts';
import { expectError } from './testing/expect-error.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ rateLimits: { requests: 1e6, secrets: 1e6 } });
});
afterAll(() => api.close());

/** A stream never ends by itself, and has tests of its own. */
const routes = everyRoute().filter(([name]) => name !== 'events');
const withRole = routes.filter(([, { access }]) => access !== 'public' && access !== 'scrape');

function ask({ method, path }: Route, headers: Record<string, string>): request.Test {
  return request(api.app)[method](path.replaceAll(/:\w+/g, 'nobody')).set(headers);
}

describe.each(withRole)('%s', (_name: RouteName, route: Route) => {
  test.each(['viewer', 'editor', 'admin'] as const)('lets in or refuses the role %s', async (role: Role) => {
    const answer = await ask(route, bearer(KEYS[role]));
    if (mayActAs(role, route.access as Role)) {
      // Let in: what comes then is the answer, or a refusal of the empty request.
      expect([200, 204, 400, 404, 409]).toContain(answer.status);
    } else {
      expectError(answer, 'FORBIDDEN');
    }
  });

  test.each<[string, Record<string, string>]>([
    ['no credentials', {}],
    ['an unknown API key', bearer('lpw_nobody_has_this_key_at_all')],
    ['a forged token', bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.')],
    ['a password instead of a token', { Authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['an empty Authorization', { Authorization: '' }],
    [
      "Grafana's own headers",
      { 'X-Grafana-Context': 'admin', 'X-Grafana-User': 'admin', 'X-Webauth-User': 'admin' },
    ],
  ])('refuses %s', async (_what, headers) => {
    const answer = await ask(route, headers);
    expectError(answer, 'UNAUTHENTICATED');
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });
});

test('the events ask for a key too', async () => {
  expectError(await request(api.app).get('/api/v1/events'), 'UNAUTHENTICATED');
});

test.each(routes.filter(([, { access }]) => access === 'public'))('%s is open', async (_, route) => {
  const answer = await ask(route, {});
  expect([200, 400]).toContain(answer.status);
});

test('X-Api-Key is taken, and Authorization goes before it', async () => {
  const me = (headers: Record<string, string>) => request(api.app).get('/auth/me').set(headers);
  expect((await me({ 'X-Api-Key': KEYS.editor })).body).toEqual({
    name: 'editor',
    role: 'editor',
    by: 'api-key',
  });
  const both = await me({ 'X-Api-Key': KEYS.admin, ...bearer(KEYS.viewer) });
  expect(both.body).toMatchObject({ role: 'viewer' });
  expectError(await me({ 'X-Api-Key': 'not-ours' }), 'UNAUTHENTICATED');
});
