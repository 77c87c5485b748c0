import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callsOf, type Call } from './calls.ts';
import { MemoryPeers, MemoryWindow } from './memory-window.ts';
import type { Span } from './span.ts';

let ids = 0;
function span(service: string, change: Partial<Span> = {}): Span {
  return {
    ...{ traceId: 't', spanId: `s${ids++}`, parentId: undefined, service, operation: 'op', kind: 'server' },
    ...{ start: 1000, durationMs: 5, error: false, peer: undefined, links: [], ...change },
  };
}

function count(spans: Span[], peers = new MemoryPeers()): Call[] {
  const window = new MemoryWindow();
  return spans.flatMap((one) => callsOf(one, window, peers) ?? []);
}
const spell = ({ group, durationMs, error }: Call): string =>
  JSON.stringify([...Object.values(group), durationMs, error]);
const edges = (calls: Call[]): string[] =>
  calls.flatMap(({ group, durationMs }) =>
    group.by === 'edge' ? [`${group.caller}>${group.callee} ${durationMs}`] : [],
  );

const shop = (): Span[] => {
  const root = span('shop', { spanId: 'a', durationMs: 30 });
  const inner = span('shop', { spanId: 'b', parentId: 'a', kind: 'internal', durationMs: 25 });
  const client = span('shop', { spanId: 'c', parentId: 'b', kind: 'client', durationMs: 20, error: true });
  const server = span('cart', { spanId: 'd', parentId: 'c', durationMs: 10, error: true });
  const send = span('cart', { spanId: 'e', parentId: 'd', kind: 'producer', durationMs: 1 });
  const take = span('mail', { spanId: 'f', traceId: 'u', kind: 'consumer', durationMs: 7 });
  take.links = [{ traceId: 't', spanId: 'e' }];
  return [root, inner, client, server, send, take];
};

test('services are counted by their entries, operations without the client side, edges by the caller', () => {
  const calls = count(shop());
  expect(calls.map(({ group }) => group.by).sort()).toEqual([
    ...['edge', 'edge', 'operation', 'operation', 'operation', 'operation', 'service', 'service', 'service'],
  ]);
  expect(edges(calls).sort()).toEqual(['cart>mail 7', 'shop>cart 20']);
});

test('in which order spans come makes no difference', () => {
  const expected = count(shop()).map(spell).sort();
  fc.assert(
    fc.property(fc.shuffledSubarray(shop(), { minLength: 6 }), (spans) => {
      expect(count(spans).map(spell).sort()).toEqual(expected);
    }),
  );
});

test('a span that comes again counts once', () => {
  expect(count([...shop(), ...shop()])).toHaveLength(count(shop()).length);
});

test('a database is counted by its name, a service whose address was learnt by its own', () => {
  const peers = new MemoryPeers();
  const query = span('cart', { kind: 'client', peer: 'postgres:5432', durationMs: 3 });
  expect(edges(count([query], peers))).toEqual(['cart>postgres:5432 3']);
  const first = span('shop', { spanId: 'x', kind: 'client', peer: 'cart.svc:80', durationMs: 9 });
  const answer = span('cart', { parentId: 'x' });
  expect(edges(count([first, answer], peers))).toEqual(['shop>cart.svc:80 9']);
  // Now it is known, even when the callee is too dead to send spans.
  const failed = span('shop', { kind: 'client', peer: 'cart.svc:80', durationMs: 1000, error: true });
  expect(edges(count([failed], peers))).toEqual(['shop>cart 1000']);
});

test('behind a gateway the callee itself tells who it is', () => {
  const peers = new MemoryPeers();
  peers.learn('gateway:80', 'cart');
  peers.learn('gateway:80', 'mail');
  const client = span('shop', { spanId: 'x', kind: 'client', peer: 'gateway:80', durationMs: 9 });
  expect(edges(count([client], peers))).toEqual([]);
  expect(edges(count([client, span('mail', { parentId: 'x' })], peers))).toEqual(['shop>mail 9']);
});

test('where kinds are not told, the parent decides what is an entry', () => {
  const plain = { kind: 'unspecified' } as const;
  const calls = count([
    span('shop', { spanId: 'a', ...plain }),
    span('shop', { spanId: 'b', parentId: 'a', ...plain }),
    span('cart', { spanId: 'c', parentId: 'b', ...plain, durationMs: 4 }),
    span('lost', { parentId: 'nobody', ...plain }),
  ]);
  const services = calls.flatMap(({ group }) => (group.by === 'service' ? [group.service] : []));
  expect(services.sort()).toEqual(['cart', 'shop']);
  expect(edges(calls)).toEqual(['shop>cart 4']);
});

test('a circle of parents ends', () => {
  const calls = count([
    span('a', { spanId: '1', parentId: '2' }),
    span('b', { spanId: '2', parentId: '1' }),
    span('c', { spanId: '3', parentId: '3' }),
  ]);
  expect(edges(calls).sort()).toEqual(['a>b 5', 'b>a 5']);
});
