import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import type { ScoreStore } from './score-store.ts';
import { MINUTE, START, testAnomaly, testSignal, testStep, type TestRow } from './test-steps.ts';

/** A store under test that can be closed and opened again on what it has stored. */
export interface Reopenable<Store> {
  store: Store;
  reopen(): Store;
  end(): void;
}

const CART = testSignal({ service: 'cart', metric: 'latency' });
const PAY = testSignal({ service: 'payment', metric: 'Errors' });
const AUTH = testSignal({ service: 'auth', metric: 'latency' }, 'other');
const ALL = { limit: 100 };
const END = START + 1_000 * MINUTE;

const at = (minute: number): number => START + minute * MINUTE;
const row = (minute: number, more: Partial<TestRow> = {}): TestRow => ({
  signal: CART.id,
  time: at(minute),
  value: minute,
  ...more,
});

/** What every adapter of the port ScoreStore does. */
export function scoreStoreSuite(name: string, open: () => Reopenable<ScoreStore>): void {
  describe(`${name} keeps scores`, () => {
    let opened: Reopenable<ScoreStore>;
    let store: ScoreStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());

    test('an empty store answers with nothing', () => {
      expect(store.watermark('shop')).toBeUndefined();
      expect(store.signals({}, ALL)).toEqual({ items: [], next: null, total: 0 });
      expect(store.anomalies({}, ALL)).toEqual({ items: [], next: null, total: 0 });
      expect(store.signal(CART.id)).toBeUndefined();
      expect(store.series(CART.id, START, END, 100)).toBeUndefined();
      expect(store.anomaly('none')).toBeUndefined();
      expect(store.scoresAfter(0, 10)).toEqual([]);
      expect(store.readingsSince(0)).toBe(0);
      expect(store.lastReadingAt()).toBeUndefined();
      expect(store.expire(END)).toEqual({ scores: 0, anomalies: 0, more: false });
    });

    test('a step is there after a restart: signals, scores, anomalies, watermark', () => {
      const anomaly = testAnomaly(CART, at(1));
      const rows = [row(0, { value: 2.5, score: 4 }), row(1, { value: 9.5, score: 55, expected: 1.25 })];
      store.commit(testStep(rows, { newSignals: [CART], anomalies: [anomaly], watermark: at(2) }));
      const reopened = opened.reopen();
      expect(reopened.watermark('shop')).toBe(at(2));
      expect(reopened.anomaly(anomaly.id)).toEqual(anomaly);
      expect(reopened.anomaliesById(['none', anomaly.id])).toEqual([anomaly]);
      expect(reopened.anomaliesThere(['none', anomaly.id])).toEqual(new Set([anomaly.id]));
      expect(reopened.signal(CART.id)).toEqual({
        id: CART.id,
        source: 'demo',
        kind: 'metric',
        labels: CART.labels,
        detector_id: 'shop',
        interval_seconds: 60,
        first_seen: new Date(at(0)).toISOString(),
        last_seen: new Date(at(1)).toISOString(),
        last_value: 9.5,
        last_score: 55,
        open_anomaly_id: anomaly.id,
        open_severity: 'HIGH',
      });
      expect(reopened.series(CART.id, START, END, 2_000)).toMatchObject({
        step_seconds: 60,
        time: [at(0), at(1)],
        value: [2.5, 9.5],
        expected: [null, 1.25],
        score: [4, 55],
      });
    });

    test('numbers come back as they went in', () => {
      const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
      const band = fc.oneof(number, fc.constant(Number.NaN));
      const record = fc.record({
        value: number,
        score: fc.double({ min: 0, max: 100, noNaN: true }),
        pValue: fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true }),
        news: number,
        expected: band,
        lower: band,
        upper: band,
      });
      let minute = 0;
      fc.assert(
        fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
          const after = store.lastSeq('scores');
          const rows = records.map((written) => row(minute++, written));
          store.commit(testStep(rows, { newSignals: [CART] }));
          const read = store.scoresAfter(after, rows.length + 1);
          const plain = read.map(({ seq: _seq, signal, ...numbers }) => ({ signal: signal.id, ...numbers }));
          expect(plain).toEqual(rows);
        }),
        { numRuns: 50 },
      );
    });

    test('a step that fails leaves nothing behind, and the next one goes through', () => {
      const unknown = testStep([row(0), row(0, { signal: 'f'.repeat(16) })], { newSignals: [CART] });
      expect(() => store.commit(unknown)).toThrow(LapwingError);
      expect(store.signal(CART.id)).toBeUndefined();
      expect(store.scoresAfter(0, 10)).toEqual([]);
      expect(store.watermark('shop')).toBeUndefined();
      store.commit(testStep([row(0)], { newSignals: [CART] }));
      expect(store.scoresAfter(0, 10).length).toBe(1);
    });

    test('an interval without a reading leaves a gap, and no row', () => {
      store.commit(testStep([row(0), row(1, { value: Number.NaN })], { newSignals: [CART] }));
      expect(store.scoresAfter(0, 10).map(({ time }) => time)).toEqual([at(0)]);
      expect(store.signal(CART.id)?.last_value).toBe(0);
    });

    test('a signal that is told twice is one signal; under two detectors it has two scores', () => {
      const twin = { ...CART, detectorId: 'other' };
      store.commit(testStep([row(0)], { newSignals: [CART] }));
      store.commit(testStep([row(1)], { newSignals: [CART] }));
      store.commit(testStep([row(0, { value: 7 })], { newSignals: [twin], detectorId: 'other' }));
      expect(store.signals({}, ALL).total).toBe(2);
      expect(store.scoresAfter(0, 10).map(({ signal, value }) => [signal.detector_id, value])).toEqual([
        ['shop', 0],
        ['shop', 1],
        ['other', 7],
      ]);
    });
  });

  describe(`${name} tells its followers`, () => {
    let opened: Reopenable<ScoreStore>;
    let store: ScoreStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
      const rows = [row(0), row(1), row(2)];
      store.commit(testStep(rows, { newSignals: [CART], anomalies: [testAnomaly(CART, at(1))] }));
    });
    afterEach(() => opened.end());

    test('rows in the order of writing, page by page', () => {
      const [first, second] = store.scoresAfter(0, 2);
      expect([first.time, second.time]).toEqual([at(0), at(1)]);
      expect(store.scoresAfter(second.seq, 2).map(({ time }) => time)).toEqual([at(2)]);
      expect(store.scoresAfter(store.lastSeq('scores'), 2)).toEqual([]);
    });

    test('nothing of a replay that changes nothing, and of one that does what changed', () => {
      const scores = store.scoresAfter(0, 10);
      const anomalies = store.anomaliesAfter(0, 10);
      const seen = store.lastSeq('scores');
      const closed = testAnomaly(CART, at(1), { end: at(2) });
      store.commit(testStep([row(0), row(1), row(2)], { anomalies: [testAnomaly(CART, at(1))] }));
      expect(store.scoresAfter(0, 10)).toEqual(scores);
      expect(store.anomaliesAfter(0, 10)).toEqual(anomalies);
      store.commit(testStep([row(0), row(1, { score: 3 }), row(2)], { anomalies: [closed] }));
      expect(store.scoresAfter(seen, 10).map(({ time, score }) => [time, score])).toEqual([[at(1), 3]]);
      expect(store.anomaliesAfter(anomalies[0].seq, 10).map(({ anomaly }) => anomaly)).toEqual([closed]);
      expect(store.scoresAfter(0, 10).map(({ time }) => time)).toEqual([at(0), at(2), at(1)]);
    });

    test('where each of them was, after a restart too', () => {
      expect(store.cursor('a:scores')).toBe(0);
      store.setCursor('a:scores', 2);
      store.setCursor('b:scores', 1);
      const reopened = opened.reopen();
      expect([reopened.cursor('a:scores'), reopened.cursor('b:scores')]).toEqual([2, 1]);
      reopened.unfollow('a:scores');
      expect(reopened.cursor('a:scores')).toBe(0);
    });

    test('a place in the order is never given twice, even when all rows have left', () => {
      const before = store.lastSeq('scores');
      store.expire(END);
      const reopened = opened.reopen();
      reopened.commit(testStep([row(9)]));
      expect(reopened.scoresAfter(0, 10)[0].seq).toBeGreaterThan(before);
    });
  });

  describe(`${name} lets go`, () => {
    let opened: Reopenable<ScoreStore>;
    let store: ScoreStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
      const rows = [0, 1, 2, 3].map((minute) => row(minute));
      const anomalies = [testAnomaly(CART, at(0), { end: at(1) }), testAnomaly(CART, at(2))];
      store.commit(testStep(rows, { newSignals: [CART], anomalies }));
      const paid = { signal: PAY.id, time: at(0), value: 1 };
      store.commit(testStep([paid], { newSignals: [PAY] }));
    });
    afterEach(() => opened.end());

    test('of scores and ended anomalies by age; open ones stay', () => {
      expect(store.expire(at(2))).toEqual({ scores: 3, anomalies: 1, more: false });
      expect(store.scoresAfter(0, 10).map(({ time }) => time)).toEqual([at(2), at(3)]);
      expect(store.anomalies({}, ALL).items.map(({ start }) => start)).toEqual([
        new Date(at(2)).toISOString(),
      ]);
      expect(store.expire(at(2))).toEqual({ scores: 0, anomalies: 0, more: false });
    });

    test('of the list entry of a signal with nothing left, until it is scored again', () => {
      store.expire(at(2));
      expect(store.signals({}, ALL).items.map(({ id }) => id)).toEqual([CART.id]);
      store.commit(testStep([{ signal: PAY.id, time: at(5), value: 1 }]));
      expect(store.signals({}, ALL).total).toBe(2);
    });

    test('never of what a follower has yet to read', () => {
      store.cursor('a:scores');
      store.setCursor('b:scores', 4);
      store.cursor('a:anomalies');
      expect(store.expire(END)).toEqual({ scores: 0, anomalies: 0, more: false });
      store.setCursor('a:scores', 2);
      expect(store.expire(END)).toEqual({ scores: 2, anomalies: 0, more: false });
      store.unfollow('a:scores');
      store.unfollow('a:anomalies');
      expect(store.expire(END)).toEqual({ scores: 2, anomalies: 1, more: false });
    });

    test('in small portions, and says when there is more', () => {
      const rows = Array.from({ length: 25_000 }, (_, minute) => row(minute));
      store.commit(testStep(rows));
      const far = START + 30_000 * MINUTE;
      expect(store.expire(far)).toMatchObject({ scores: 20_000, more: true });
      expect(store.expire(far)).toMatchObject({ scores: 5_001, more: false });
    });

    test('of a detector at once; the same signals may come back', () => {
      store.cursor('a:scores');
      const login = { signal: AUTH.id, time: at(0), value: 1 };
      store.commit(testStep([login], { newSignals: [AUTH], detectorId: 'other' }));
      store.forgetDetector('shop');
      expect(store.watermark('shop')).toBeUndefined();
      expect(store.signal(CART.id)).toBeUndefined();
      expect(store.signals({}, ALL).items.map(({ id }) => id)).toEqual([AUTH.id]);
      expect(store.signals({ labels: { service: 'cart' } }, ALL).total).toBe(0);
      expect(store.anomalies({}, ALL).total).toBe(0);
      expect(store.anomalyCounts(START, END, 60 * MINUTE)).toEqual([]);
      expect(store.scoresAfter(0, 10).map(({ signal }) => signal.id)).toEqual([AUTH.id]);
      expect(store.readingsSince(0)).toBe(1);

      store.commit(testStep([row(0, { value: 9 })], { newSignals: [CART] }));
      expect(store.series(CART.id, START, END, 10)?.value).toEqual([9]);
      expect(store.expire(START)).toEqual({ scores: 5, anomalies: 0, more: false });
      expect(store.signals({}, ALL).total).toBe(2);
    });
  });
}
