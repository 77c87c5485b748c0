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
  expect(await checkService(client, { now })).toEqual({
    ok: true,
    message:
      'Lapwing 0.1.0 answers: 84 signals, newest reading 1 min ago. source:prometheus is down: connection refused.',
  });
});

test('health alone is not enough: the key must be good', async () => {
  const client = serviceClient((path) =>
    path === 'api/health' ? Promise.resolve(health) : Promise.reject({ status: 401, data: {} }),
  );
  const check = await checkService(client, { now });
  expect(check.ok).toBe(false);
  expect(check.message).toMatch(/^Lapwing refused the key\. Make a new API key/);
});

test.each([
  ['0.0.9', /^Lapwing 0\.1\.0 answers: .* The service \(0\.1\.0\) is newer than this plugin \(0\.0\.9\)/],
  ['0.2.0', /is older than this plugin \(0\.2\.0\): upgrade the service/],
  ['0.1.7', /^(?!.*plugin)/],
])('a plugin of version %s is told how they fit', async (pluginVersion, said) => {
  const client = serviceClient((path) => Promise.resolve(path === 'api/health' ? health : summary));
  expect(await checkService(client, { now, pluginVersion })).toMatchObject({
    ok: true,
    message: expect.stringMatching(said) as string,
  });
});

test('an answer that is not known blames the versions where these differ, else itself', async () => {
  const client = serviceClient((path) => Promise.resolve(path === 'api/health' ? health : { much: 'newer' }));
  const older = await checkService(client, { now, pluginVersion: '0.0.1' });
  expect(older).toMatchObject({
    ok: false,
    message: expect.stringContaining('upgrade the plugin') as string,
  });
  expect((await checkService(client, { now, pluginVersion: '0.1.0' })).message).toMatch(
    /do not fit together/,
  );
});

test('what answers but is not Lapwing is told as such', async () => {
  for (const answer of ['<html>', { status: 'ok' }, null]) {
    const check = await checkService(
      serviceClient(() => Promise.resolve(answer)),
      { now },
    );
    expect(check).toMatchObject({ ok: false, message: expect.stringMatching(/not Lapwing/) as string });
  }
});

test.each([
  [5 * 60_000, /Its clock is 5 min ahead of/],
  [-7_200_000, /Its clock is 2 h behind/],
  [900, /^(?!.*clock)/],
])('a service whose clock is %d ms away', async (off, said) => {
  const client = serviceClient((path) => Promise.resolve(path === 'api/health' ? health : summary));
  const check = await checkService(client, { now, serviceTime: () => Promise.resolve(now() + off) });
  expect(check.message).toMatch(said);
});
