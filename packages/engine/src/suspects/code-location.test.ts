import { expect, test } from 'vitest';
import { codeLocation, withLocation } from './code-location.ts';

test.each([
  ['18:45:08.130 INFO  t.s.TravelServiceImpl#457 TraceID: 1 [getTickets]', 't.s.TravelServiceImpl#457'],
  ['2030-01-07 09:00:00 WARN (OrderService.java:117) no seat', 'OrderService.java:117'],
  ['I0107 09:00:00.1 1 server.go:42] started', 'server.go:42'],
  ['app/views.py:88 - saved', 'views.py:88'],
])('%s', (message, location) => {
  expect(codeLocation(message)).toBe(location);
});

test.each([
  'connected to redis.shop.svc:6379',
  'order#4711 paid',
  'shop.order#4711 paid',
  'release v1.2.go:latest',
  `${'x'.repeat(300)} at Foo.java:12`,
])('none in %s', (message) => {
  expect(codeLocation(message)).toBe('');
});

test('a template tells its statement', () => {
  const message = '18:45 INFO t.s.TravelServiceImpl#457 time 12';
  const told = '<*> INFO t.s.TravelServiceImpl#457 time <*>';
  expect(withLocation('<*> INFO t.s.TravelServiceImpl#<*> time <*>', message)).toBe(told);
  expect(withLocation('<*> INFO <*> time <*>', message)).toBe(
    `t.s.TravelServiceImpl#457 <*> INFO <*> time <*>`,
  );
  expect(withLocation('paid <*>', 'paid 12')).toBe('paid <*>');
});
