import { IncidentDetail, type Incident, type SimilarIncident } from '@lapwing/contract';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectError } from './testing/expect-error.ts';
import { MINUTE, detector, seedSignal } from './testing/seed.ts';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';

const START = NOON - 120 * MINUTE;
let api: TestApi;
let earlier: string;
let open: string;

beforeAll(async () => {
  api = await startTestApi();
  const { admin, scores } = api.stores;
  admin.putDetector(detector('shop'), 0, false);
  trouble('checkout', 0, 5);
  trouble('checkout', 90, null);
  // The services are known before their trouble begins.
  seedSignal(scores, 'shop', { service: 'idle', metric: 'p95' }, START, [10]);
  api.correlator.start();
  await vi.waitFor(async () => expect((await list('')).length).toBe(2), { timeout: 5_000 });
  [open, earlier] = (await list('')).map(({ id }) => id);
});
afterAll(async () => {
  await api.correlator.stop();
  api.close();
});

function trouble(service: string, at: number, to: number | null): void {
  const anomaly = {
    start: START + at * MINUTE,
    end: to === null ? null : START + to * MINUTE,
    severity: 'CRITICAL' as const,
  };
  seedSignal(api.stores.scores, 'shop', { service, metric: 'p95' }, START, [10], [anomaly]);
}

const get = (path: string) => request(api.app).get(`/api/v1/incidents${path}`).set(bearer(KEYS.viewer));
const post = (path: string, key = KEYS.editor) =>
  request(api.app).post(`/api/v1/incidents${path}`).set(bearer(key));
async function list(query: string): Promise<Incident[]> {
  return (await get(query).expect(200)).body.items;
}

describe('reading', () => {
  test.each([
    ['', 2],
    ['?status=resolved', 1],
    ['?status=open,acknowledged', 1],
    ['?severity=LOW', 0],
    ['?service=checkout', 2],
    ['?service=nobody', 0],
    [`?start_time=${START + 60 * MINUTE}`, 1],
    [`?end_time=${START + 60 * MINUTE}`, 1],
  ])('%s finds %i', async (query, count) => {
    expect((await get(query).expect(200)).body.total).toBe(count);
  });

  test('one of them, with its anomalies and its suspect', async () => {
    const incident = IncidentDetail.parse((await get(`/${open}`).expect(200)).body);
    expect(incident.members.map(({ labels }) => labels['service'])).toEqual(['checkout']);
    expect(incident.suspect?.service).toBe('checkout');
    expect(incident.title).toBe('Trouble in checkout');
    expect(incident.history.map(({ what }) => what)).toEqual(['opened']);
  });

  test('what looked alike before', async () => {
    const { items } = (await get(`/${open}/similar`).expect(200)).body;
    expect(items.map((item: SimilarIncident) => [item.incident.id, item.similarity])).toEqual([[earlier, 1]]);
    expect((await get(`/${earlier}/similar`).expect(200)).body.items).toEqual([]);
  });

  test('what is not there', async () => {
    expectError(await get('/none'), 'NOT_FOUND');
    expectError(await get('/none/similar'), 'NOT_FOUND');
    expectError(await get(`?start_time=${NOON}&end_time=${START}`), 'BAD_TIME');
  });
});

describe("a person's word", () => {
  beforeEach(async () => {
    const { status } = (await get(`/${open}`)).body;
    if (status === 'acknowledged') await post(`/${open}/resolve`).expect(200);
    if (status !== 'open') await post(`/${open}/reopen`).expect(200);
  });

  test('acknowledged, resolved, reopened, each with its name and in the audit log', async () => {
    expect((await post(`/${open}/acknowledge`).expect(200)).body.status).toBe('acknowledged');
    expect((await post(`/${open}/resolve`).expect(200)).body.status).toBe('resolved');
    const again = IncidentDetail.parse((await post(`/${open}/reopen`).expect(200)).body);
    expect(again.status).toBe('open');
    expect(again.resolved_at).toBeNull();
    expect(again.history.slice(-3).map(({ what, by }) => [what, by])).toEqual([
      ['acknowledged', 'editor'],
      ['resolved', 'editor'],
      ['reopened', 'editor'],
    ]);
    const audit = api.stores.admin.auditLog(3).map(({ action, target }) => [action, target]);
    expect(audit).toEqual([
      ['incident.reopen', open],
      ['incident.resolve', open],
      ['incident.acknowledge', open],
    ]);
  });

  test('a viewer has none', async () => {
    expectError(await post(`/${open}/acknowledge`, KEYS.viewer), 'FORBIDDEN');
  });

  test('what does not fit is refused', async () => {
    expectError(await post(`/${open}/reopen`), 'CONFLICT');
    expectError(await post('/none/acknowledge'), 'NOT_FOUND');
  });
});

describe('feedback', () => {
  const stands = async (): Promise<string[]> =>
    (
      await request(api.app).get(`/api/v1/feedback?incident_id=${open}`).set(bearer(KEYS.viewer)).expect(200)
    ).body.items.map(({ verdict }: { verdict: string }) => verdict);

  test('of an incident is that of each of its anomalies, and can be taken back', async () => {
    const { body } = await post(`/${open}/feedback`).send({ verdict: 'not_an_anomaly' }).expect(201);
    expect(body.total).toBeGreaterThan(0);
    expect(await stands()).toEqual(Array(body.total).fill('not_an_anomaly'));
    await post(`/${open}/feedback`, KEYS.viewer).send({ verdict: 'real' }).expect(403);
    await request(api.app).delete(`/api/v1/incidents/${open}/feedback`).set(bearer(KEYS.editor)).expect(204);
    expect(await stands()).toEqual([]);
    expectError(await post('/none/feedback').send({ verdict: 'real' }), 'NOT_FOUND');
  });
});
