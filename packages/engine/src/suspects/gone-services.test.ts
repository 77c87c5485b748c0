import { expect, test } from 'vitest';
import { goneServices } from './gone-services.ts';
import { spanTree, type SpanEvent } from './span-tree.ts';

const WINDOW = { atMs: 100_000, untilMs: 200_000 };

interface Shop {
  /** Calls have a span of the caller's side. */
  clients?: boolean;
  /** Of these services nothing comes from `atMs` on, and those who call them fail. */
  down?: string[];
  /** From `atMs` on the front door breaks before it calls anybody. */
  broken?: boolean;
  /** From `atMs` on the front door is content with what the cart tells it, and asks nobody else. */
  content?: boolean;
}

/** A front door that asks the cart, then the till, once a second; the cart asks the store. */
function shop({ clients = false, down = [], broken = false, content = false }: Shop): SpanEvent[] {
  return Array.from({ length: 200 }, (_, i): SpanEvent[] => {
    const timeMs = i * 1000;
    const now = timeMs >= WINDOW.atMs;
    const isDown = (service: string): boolean => now && down.includes(service);
    const span = (spanId: string, parentId: string, service: string, begin: number): SpanEvent => ({
      traceId: `t${i}`,
      spanId,
      parentId,
      service,
      operation: `${service} works`,
      timeMs: timeMs + begin,
      durationMs: 10,
      error: false,
    });
    const spans: SpanEvent[] = [];
    const call = (from: SpanEvent, service: string, begin: number): boolean => {
      const client = {
        ...span(`to ${service}`, from.spanId, from.service, begin),
        operation: `ask ${service}`,
      };
      if (clients) spans.push({ ...client, error: isDown(service) });
      if (isDown(service)) return false;
      const served = span(service, clients ? client.spanId : from.spanId, service, begin);
      if (service === 'cart' && !call(served, 'store', begin + 1)) served.error = true;
      spans.push(served);
      return !served.error;
    };
    const front = span('front', '', 'front', 0);
    const good = !(now && broken) && call(front, 'cart', 1) && ((now && content) || call(front, 'till', 5));
    return [{ ...front, error: !good }, ...spans];
  }).flat();
}

const gone = (what: Shop): string[] =>
  goneServices(spanTree(shop(what), WINDOW).spans, WINDOW).map(({ service }) => service);

test('the one that is asked and does not answer is missed, not those that nobody asks because of it', () => {
  expect(gone({ down: ['cart'] })).toEqual(['cart']);
  expect(gone({ down: ['store'] })).toEqual(['store']);
  expect(gone({ down: ['cart'], clients: true })).toEqual(['cart']);
  expect(gone({ down: ['till'], clients: true })).toEqual(['till']);
});

test('who is not asked any more is not missed', () => {
  expect(gone({})).toEqual([]);
  expect(gone({ content: true })).toEqual([]);
  // No span of a call: it broke before. Without such spans it cannot be told from a cart that is down.
  expect(gone({ broken: true, clients: true })).toEqual([]);
  expect(gone({ broken: true })).toEqual(['cart']);
});
