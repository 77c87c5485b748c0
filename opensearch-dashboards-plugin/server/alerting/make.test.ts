import { expect, test } from 'vitest';
import type { MonitorWish } from '../../common/alerting/wishes.ts';
import type { OpenSearchClient } from '../../types/core-server.ts';
import { alertingStatus, makeChannel, makeMonitor } from './make.ts';

const wish: MonitorWish = {
  ...{ name: 'Errors', detectorId: 'shop', detectorName: 'Shop', severity: 'HIGH', everyMinutes: 1 },
  appUrl: 'https://osd.example/app/lapwingAnomaly',
};
const CHANNEL = { name: 'On call', type: 'slack', url: 'https://hooks.example/x' } as const;

/** A ResponseError of OpenSearch's client. */
const failed = (statusCode: number, body: unknown): Error =>
  Object.assign(new Error('Response Error'), { statusCode, body });
const hits = (value: number): object => ({ hits: { total: { value, relation: 'eq' } } });

interface Call {
  method: string;
  path: string;
  body?: unknown;
}
function client(answer: (call: Call) => unknown): { client: OpenSearchClient; calls: Call[] } {
  const calls: Call[] = [];
  const request = (call: Call): Promise<{ body: unknown }> => {
    calls.push(call);
    const said = answer(call);
    return said instanceof Error ? Promise.reject(said) : Promise.resolve({ body: said });
  };
  return { client: { transport: { request } }, calls };
}

test('a monitor is made once a name', async () => {
  let there = 0;
  const { client: one, calls } = client(({ path }) =>
    path.endsWith('_search') ? hits(there) : { _id: 'm1' },
  );
  expect(await makeMonitor(one, wish, 1000)).toBe('m1');
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /_plugins/_alerting/monitors/_search',
    'POST /_plugins/_alerting/monitors',
  ]);
  expect(calls[0]?.body).toMatchObject({ query: { term: { 'monitor.name.keyword': 'Errors' } } });
  there = 1;
  await expect(makeMonitor(one, wish, 1000)).rejects.toMatchObject({
    code: 'CONFLICT',
    hint: 'Choose another name.',
  });
});

test.each([
  [
    400,
    { error: 'no handler found for uri [/_plugins/_alerting/monitors/_search] and method [POST]' },
    'NOT_FOUND',
    'no Alerting plugin',
  ],
  [405, { error: 'Incorrect HTTP method' }, 'NOT_FOUND', 'no Alerting plugin'],
  [
    403,
    { error: { reason: 'no permissions for [cluster:admin/opendistro/alerting/monitor/search]' } },
    'FORBIDDEN',
    'may not use Alerting',
  ],
  [400, { error: { reason: 'Monitor name too long' } }, 'BAD_REQUEST', 'refused'],
  [500, { error: { reason: 'shard failure' } }, 'SOURCE_UNREACHABLE', 'does not answer as it should'],
])('%d is told in words', async (status, body, code, words) => {
  const { client: one } = client(() => failed(status, body));
  await expect(makeMonitor(one, wish, 1000)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

test('a channel has an id of its name; one that is there says so', async () => {
  const { client: one, calls } = client(() => ({ config_id: 'lapwing-on-call' }));
  expect(await makeChannel(one, CHANNEL, 1000)).toBe('lapwing-on-call');
  expect(calls).toMatchObject([
    {
      ...{ method: 'POST', path: '/_plugins/_notifications/configs' },
      body: {
        config_id: 'lapwing-on-call',
        config: { name: 'On call', config_type: 'slack', is_enabled: true, slack: { url: CHANNEL.url } },
      },
    },
  ]);
  const { client: twice } = client(() => failed(409, { error: { reason: 'version conflict' } }));
  await expect(makeChannel(twice, CHANNEL, 1000)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('what is there: channels without their parts, and why nothing can be made', async () => {
  const config = (id: string, type: string): object => ({
    config_id: id,
    config: { name: id, config_type: type },
  });
  const { client: whole } = client(({ path }) =>
    path.includes('_notifications')
      ? {
          config_list: [
            config('a', 'slack'),
            config('b', 'smtp_account'),
            config('c', 'email_group'),
            config('d', 'email'),
          ],
        }
      : hits(path.includes('lapwing-scores') ? 1 : 0),
  );
  expect(await alertingStatus(whole, 1000)).toEqual({
    ...{ why_no_monitor: '', why_no_channel: '' },
    channels: [
      { id: 'a', name: 'a', type: 'slack' },
      { id: 'd', name: 'd', type: 'email' },
    ],
  });
  const { client: bare } = client(({ path }) =>
    path.includes('_plugins') ? failed(404, { error: 'no handler found for uri' }) : failed(404, {}),
  );
  expect(await alertingStatus(bare, 1000)).toMatchObject({
    why_no_monitor: expect.stringContaining('no Alerting plugin') as string,
    why_no_channel: expect.stringContaining('no Notifications plugin') as string,
  });
  const { client: silent } = client(({ path }) =>
    path.includes('_notifications') ? { config_list: [] } : hits(0),
  );
  expect((await alertingStatus(silent, 1000)).why_no_monitor).toContain('output.opensearch');
});
