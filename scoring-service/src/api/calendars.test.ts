import { Calendar } from '@lapwing/contract';
import request from 'supertest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectError } from './testing/expect-error.ts';
import { detector } from './testing/seed.ts';
import { KEYS, NOON, type TestApi, bearer, startTestApi } from './testing/test-api.ts';

let api: TestApi;
beforeEach(async () => void (api = await startTestApi()));
afterEach(() => api.close());

const editor = bearer(KEYS.editor);
const ics =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:patch\r\nDTSTART:20261123T020000\r\nDTEND:20261123T030000\r\nRRULE:FREQ=DAILY;COUNT=40\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
const put = (body: object, name = 'ops') =>
  request(api.app).put(`/api/v1/calendars/${name}`).set(editor).send(body);
const remove = (name = 'ops') => request(api.app).delete(`/api/v1/calendars/${name}`).set(editor);
const windowed = {
  ...{ id: 'errors', name: 'Errors', source: 'ingest', kind: 'metric', query: { type: 'ingest' } },
  suppress: { windows: [{ type: 'calendar', calendar: 'ops' }] },
};
const create = () => request(api.app).post('/api/v1/detectors').set(editor).send(windowed);

test('a calendar is kept, listed with its next events, and audited', async () => {
  const { body } = await put({ ics, time_zone: 'Europe/Berlin' }).expect(200);
  expect(Calendar.parse(body)).toMatchObject({ name: 'ops', origin: 'api', error: null });
  expect(body.next).toHaveLength(20);
  expect(body.next[0]).toEqual({
    start: '2026-11-23T01:00:00.000Z',
    end: '2026-11-23T02:00:00.000Z',
    summary: 'patch',
  });
  const listed = await request(api.app).get('/api/v1/calendars').set(bearer(KEYS.viewer)).expect(200);
  expect(listed.body).toEqual({ items: [body], total: 1 });
  expect(api.stores.admin.auditLog(1)[0]).toMatchObject({ action: 'calendar.put', target: 'ops' });
});

test('a new text holds from now on; both versions are kept', async () => {
  await put({ ics });
  api.clock.now += 60_000;
  await put({ ics: ics.replace('patch', 'other') }).expect(200);
  expect(api.stores.calendars.all().map(({ from }) => from)).toEqual([NOON, NOON + 60_000]);
});

test.each([
  [{ ics: 'nonsense' }, 'body.ics'],
  [{ ics: '' }, 'body.ics'],
  [{ ics, time_zone: 'Mars/Base' }, 'body.time_zone'],
  [{}, 'body.ics'],
])('%j is refused', async (body, where) => {
  expect(expectError(await put(body), 'BAD_REQUEST').where).toBe(where);
  expect(api.stores.calendars.all()).toEqual([]);
});

test('a detector may name it once it is there, and it stays while one does', async () => {
  expect(expectError(await create(), 'BAD_REQUEST').message).toContain(
    'names the calendar "ops", which is not there',
  );
  await put({ ics });
  await create().expect(201);
  expectError(await remove(), 'CONFLICT');
  await request(api.app).delete('/api/v1/detectors/errors').set(editor).expect(204);
  await remove().expect(204);
  expectError(await remove(), 'NOT_FOUND');
});

test('how the alerts of a detector stand', async () => {
  api.stores.admin.putDetector(detector('errors'), 0, false);
  const { body } = await request(api.app)
    .get('/api/v1/detectors/errors/alerting')
    .set(bearer(KEYS.viewer))
    .expect(200);
  expect(body).toMatchObject({
    ...{ detector_id: 'errors', budget: { per: 'week', false_alerts: 1 }, threshold_score: null },
    ...{ raised_7d: 0, withheld_7d: 0, suppressed_7d: { ignored: 0, smallest_effect: 0 } },
  });
  expectError(await request(api.app).get('/api/v1/detectors/none/alerting').set(editor), 'NOT_FOUND');
});
