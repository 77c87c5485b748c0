import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needServer, startAlertmanager, type RunningAlertmanager } from '../servers/index.ts';
import { alertingService, count, until, type AlertingService } from './alerting-service.ts';
import { startHttpReceiver, type HttpReceiver, type Received } from './http-receiver.ts';
import { incident, store } from './seed.ts';
import { headerOf, startSmtpReceiver, type SmtpReceiver } from './smtp-receiver.ts';

const INCIDENTS = 40;
const KILLS = 5;
/** Long enough that a kill meets something under way. */
const SLOW_MS = 60;
const KEY = 'abcdefabcdefabcdefabcdefabcdef12';
const CHANNELS = 5;

needServer('alertmanager')('killed while it sends', () => {
  let alertmanager: RunningAlertmanager;
  let [slack, pagerduty, webhook]: HttpReceiver[] = [];
  let smtp: SmtpReceiver;
  let service: AlertingService;
  const services = Array.from({ length: INCIDENTS }, (_, i) => `s${i}`);
  const over = (i: number): boolean => i % 2 === 1;

  beforeAll(async () => {
    alertmanager = await startAlertmanager();
    smtp = await startSmtpReceiver();
    // Every seventh request fails, or is told to wait, or hangs up with an error.
    const moody = (post: number) =>
      post % 7 === 3
        ? { status: 500, body: 'no' }
        : post % 7 === 5
          ? { status: 429, headers: { 'retry-after': '1' } }
          : { status: 200, body: 'ok' };
    [slack, pagerduty, webhook] = await Promise.all([
      startHttpReceiver(moody, SLOW_MS),
      startHttpReceiver((post) => (post % 5 === 2 ? { status: 503 } : { status: 202, body: '{}' }), SLOW_MS),
      startHttpReceiver(moody, SLOW_MS),
    ]);
    service = await alertingService({
      channels: {
        slack: { type: 'slack', webhook_url: `${slack.url}/services/T0/B0/secretsecret` },
        pager: { type: 'pagerduty', routing_key: KEY, url: `${pagerduty.url}/v2/enqueue` },
        hook: { type: 'webhook', url: webhook.url, secret: 'a shared secret' },
        mail: {
          ...{ type: 'email', host: '127.0.0.1', port: smtp.port, security: 'none' },
          ...{ from: 'lapwing@example.org', to: ['oncall@example.org'] },
        },
        prom: { type: 'alertmanager', url: alertmanager.url },
      },
    });
    const now = Date.now();
    store(
      service.folder,
      services.map((name, i) => incident(name, now, { resolved: over(i) })),
    );
    for (let kill = 0; kill < KILLS; kill++) {
      await service.start();
      const before = slack.received.length;
      await until('something is sent', () => slack.received.length > before);
      await sleep(Math.random() * 800);
      await service.kill();
    }
    await service.start();
    await until('nothing waits', async () => (await count(service, 'status=waiting')) === 0, 180_000);
  }, 400_000);
  afterAll(async () => {
    await service.end();
    await alertmanager.stop();
    await Promise.all([slack, pagerduty, webhook, smtp].map((one) => one.stop()));
  });

  const expected = services.flatMap((name, i) => [
    `inc-${name} opened`,
    ...(over(i) ? [`inc-${name} resolved`] : []),
  ]);

  test('everything was sent, nothing given up, and put into the queue once', async () => {
    expect(await count(service, 'status=dead')).toBe(0);
    expect(await count(service, 'status=sent')).toBe(CHANNELS * expected.length);
  });

  test('webhook: each arrives, in order, under one key; at most the one under way comes twice', () => {
    const posts = webhook.taken.map(({ headers, body }) => {
      const {
        id,
        event,
        incident: told,
      } = JSON.parse(body) as {
        id: string;
        event: string;
        incident: { id: string };
      };
      expect(headers['idempotency-key']).toBe(id);
      return `${told.id} ${event}`;
    });
    expect([...new Set(posts)].sort()).toEqual([...expected].sort());
    expect(posts.length - expected.length).toBeLessThanOrEqual(KILLS);
    for (const [i, name] of services.entries()) {
      if (over(i))
        expect(posts.indexOf(`inc-${name} opened`)).toBeLessThan(posts.indexOf(`inc-${name} resolved`));
    }
  });

  test('Slack: each arrives; at most the one under way comes twice', () => {
    // A look at the start sends an empty message, which shows nothing.
    const posts = slack.taken.filter(({ body }) => body !== '{}').map(({ body }) => body);
    expect(new Set(posts).size).toBe(expected.length);
    expect(posts.length - expected.length).toBeLessThanOrEqual(KILLS);
    expect(posts[0]).toContain('&lt;b&gt;felt&lt;/b&gt; &amp; feared');
  });

  test('PagerDuty: one key for each incident, so that what comes twice is one', () => {
    const keys = (action: string): Set<string> =>
      new Set(
        pagerduty.taken
          .map(eventOf)
          .filter((one) => one.event_action === action)
          .map((one) => one.dedup_key),
      );
    expect(keys('trigger')).toEqual(new Set(services.map((name) => `lapwing-inc-${name}`)));
    const ended = services.filter((_, i) => over(i)).map((name) => `lapwing-inc-${name}`);
    expect(keys('resolve')).toEqual(new Set(['lapwing-check', ...ended]));
    const last = new Map(pagerduty.taken.map(eventOf).map((one) => [one.dedup_key, one.event_action]));
    expect([...last.values()].filter((action) => action === 'trigger')).toHaveLength(INCIDENTS / 2);
  });

  test('e-mail: each arrives, with an id of its own', () => {
    const ids = smtp.mails.map((mail) => headerOf(mail, 'Message-ID'));
    expect(new Set(ids).size).toBe(expected.length);
    expect(ids.length - expected.length).toBeLessThanOrEqual(KILLS);
    expect(headerOf(smtp.mails[0], 'Auto-Submitted')).toBe('auto-generated');
  });

  test('Alertmanager: the open ones are there, each once', async () => {
    const alerts = await alertmanager.alerts();
    const ids = alerts.map(({ labels }) => labels['lapwing_id']).sort();
    expect(ids).toEqual(
      services
        .filter((_, i) => !over(i))
        .map((name) => `inc-${name}`)
        .sort(),
    );
    expect(alerts[0].labels).toMatchObject({ alertname: 'LapwingIncident', severity: 'high' });
    expect(Date.parse(alerts[0].endsAt)).toBeGreaterThan(Date.now());
  });

  test('no secret is in the log', () => {
    for (const secret of ['secretsecret', KEY, 'a shared secret'])
      expect(service.output()).not.toContain(secret);
  });
});

function eventOf({ body }: Received): { event_action: string; dedup_key: string } {
  return JSON.parse(body) as { event_action: string; dedup_key: string };
}
