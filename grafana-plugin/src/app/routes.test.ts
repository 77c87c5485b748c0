import { expect, test } from 'vitest';
import {
  DEFAULT_SPAN,
  DETECTORS_PATH,
  INCIDENTS_PATH,
  SIGNALS_PATH,
  detectorPath,
  incidentPath,
  routeOf,
  signalPath,
} from './routes.ts';

test('a signal’s path is read back, under a sub-path of Grafana too', () => {
  const path = signalPath('ab/c', { from: 1, to: 2 });
  const [pathname = '', search] = path.split('?');
  const route = { page: 'signal', id: 'ab/c', span: { from: '1', to: '2' } };
  expect(routeOf(pathname, `?${search}`)).toEqual(route);
  expect(routeOf(`/grafana${pathname}`, `?${search}`)).toEqual(route);
});

test('incidents have a list and a page each', () => {
  expect(routeOf(`/grafana${INCIDENTS_PATH}`, '')).toEqual({ page: 'incidents' });
  expect(routeOf(incidentPath('a/b'), '')).toEqual({ page: 'incident', id: 'a/b' });
});

test('every other page has its path', () => {
  expect(routeOf(SIGNALS_PATH, '?text=x')).toEqual({ page: 'signals' });
  expect(routeOf(DETECTORS_PATH, '')).toEqual({ page: 'detectors' });
  expect(routeOf(detectorPath('a b', 'backtest').split('?')[0] ?? '', '')).toEqual({
    page: 'detector',
    id: 'a b',
  });
  for (const page of ['new-detector', 'trends', 'alerts', 'settings']) {
    expect(routeOf(`/grafana/a/lapwing-anomaly-app/${page}`, '')).toEqual({ page });
  }
});

test('what makes no sense is the overview, or a signal without a span', () => {
  expect(routeOf('/a/lapwing-anomaly-app', '')).toEqual({ page: 'overview' });
  expect(routeOf('/a/lapwing-anomaly-app/nowhere', '')).toEqual({ page: 'overview' });
  expect(routeOf(signalPath('x'), '?from=9&to=3')).toMatchObject({ span: DEFAULT_SPAN });
  expect(routeOf(signalPath('x'), '?from=now-6h')).toMatchObject({ span: DEFAULT_SPAN });
  expect(routeOf(signalPath('x'), '?from=<b>&to=now')).toMatchObject({ span: DEFAULT_SPAN });
  expect(routeOf('/a/lapwing-anomaly-app/signals/%E0%A4', '')).toMatchObject({ id: '%E0%A4' });
});

test('a range relative to now stays one', () => {
  const [, search] = signalPath('x', { from: 'now-1d/d', to: 'now' }).split('?');
  expect(routeOf(signalPath('x'), `?${search}`)).toMatchObject({ span: { from: 'now-1d/d', to: 'now' } });
});
