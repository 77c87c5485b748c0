import { describe, expect, test } from 'vitest';
import { isSilenced, wantedBy } from './routes.ts';
import { AlertsSection } from './settings.ts';
import { NOON, testSubject } from './testing.ts';

const hook = { type: 'webhook', url: 'http://127.0.0.1/' };
const section = (...routes: object[]): AlertsSection =>
  AlertsSection.parse({ channels: { a: hook, b: hook }, routes });
const names = (routes: object[], change: Parameters<typeof testSubject>[0] = {}): string[] =>
  [...wantedBy(section(...routes), testSubject(change), NOON).keys()].sort();

test('without routes every channel is told all', () => {
  expect(names([], { severity: 'LOW' })).toEqual(['a', 'b']);
});

test.each([
  [{ channel: 'a', severity: 'HIGH' }, true],
  [{ channel: 'a', severity: 'CRITICAL' }, false],
  [{ channel: 'a', services: ['web'] }, true],
  [{ channel: 'a', services: ['db'] }, false],
  [{ channel: 'a', labels: { env: 'prod', service: 'cart' } }, true],
  // Both labels, though of two anomalies.
  [{ channel: 'a', labels: { env: 'prod', service: 'web' } }, false],
])('%j', (route, fits) => {
  expect(names([route])).toEqual(fits ? ['a'] : []);
});

test('of several routes to one channel what asks for more holds', () => {
  const quiet_hours = { from: '00:00', to: '24:00' };
  const { quiet, resolved, repeatMs } =
    wantedBy(
      section(
        { channel: 'a', quiet_hours, resolved: false, repeat_every: '4h' },
        { channels: ['a', 'b'], resolved: true, repeat_every: '1h' },
      ),
      testSubject(),
      NOON,
    ).get('a') ?? {};
  expect({ quiet, resolved, repeatMs }).toEqual({ quiet: false, resolved: true, repeatMs: 3_600_000 });
});

describe('quiet hours', () => {
  // NOON is a Sunday's, 13:00 in Berlin.
  test.each([
    [{ from: '11:00', to: '13:00' }, true],
    [{ from: '12:01', to: '13:00' }, false],
    [{ from: '11:00', to: '12:00' }, false],
    [{ from: '13:00', to: '14:00', time_zone: 'Europe/Berlin' }, true],
    [{ from: '22:00', to: '12:30' }, true],
    [{ from: '22:00', to: '12:30', days: ['sat'] }, true],
    [{ from: '22:00', to: '12:30', days: ['sun'] }, false],
    [{ from: '00:00', to: '24:00', except: 'HIGH' }, false],
    [{ from: '00:00', to: '24:00', except: 'CRITICAL' }, true],
  ])('%j', (quiet_hours, quiet) => {
    expect(wantedBy(section({ channel: 'a', quiet_hours }), testSubject(), NOON).get('a')?.quiet).toBe(quiet);
  });
});

test('silences cover by service and label, all that is given', () => {
  const silence = (services: string[], labels: Record<string, string>) => ({
    ...{ id: 's', from: '', until: '', comment: '', by: 'ann', services, labels },
  });
  expect(isSilenced([silence(['web'], {})], testSubject())).toBe(true);
  expect(isSilenced([silence(['web'], { env: 'test' })], testSubject())).toBe(false);
  expect(isSilenced([silence(['db'], {}), silence([], { env: 'prod' })], testSubject())).toBe(true);
});

test.each([
  [{ channels: {}, routes: [{ channel: 'x' }] }, 'there is no channel'],
  [{ channels: { a: hook }, routes: [{}] }, 'must have one of channel and channels'],
  [{ channels: { a: { ...hook, title: '{{x}}' } } }, '{{x}}'],
  [{ channels: { p: { type: 'pagerduty', routing_key: 'short' } } }, '32 letters and digits'],
  [{ channels: { s: { type: 'slack', webhook_url: 'hooks' } } }, 'must be an http'],
  [
    { channels: { m: { type: 'email', host: 'h', from: 'a@b.c', to: ['a@b.c'], username: 'u' } } },
    'must have both username and password',
  ],
  [{ channels: { m: { type: 'email', host: 'h', from: 'a@b.c', to: ['nobody'] } } }, 'e-mail address'],
])('%j is refused', (input, message) => {
  expect(JSON.stringify(AlertsSection.safeParse(input).error?.issues)).toContain(message);
});
