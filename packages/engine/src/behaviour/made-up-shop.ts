import { Random } from '../random.ts';
import type { LogEvent } from '../suspects/log-evidence.ts';
import type { SpanEvent } from '../suspects/span-tree.ts';
import { observe, type Observation } from './observation.ts';

const MINUTE_MS = 60_000;

export interface ShopMinute {
  /** Requests to `order` and to `search`. */
  orders: number;
  searches: number;
  /** Orders that fail in `pay`, a share; then pay says so, and does not call the bank. */
  failing?: number;
  /** How many times as long as usual `pay` takes. */
  slower?: number;
  /** A service whose lines do not come. */
  silent?: string;
}

/** Minutes of a shop: web calls order or search, order calls pay, pay calls bank in nine of ten cases; each says what it does. */
export function madeUpShop(seed: number): (minute: number, what: ShopMinute) => Observation {
  const source = new Random(seed);
  const random = (): number => source.next();
  let count = 0;
  return (minute, { orders, searches, failing = 0, slower = 1, silent }) => {
    const fromMs = minute * MINUTE_MS;
    const spans: SpanEvent[] = [];
    const lines: LogEvent[] = [];
    for (let i = 0; i < orders + searches; i++) {
      const traceId = (++count).toString(16).padStart(32, '0');
      const at = fromMs + Math.floor(random() * (MINUTE_MS - 2_000)) + 500;
      const call = (id: string, parentId: string, service: string, operation: string, ms: number): void => {
        spans.push({
          traceId,
          spanId: id,
          parentId,
          service,
          operation,
          timeMs: at,
          durationMs: ms,
          error: false,
        });
      };
      const say = (spanId: string, service: string, template: string, trouble = false): void => {
        if (service === silent) return;
        const mood = trouble ? 'trouble' : 'ordinary';
        lines.push({ timeMs: at, service, mood, template, message: template, traceId, spanId });
      };
      const payMs = slower * (20 + 20 * random());
      if (i < orders) {
        call('a', '', 'web', 'POST /orders', payMs + 30);
        call('b', 'a', 'order', 'create', payMs + 20);
        call('c', 'b', 'pay', 'charge', payMs);
        say('b', 'order', 'order <*> placed');
        say('c', 'pay', 'charging card <*>');
        if (random() < failing) say('c', 'pay', 'card vault refused <*>', true);
        else {
          if (random() < 0.9) call('d', 'c', 'bank', 'transfer', 5 + 5 * random());
          say('c', 'pay', 'charged <*> to card');
        }
      } else {
        call('a', '', 'web', 'GET /search', 15 + 10 * random());
        call('b', 'a', 'search', 'find', 10);
        say('b', 'search', 'found <*> articles');
        if (random() < 0.3) say('b', 'search', 'nothing found, trying other words');
      }
    }
    return observe(spans, lines, { fromMs, toMs: fromMs + MINUTE_MS, heardSinceMs: -Infinity });
  };
}
