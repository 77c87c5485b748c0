import { expect, test } from 'vitest';
import { conditionsOf } from '../panels/conditions.ts';
import { letThrough } from './let-through.ts';

const items = [{ labels: { service: 'cart', host: 'a' } }, { labels: { service: 'payment' } }];

test.each([
  ['', 2],
  ['service:cart', 1],
  ['service.name.keyword:cart', 1],
  ['NOT service:cart', 1],
  ['host.name:a', 1],
  ['NOT host.name:a', 1],
  ['level:ERROR', 2],
  ['took:>5', 2],
  ['service:(cart OR payment) and level:ERROR', 2],
])('%s leaves %d', (query, left) => {
  expect(letThrough(items, conditionsOf(query))).toHaveLength(left);
});
