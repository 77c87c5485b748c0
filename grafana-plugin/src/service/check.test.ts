import { expect, test } from 'vitest';
import { checkService } from './check.ts';
import { serviceClient } from './client.ts';

const counts = { LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
const summary = {
  signals: 84,
  detectors: 4,
  readings_24h: 1,
  anomalies_open: counts,
  anomalies_24h: counts,
  last_reading_at: '2026-01-01T00:00:00.000Z',
  sources: [],
};
const part = {
  name: 'source:prometheus',
  kind: 'source',
  status: 'down',
  reason: 'connection refused',
  since: '2026-01-01T00:00:00.000Z',
  lag_seconds: null,
};
const health = { status: 'degraded', version: '0.1.0', uptime_seconds: 1, parts: [part] };
const now = (): number => Date.parse('2026-01-01T00:01:00.000Z');

test('a good service is told with what it watches and what ails it', async () => {
  const client = serviceClient((path) => Promise.resolve(path === 'api/health' ? health : summary));
  expect(await checkService(client, now)).toEqual({
    ok: true,
    message:
      'Lapwing 0.1.0 answers: 84 signals, newest reading 1 min ago. source:prometheus is down: connection refused.',
  });
});

test('health alone is not enough: the key must be good', async () => {
  const client = serviceClient((path) =>
    path === 'api/health' ? Promise.resolve(health) : Promise.reject({ status: 401, data: {} }),
  );
  const check = await checkService(client, now);
  expect(check.ok).toBe(false);
  expect(check.message).toMatch(/^Lapwing refused the key\. Make a new API key/);
});
