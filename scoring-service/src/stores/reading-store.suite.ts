import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReadingStore, StoredReading } from './reading-store.ts';
import type { Reopenable } from './score-store.suite.ts';
import { MINUTE, START } from './test-steps.ts';

const CART = { service: 'cart', metric: 'latency' };
const PAY = { service: 'payment', metric: 'latency' };
const ALWAYS = { from: 0, to: START * 2 };
const at = (minute: number): number => START + minute * MINUTE;
const reading = (labels: Record<string, string>, minute: number, value: number): StoredReading => ({
  labels,
  time: at(minute),
  value,
});

/** What every adapter of the port ReadingStore does. */
export function readingStoreSuite(name: string, open: () => Reopenable<ReadingStore>): void {
  describe(`${name} keeps readings`, () => {
    let opened: Reopenable<ReadingStore>;
    let store: ReadingStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());

    test('in the order of their times, whatever order they came in, after a restart too', () => {
      const readings = [reading(CART, 2, 3), reading(CART, 0, 1), reading(PAY, 1, 9), reading(CART, 1, 2)];
      expect(store.put(readings)).toEqual({ accepted: 4, repeated: 0, late: 0 });
      const reopened = opened.reopen();
      expect(reopened.range({}, ALWAYS)).toEqual([
        { labels: CART, times: Float64Array.of(at(0), at(1), at(2)), values: Float64Array.of(1, 2, 3) },
        { labels: PAY, times: Float64Array.of(at(1)), values: Float64Array.of(9) },
      ]);
      expect(reopened.range({ service: 'cart' }, { from: at(1), to: at(2) })).toEqual([
        { labels: CART, times: Float64Array.of(at(1)), values: Float64Array.of(2) },
      ]);
      expect(reopened.range({ service: 'none' }, ALWAYS)).toEqual([]);
      expect(reopened.extent({ metric: 'latency' })).toEqual({ first: at(0), last: at(2) });
      expect(reopened.extent({ service: 'none' })).toBeUndefined();
    });

    test('labels in another order name the same series', () => {
      store.put([reading({ metric: 'latency', service: 'cart' }, 0, 1)]);
      expect(store.put([reading(CART, 0, 1)])).toEqual({ accepted: 0, repeated: 1, late: 0 });
    });

    test('a repeated reading changes nothing; another value replaces', () => {
      store.put([reading(CART, 0, 1)]);
      const again = [reading(CART, 0, 1), reading(CART, 0, 2), reading(CART, 0, 2)];
      expect(store.put(again)).toEqual({ accepted: 1, repeated: 2, late: 0 });
      expect(store.range(CART, ALWAYS)[0].values).toEqual(Float64Array.of(2));
    });

    test('a missing reading is a gap, and may come after all', () => {
      store.put([reading(CART, 0, Number.NaN), reading(CART, 1, 5)]);
      expect(store.put([reading(CART, 0, Number.NaN)])).toEqual({ accepted: 0, repeated: 1, late: 0 });
      expect(store.range(CART, ALWAYS)[0].times).toEqual(Float64Array.of(at(1)));
      store.put([reading(CART, 0, 4)]);
      expect(store.range(CART, ALWAYS)[0].values).toEqual(Float64Array.of(4, 5));
    });

    test('readings of intervals that were scored already are late, and kept', () => {
      store.markScored({ service: 'cart' }, at(2));
      store.markScored({ metric: 'errors' }, at(9));
      const readings = [reading(CART, 1, 1), reading(CART, 2, 1), reading(PAY, 1, 1)];
      expect(store.put(readings)).toEqual({ accepted: 3, repeated: 0, late: 1 });
      expect(store.put([reading(CART, 1, 1)])).toEqual({ accepted: 0, repeated: 1, late: 0 });
      const reopened = opened.reopen();
      expect(reopened.put([reading(CART, 0, 1)]).late).toBe(1);
      expect(reopened.range(CART, ALWAYS)[0].times.length).toBe(3);
    });

    test('all of a batch, or none of it', () => {
      const broken = [reading(CART, 0, 1), { labels: CART, time: Number.NaN, value: 1 }];
      expect(() => store.put(broken)).toThrow();
      expect(store.range({}, ALWAYS)).toEqual([]);
      expect(store.put([reading(CART, 0, 1)]).accepted).toBe(1);
    });

    test('old ones leave, and a series with none left is gone', () => {
      store.put([reading(CART, 0, 1), reading(CART, 5, 2), reading(PAY, 0, 3)]);
      expect(store.expire(at(3))).toBe(2);
      expect(store.range({}, ALWAYS).map(({ labels }) => labels)).toEqual([CART]);
      expect(store.expire(at(3))).toBe(0);
      expect(store.put([reading(PAY, 1, 3)]).accepted).toBe(1);
    });

    test('labels and values of any kind come back as they were', () => {
      const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
      const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
      fc.assert(
        fc.property(
          fc.dictionary(text, text, { maxKeys: 5, noNullPrototype: true }),
          value,
          (labels, number) => {
            const own = { ...labels, 'the series': 'of this run' };
            store.put([{ labels: own, time: START, value: number }]);
            const found = store
              .range(own, ALWAYS)
              .find((chunk) => Object.keys(chunk.labels).length === Object.keys(own).length);
            expect(found).toEqual({
              labels: own,
              times: Float64Array.of(START),
              values: Float64Array.of(number),
            });
            store.expire(START + 1);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
}
