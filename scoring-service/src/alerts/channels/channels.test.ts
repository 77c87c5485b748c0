import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { NOON, testSubject } from '../testing.ts';
import { valuesOf } from '../values.ts';
import { alertsOf } from './alertmanager.ts';
import type { Message } from './channel.ts';
import { accepted, secretsOf } from './http.ts';
import { pagerDutyEvent } from './pagerduty.ts';
import { escapeSlack, slackMessage } from './slack.ts';
import { signatureOf } from './webhook.ts';

function message(change: Partial<Message> = {}, subject = testSubject()): Message {
  const dedupId = 'i1:c:1';
  const notification = {
    dedupId,
    channel: 'c',
    event: 'opened',
    subject,
    previousSeverity: null,
    at: NOON,
  } as const;
  return {
    ...notification,
    ...valuesOf({ ...notification, ...change }, 'https://g/{{incident.id}}'),
    ...{ now: NOON, attempt: 1, test: false },
    ...change,
  };
}

test('Slack: what is not ours is escaped, what the template says is not', () => {
  const strange = message({}, testSubject({ title: '<!channel> & <x>', reason: '' }));
  const { text, blocks } = slackMessage({ title: '<!here> {{incident.title}}' }, strange);
  expect(text).toBe('<!here> &lt;!channel&gt; &amp; &lt;x&gt;');
  expect(blocks).toHaveLength(2);
});

test('Slack: a long text is cut, and no escaped character in two', () => {
  for (let spare = 0; spare < 6; spare++) {
    const body = 'x'.repeat(2_895 + spare) + '&lt;'.repeat(10);
    const [, section] = slackMessage({ body }, message()).blocks as { text: { text: string } }[];
    expect(section.text.text.length).toBeLessThan(3_000);
    expect(section.text.text).toMatch(/(x|&lt;)…$/);
  }
  expect(escapeSlack('a&lt;')).toBe('a&amp;lt;');
});

test('PagerDuty: trigger and resolve under one key, severities in its words, a summary that fits', () => {
  const long = testSubject({ title: 'x'.repeat(600), severity: 'CRITICAL' });
  const trigger = pagerDutyEvent({ title: '{{incident.title}} {{incident.title}}' }, message({}, long));
  expect(trigger).toMatchObject({
    event_action: 'trigger',
    dedup_key: 'lapwing-i1',
    payload: { severity: 'critical', source: 'cart' },
    client_url: 'https://g/i1',
  });
  const { payload } = trigger as { payload: { summary: string } };
  expect(payload.summary).toHaveLength(1_024);
  expect(pagerDutyEvent({}, message({ event: 'resolved' }))).toEqual({
    event_action: 'resolve',
    dedup_key: 'lapwing-i1',
  });
  expect(pagerDutyEvent({}, message({ event: 'acknowledged' })).event_action).toBe('acknowledge');
});

test('Alertmanager: another severity ends the alert of the one before; a test is over at once', () => {
  const worse = message({ event: 'worse', previousSeverity: 'LOW' });
  const [before, now] = alertsOf({ labels: { team: 'a', severity: 'x' } }, worse, NOON + 600_000) as {
    labels: Record<string, string>;
    endsAt: string;
  }[];
  expect(before).toMatchObject({ labels: { severity: 'low' }, endsAt: new Date(NOON).toISOString() });
  expect(now).toMatchObject({
    labels: { severity: 'high', team: 'a' },
    endsAt: new Date(NOON + 600_000).toISOString(),
  });
  const [tested] = alertsOf({ labels: {} }, message({ test: true }), NOON + 600_000) as { endsAt: string }[];
  expect(tested.endsAt).toBe(new Date(NOON).toISOString());
  // A reading's clock that is ahead: no end before the beginning.
  const ahead = testSubject({ started_at: new Date(NOON + 5_000).toISOString() });
  const [early] = alertsOf({ labels: {} }, message({ event: 'resolved' }, ahead), 0) as {
    startsAt: string;
  }[];
  expect(early.startsAt).toBe(new Date(NOON).toISOString());
});

test('webhook: the signature is over the time and the body', () => {
  const expected = createHmac('sha256', 'secret').update('17.{"a":1}').digest('hex');
  expect(signatureOf('secret', '17', '{"a":1}')).toBe(`sha256=${expected}`);
});

test.each([
  [200, undefined],
  [202, undefined],
  [302, true],
  [400, true],
  [404, true],
  [408, false],
  [429, false],
  [500, false],
  [503, false],
])('%i', (status, refused) => {
  const answer = { status, text: 'said', retryAfterMs: 7 };
  if (refused === undefined) expect(accepted(answer)).toBe(`${status}: said`);
  else {
    expect(() => accepted(answer)).toThrow(
      expect.objectContaining({ refused, retryAfterMs: 7, message: `${status}: said` }),
    );
  }
});

test('the secret parts of an address are known', () => {
  expect(secretsOf('https://hooks.slack.com/services/T0/B0/abcdef')).toEqual(
    expect.arrayContaining(['T0/B0/abcdef', 'abcdef']),
  );
  expect(secretsOf('https://x.example/?token=abc123')).toContain('abc123');
});
