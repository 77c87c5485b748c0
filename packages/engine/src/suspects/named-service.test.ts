import { expect, test } from 'vitest';
import { namedServices } from './named-service.ts';

const named = namedServices(['cart', 'user', 'ts-route-service', 'ts-route', 'checkoutservice']);

test.each([
  ['call of ts-route-service failed', 'ts-route-service'],
  ['call of ts-route failed', 'ts-route'],
  ['rpc error from checkoutservice: EOF', 'checkoutservice'],
  ['dial tcp: lookup cart: no such host', 'cart'],
  ['POST http://user/login: 503', 'user'],
  ['cannot reach user:8080', 'user'],
  ['cart.shop.svc.cluster.local timed out', 'cart'],
  ['call of user add failed', 'user'],
  ['cart answered 503', 'cart'],
  ['circuit breaker of cart is open', 'cart'],
  ['no healthy upstream for user', 'user'],
])('%s', (message, service) => {
  expect(named(message, 'front')).toBe(service);
});

test('a word is no service, and nobody is told by itself', () => {
  expect(named('user not found in cart', 'front')).toBeUndefined();
  expect(named('request of user 7 failed, cart is empty', 'front')).toBeUndefined();
  expect(named('ts-route-service failed', 'ts-route-service')).toBeUndefined();
  expect(namedServices([])('x', 'y')).toBeUndefined();
});
