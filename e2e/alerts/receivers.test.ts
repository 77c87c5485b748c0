import { afterEach, expect, test } from 'vitest';
import { freePorts, needServer, startAlertmanager } from '../servers/index.ts';
import { alertingService, count, until, type AlertingService } from './alerting-service.ts';
import { startHttpReceiver } from './http-receiver.ts';
import { incident, store } from './seed.ts';
import { headerOf, startSmtpReceiver } from './smtp-receiver.ts';

const KEY = 'abcdefabcdefabcdefabcdefabcdef12';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serviceWith(alerts: object): Promise<AlertingService> {
  const service = await alertingService(alerts);
  ends.push(() => service.end());
  return service;
}

const mailTo = (port: number, more: object = {}) => ({
  ...{ type: 'email', host: '127.0.0.1', port, security: 'none' },
  ...{ from: 'Lapwing <lapwing@example.org>', to: ['oncall@example.org'], ...more },
});

test('a wrong secret and a wrong address are named at the start, and detection runs all the same', async () => {
  const refusing = await startHttpReceiver(() => ({
    status: 404,
    body: 'no_service for T0/B0/secretsecret',
  }));
  const pager = await startHttpReceiver(() => ({ status: 400, body: `Invalid routing key ${KEY}` }));
  const [nobody] = await freePorts(1);
  const smtp = await startSmtpReceiver({ credentials: { username: 'lapwing', password: 'the right one' } });
  ends.push(refusing.stop, pager.stop, smtp.stop);
  const service = await serviceWith({
    channels: {
      slack: { type: 'slack', webhook_url: `${refusing.url}/services/T0/B0/secretsecret` },
      pager: { type: 'pagerduty', routing_key: KEY, url: pager.url },
      mail: mailTo(smtp.port, { username: 'lapwing', password: 'a wrong one' }),
      away: { type: 'webhook', url: `http://127.0.0.1:${nobody}/hook` },
    },
  });
  await service.start();
  const statuses = async () => {
    const { body } = await service.api('GET', '/api/v1/channels');
    const { items } = body as { items: { name: string; status: string; reason: string }[] };
    return Object.fromEntries(items.map(({ name, status }) => [name, status]));
  };
  const expected = { slack: 'refused', pager: 'refused', mail: 'refused', away: 'unreachable' };
  await until('all were looked at', async () => !Object.values(await statuses()).includes('unknown'));
  expect(await statuses()).toEqual(expected);
  for (const name of Object.keys(expected)) expect(service.output()).toContain(`alerts.channels.${name}`);
  const { body } = await service.api('GET', '/api/health');
  expect(JSON.stringify(body)).toContain('channel:slack');
  const shown = service.output() + JSON.stringify((await service.api('GET', '/api/v1/channels')).body);
  for (const secret of ['secretsecret', KEY, 'a wrong one']) expect(shown).not.toContain(secret);
});

test('a receiver that hangs holds nobody else up; one that refuses is given up, and can be tried again', async () => {
  const hanging = await startHttpReceiver(() => 'hang');
  let healed = false;
  const refusing = await startHttpReceiver(() => ({ status: healed ? 200 : 410, body: 'gone' }));
  const mails = await startSmtpReceiver({ refuse: (mail) => (mail === 0 ? 451 : undefined) });
  ends.push(hanging.stop, refusing.stop, mails.stop);
  const service = await serviceWith({
    channels: {
      hang: { type: 'webhook', url: hanging.url, timeout: '1s' },
      gone: { type: 'webhook', url: refusing.url },
      mail: mailTo(mails.port, { title: 'PAGE {{incident.service}}: {{incident.title}}' }),
    },
    give_up_after: '1m',
  });
  store(service.folder, [incident('cart', Date.now())]);
  await service.start();
  await until('the mail is there, after one refusal', () => mails.mails.length === 1);
  expect(headerOf(mails.mails[0], 'Subject')).toBe('PAGE cart: Trouble in cart, <b>felt</b> & feared');
  await until('the refused one is dead', async () => (await count(service, 'status=dead')) === 1);
  await until('the hanging one is tried again', () => hanging.received.length >= 2);
  const keys = new Set(hanging.received.map(({ headers }) => headers['idempotency-key']));
  expect([...keys]).toEqual(['inc-cart:hang:1']);
  expect(hanging.received.map(({ headers }) => headers['x-lapwing-attempt']).slice(0, 2)).toEqual(['1', '2']);

  const dead = (await service.api('GET', '/api/v1/notifications?status=dead')).body as {
    items: { id: string; answer: string; channel: string }[];
  };
  expect(dead.items).toMatchObject([{ channel: 'gone', answer: '410: gone' }]);
  healed = true;
  const again = await service.api('POST', `/api/v1/notifications/${dead.items[0].id}/retry`);
  expect(again.status).toBe(200);
  await until('it arrives', () => refusing.taken.length === 1);
  expect((await service.api('POST', `/api/v1/notifications/${dead.items[0].id}/retry`)).status).toBe(409);
});

test('Retry-After is heeded, for all that goes to the channel', async () => {
  const patient = await startHttpReceiver((post) =>
    post === 0 ? { status: 429, headers: { 'retry-after': '3' } } : { status: 200 },
  );
  ends.push(patient.stop);
  const service = await serviceWith({ channels: { hook: { type: 'webhook', url: patient.url } } });
  store(service.folder, [incident('cart', Date.now()), incident('web', Date.now())]);
  await service.start();
  await until('both arrive', () => patient.taken.length === 2);
  const [first, ...later] = patient.received.map(({ at }) => at);
  for (const at of later) expect(at - first).toBeGreaterThanOrEqual(2_900);
});

test('a silence keeps it quiet, and its end tells it', async () => {
  const hook = await startHttpReceiver();
  ends.push(hook.stop);
  const service = await serviceWith({ channels: { hook: { type: 'webhook', url: hook.url } } });
  await service.start();
  const until1h = new Date(Date.now() + 3_600_000).toISOString();
  const made = await service.api('POST', '/api/v1/silences', { services: ['cart'], until: until1h });
  expect(made.status).toBe(201);
  await service.stop();
  store(service.folder, [incident('cart', Date.now()), incident('mail', Date.now())]);
  await service.start();
  await until('the other one arrives', () => hook.taken.length === 1);
  expect(hook.taken[0].body).toContain('inc-mail');
  const { id } = made.body as { id: string };
  expect((await service.api('DELETE', `/api/v1/silences/${id}`)).status).toBe(204);
  await until('it is told now', () => hook.taken.length === 2);
  expect(hook.taken[1].body).toContain('inc-cart');
});

needServer('alertmanager')('with a real Alertmanager', () => {
  test('what gets worse is one alert with another severity, its end is told, and each pages once', async () => {
    const paged = await startHttpReceiver();
    const alertmanager = await startAlertmanager({ webhook: paged.url });
    ends.push(paged.stop, alertmanager.stop);
    const service = await serviceWith({
      channels: { prom: { type: 'alertmanager', url: alertmanager.url, labels: { team: 'shop' } } },
      public_url: 'https://grafana.example.org/a/lapwing-app/incidents/{{incident.id}}',
    });
    const severities = async () =>
      (await alertmanager.alerts()).map(({ labels }) => [labels['team'], labels['severity']]);
    store(service.folder, [incident('cart', Date.now())]);
    await service.start();
    await until('it is there', async () => (await alertmanager.alerts()).length === 1);
    expect(await severities()).toEqual([['shop', 'high']]);
    expect((await alertmanager.alerts())[0].generatorURL).toContain('/incidents/inc-cart');
    await service.kill();
    store(service.folder, [incident('cart', Date.now(), { severity: 'CRITICAL', score: 80 })]);
    await service.start();
    await until('it is worse', async () => JSON.stringify(await severities()).includes('critical'));
    expect(await severities()).toEqual([['shop', 'critical']]);
    const tested = await service.api('POST', '/api/v1/channels/prom/test');
    expect(tested.body).toMatchObject({ delivered: true, answer: '200' });
    await service.kill();
    store(service.folder, [
      incident('cart', Date.now(), { severity: 'CRITICAL', score: 80, resolved: true }),
    ]);
    await service.start();
    await until('it is over', async () => (await alertmanager.alerts()).length === 0);
    const firing = (): string[] =>
      paged.taken
        .map(({ body }) => JSON.parse(body) as { status: string; alerts: { labels: { severity: string } }[] })
        .filter(({ status }) => status === 'firing')
        .map(({ alerts }) => alerts.map(({ labels }) => labels.severity).join());
    expect(firing()[0]).toBe('high');
    expect(firing().filter((each) => each === 'high')).toHaveLength(1);
  });
});
