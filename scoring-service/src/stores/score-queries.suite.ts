import type { Severity } from '@lapwing/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import type { Page, PageRequest, ScoreStore } from './score-store.ts';
import type { Reopenable } from './score-store.suite.ts';
import { MINUTE, START, testAnomaly, testSignal, testStep } from './test-steps.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every item of a list, page by page. */
function everyItem<Item>(limit: number, page: (request: PageRequest) => Page<Item>): Item[] {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const found = page({ limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(found.items.length).toBeLessThanOrEqual(limit);
    items.push(...found.items);
    cursor = found.next;
  }
  return items;
}

/** What every adapter of the port ScoreStore answers. */
export function scoreQueriesSuite(name: string, open: () => Reopenable<ScoreStore>): void {
  const signals = Array.from({ length: 25 }, (_, i) =>
    testSignal({ service: `Service-${i % 5}`, metric: i < 10 ? 'latency' : 'errors', instance: `${i}` }),
  );
  const other = testSignal({ service: 'café', metric: 'latency' }, 'other');

  describe(`${name} answers`, () => {
    let opened: Reopenable<ScoreStore>;
    let store: ScoreStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
      const rows = signals.map(({ id }, i) => ({ signal: id, time: START, value: i, score: (i * 7) % 20 }));
      const anomalies = [
        testAnomaly(signals[3], START, { severity: 'LOW', score: 31 }),
        testAnomaly(signals[8], START + HOUR, { severity: 'CRITICAL', score: 80 }),
        testAnomaly(signals[9], START + HOUR, { severity: 'HIGH', end: START + 2 * HOUR }),
      ];
      store.commit(testStep(rows, { newSignals: signals, anomalies }));
      const elsewhere = testAnomaly(other, START + DAY, { severity: 'MEDIUM', score: 42 });
      store.commit(
        testStep([{ signal: other.id, time: START, value: 1, score: 19.5 }], {
          detectorId: 'other',
          newSignals: [other],
          anomalies: [elsewhere],
        }),
      );
    });
    afterEach(() => opened.end());

    test('signals worst first, each once, whatever the size of the pages', () => {
      const all = store.signals({}, { limit: 100 });
      expect(all.total).toBe(26);
      expect(all.next).toBeNull();
      expect(all.items.slice(0, 3).map(({ open_severity }) => open_severity)).toEqual([
        'CRITICAL',
        'MEDIUM',
        'LOW',
      ]);
      const scores = all.items.slice(3).map(({ last_score }) => last_score ?? -1);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      for (const limit of [1, 7, 26]) {
        expect(everyItem(limit, (page) => store.signals({}, page))).toEqual(all.items);
      }
    });

    test('signals by what they are', () => {
      const total = (filter: Parameters<ScoreStore['signals']>[0]): number =>
        store.signals(filter, { limit: 1 }).total;
      expect(total({ detectorId: 'other' })).toBe(1);
      expect(total({ source: 'demo' })).toBe(26);
      expect(total({ source: 'none' })).toBe(0);
      expect(total({ kind: 'log' })).toBe(0);
      expect(total({ labels: { metric: 'latency' } })).toBe(11);
      expect(total({ labels: { metric: 'latency', service: 'Service-1' } })).toBe(2);
      expect(total({ labels: { metric: 'Service-1' } })).toBe(0);
      expect(total({ text: 'sERVICE-1' })).toBe(5);
      expect(total({ text: 'CAFÉ' })).toBe(1);
      expect(total({ text: '%' })).toBe(0);
      expect(total({ severities: ['LOW', 'MEDIUM'] })).toBe(2);
      expect(total({ severities: ['HIGH'] }), 'it ended').toBe(0);
      expect(total({ anomalous: true })).toBe(3);
      expect(total({ anomalous: false })).toBe(23);
    });

    test('anomalies newest first, each once, by what and when they are', () => {
      const all = store.anomalies({}, { limit: 10 }).items;
      expect(all.map(({ severity }) => severity).sort()).toEqual(['CRITICAL', 'HIGH', 'LOW', 'MEDIUM']);
      expect(all.map(({ start }) => start)).toEqual(
        all
          .map(({ start }) => start)
          .sort()
          .reverse(),
      );
      expect(everyItem(1, (page) => store.anomalies({}, page))).toEqual(all);
      const found = (filter: Parameters<ScoreStore['anomalies']>[0]): Severity[] =>
        store.anomalies(filter, { limit: 10 }).items.map(({ severity }) => severity);
      expect(found({ severities: ['LOW', 'MEDIUM'] })).toEqual(['MEDIUM', 'LOW']);
      expect(found({ severities: [] })).toEqual([]);
      expect(found({ open: false })).toEqual(['HIGH']);
      expect(found({ detectorId: 'other' })).toEqual(['MEDIUM']);
      expect(found({ signalId: signals[8].id })).toEqual(['CRITICAL']);
      expect(found({ labels: { instance: '3' } })).toEqual(['LOW']);
      // HIGH ended at two o'clock: it reaches into what is before, and not into what begins there.
      expect(found({ from: START + 2 * HOUR - 1, to: START + DAY, severities: ['HIGH'] })).toEqual(['HIGH']);
      expect(found({ from: START + 2 * HOUR, severities: ['HIGH'] })).toEqual([]);
      expect(found({ to: START })).toEqual([]);
      expect(found({ from: START + 10 * DAY }).length).toBe(3);
      expect(found({ alert: 'raised' })).toHaveLength(found({}).length);
      expect(found({ alert: 'withheld' })).toEqual([]);
    });

    test.each(['', 'nonsense', 'W10', 'WzEsMl0', '////'])('a cursor "%s" of nobody is refused', (cursor) => {
      for (const list of [store.signals, store.anomalies]) {
        expect(() => list({}, { limit: 10, cursor })).toThrow(LapwingError);
      }
    });

    test('how many anomalies began, by bucket and severity, and on which signals', () => {
      expect(store.anomalyCounts(START, START + DAY, DAY)).toEqual([
        { time: START, severity: 'LOW', count: 1 },
        { time: START, severity: 'HIGH', count: 1 },
        { time: START, severity: 'CRITICAL', count: 1 },
      ]);
      const top = store.topSignals(START, START + 2 * DAY, 2);
      expect(top).toEqual([
        { signalId: signals[8].id, labels: signals[8].labels, anomalies: 1 },
        { signalId: signals[9].id, labels: signals[9].labels, anomalies: 1 },
      ]);
    });

    test('how many readings there are since a moment, and the newest', () => {
      expect(store.readingsSince(START)).toBe(26);
      expect(store.readingsSince(START + 1)).toBe(0);
      expect(store.lastReadingAt()).toBe(START);
    });

    test('statistics of the readings of a label, by bucket and metric', () => {
      const found = store.performance('service', 'Service-3', START, START + HOUR, HOUR);
      // Instances 3 and 8 have latencies, 13, 18 and 23 errors.
      expect(found).toEqual([
        {
          time: START,
          metric: 'errors',
          count: 3,
          avg: 18,
          min: 13,
          max: 23,
          p95: 22.5,
          anomalies: 0,
          highestScore: 11,
        },
        {
          time: START,
          metric: 'latency',
          count: 2,
          avg: 5.5,
          min: 3,
          max: 8,
          p95: 7.75,
          anomalies: 1,
          highestScore: 16,
        },
      ]);
      expect(store.performance('service', 'none', START, START + HOUR, HOUR)).toEqual([]);
    });

    test('a long range in as many points as a screen shows, with its worst reading', () => {
      const [signal] = signals;
      const rows = Array.from({ length: 5_000 }, (_, i) => ({
        signal: signal.id,
        time: START + i * MINUTE,
        value: i % 100,
        score: i === 4_321 ? 66 : 1,
      }));
      store.commit(testStep(rows));
      const series = store.series(signal.id, START, START + 5_000 * MINUTE, 300);
      expect(series?.time.length).toBeLessThanOrEqual(300);
      expect(series?.time.length).toBeGreaterThan(150);
      expect(series?.score.filter((score) => score === 66)).toEqual([66]);
      expect(series?.time).toContain(START + 4_321 * MINUTE);
      expect(series?.step_seconds).toBe(17 * 60);
    });
  });
}
