import { expect, test } from 'vitest';
import { spanTree, type SpanEvent } from './span-tree.ts';

const WINDOW = { atMs: 0, untilMs: 1000 };
const SERVICES = ['carts', 'orders-db', 'user', 'cartservice'];

/** Whom a call with this operation from the front door is said to reach. */
function peer(operation: string, more: { parent?: string; answered?: boolean } = {}): string | undefined {
  const span = (spanId: string, parentId: string, service: string, name: string): SpanEvent => {
    const rest = { traceId: 't', timeMs: 0, durationMs: 10, error: false };
    return { spanId, parentId, service, operation: name, ...rest };
  };
  const events = [
    span('1', '', more.parent ?? 'front', 'GET /'),
    span('2', '1', 'front', operation),
    ...(more.answered ? [span('3', '2', 'other', 'serves')] : []),
  ];
  return spanTree(events, WINDOW, SERVICES).spans.get('t/2')?.peer;
}

test.each([
  ['carts/get', 'carts'],
  ['insert orders-db', 'orders-db'],
  ['GET http://user/login', 'user'],
  ['GET http://carts:8080/carts', 'carts'],
  ['shop.CartService/GetCart', 'cartservice'],
])('%s', (operation, service) => {
  expect(peer(operation)).toBe(service);
});

test('a word in an operation is no service', () => {
  expect(peer('find user')).toBeUndefined();
  expect(peer('GET /carts')).toBeUndefined();
  expect(peer('POST /api/user/login')).toBeUndefined();
  expect(peer('checks orders-db2')).toBeUndefined();
});

test('what is answered, and what another asks, is no call without an answer', () => {
  expect(peer('carts/get', { answered: true })).toBeUndefined();
  expect(peer('carts/get', { parent: 'gateway' })).toBeUndefined();
});
