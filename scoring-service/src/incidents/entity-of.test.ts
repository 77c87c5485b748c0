import { expect, test } from 'vitest';
import { entityOf } from './entity-of.ts';

test.each([
  [{ service: 'checkout', host: 'a1' }, 'checkout'],
  [{ service: '', pod: 'checkout-7f', metric: 'errors' }, 'checkout-7f'],
  [{ metric: 'orders', country: 'DE' }, 'orders country=DE'],
  [{}, 'all-orders'],
])('trouble with %j happened to %s', (labels, entity) => {
  expect(entityOf(labels, 'all-orders')).toBe(entity);
});
