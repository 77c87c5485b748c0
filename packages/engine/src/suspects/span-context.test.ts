import { expect, test } from 'vitest';
import { spanTree, type SpanEvent } from './span-tree.ts';

const span = (
  spanId: string,
  parentId: string,
  service: string,
  operation: string,
  timeMs: number,
): SpanEvent => ({
  traceId: 't',
  spanId,
  parentId,
  service,
  operation,
  timeMs,
  durationMs: 1,
  error: false,
});

test('clients named alike are told apart by the operation and their place in it, others by their name', () => {
  const events = [
    span('a', '', 'front', 'buy', 0),
    span('2', 'a', 'front', 'POST', 5),
    span('1', 'a', 'front', 'POST', 1),
    span('x', '1', 'cart', 'get', 2),
    span('y', '2', 'pay', 'get', 6),
  ];
  const { spans } = spanTree(events, { atMs: 0, untilMs: 100 });
  const contexts = ['a', '1', '2', 'x'].map((id) => spans.get(`t/${id}`)?.context);
  expect(contexts).toEqual(['front\nbuy', 'front\nPOST\nbuy\n0', 'front\nPOST\nbuy\n1', 'cart\nget']);
});
