import { expect, test } from 'vitest';
import { DEFAULT_SPAN, INCIDENTS_PATH, SIGNALS_PATH, incidentPath, routeOf, signalPath } from './routes.ts';

test('what is written into an address is read back', () => {
  const [pathname = '', search = ''] = signalPath('ab/c', { from: 1, to: 2 }).split('?');
  expect(routeOf(pathname, `?${search}`)).toEqual({
    page: 'signal',
    id: 'ab/c',
    span: { from: '1', to: '2' },
  });
  expect(routeOf(incidentPath('a/b'), '')).toEqual({ page: 'incident', id: 'a/b' });
  expect(routeOf(INCIDENTS_PATH, '')).toEqual({ page: 'incidents' });
  expect(routeOf(SIGNALS_PATH, '')).toEqual({ page: 'signals' });
});

test('what makes no sense is the overview, or a signal’s last hours', () => {
  expect(routeOf('/nowhere', '')).toEqual({ page: 'overview' });
  expect(routeOf(signalPath('x'), '?from=now-6h')).toMatchObject({ span: DEFAULT_SPAN });
  expect(routeOf(signalPath('x'), '?from=<b>&to=now')).toMatchObject({ span: DEFAULT_SPAN });
  expect(routeOf(`${SIGNALS_PATH}/%E0%A4`, '')).toMatchObject({ id: '%E0%A4' });
});
