import type { Feedback } from '@lapwing/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LapwingError } from '../errors.ts';
import type { FeedbackStore } from './feedback-store.ts';
import type { Reopenable } from './score-store.suite.ts';

const START = Date.UTC(2026, 10, 22, 12);
const iso = (minute: number): string => new Date(START + minute * 60_000).toISOString();

function feedback(id: string, minute: number, more: Partial<Feedback> = {}): Feedback {
  return {
    ...{ id, verdict: 'not_an_anomaly', anomaly_id: 'a1', signal_id: 's1', detector_id: 'errors' },
    ...{ labels: { service: 'cart "☕"' }, start: iso(-60), end: null, peak: iso(-59), score: 61.25 },
    ...{ feature: 'level', up: null, note: 'líne\n"two"', by: 'ana', created_at: iso(minute) },
    ...{ effective_from: iso(minute), removed_at: null, removed_by: null, effective_until: null },
    ...more,
  };
}

/** What every adapter of the port FeedbackStore does. */
export function feedbackStoreSuite(
  name: string,
  open: () => Reopenable<FeedbackStore & { close(): void }>,
): void {
  describe(`${name} keeps feedback`, () => {
    let opened: Reopenable<FeedbackStore & { close(): void }>;
    let store: FeedbackStore;
    beforeEach(() => {
      opened = open();
      store = opened.store;
    });
    afterEach(() => opened.end());

    test('as it was given, after a restart too; a new state takes the place of the old one', () => {
      store.put(feedback('f1', 0));
      const removed = feedback('f1', 0, { removed_at: iso(5), removed_by: 'bo', effective_until: iso(6) });
      expect(store.get('f1')).toEqual(feedback('f1', 0));
      store.put(removed);
      store.put(feedback('f2', 1));
      const reopened = opened.reopen();
      expect(reopened.all()).toEqual([removed, feedback('f2', 1)]);
      expect(reopened.get('none')).toBeUndefined();
    });

    test('by what is asked for, newest first, page after page', () => {
      for (let i = 0; i < 5; i++) store.put(feedback(`f${i}`, Math.floor(i / 2)));
      store.put(
        feedback('g', 9, { verdict: 'missed', anomaly_id: null, signal_id: 's2', detector_id: 'other' }),
      );
      store.put(feedback('h', 8, { removed_at: iso(9) }));
      const ids = (filter: Parameters<FeedbackStore['list']>[0]): string[] =>
        store.list(filter, { limit: 10 }).items.map(({ id }) => id);
      expect(ids({})).toEqual(['g', 'f4', 'f3', 'f2', 'f1', 'f0']);
      expect(ids({ removed: true })[1]).toBe('h');
      expect(ids({ detectorId: 'other' })).toEqual(['g']);
      expect(ids({ signalId: 's2', verdict: 'missed' })).toEqual(['g']);
      expect(ids({ signalId: 's2', verdict: 'real' })).toEqual([]);
      expect(ids({ anomalyId: 'a1' })).toHaveLength(5);
      const first = store.list({}, { limit: 4 });
      expect(first).toMatchObject({ total: 6 });
      const rest = store.list({}, { limit: 4, cursor: first.next ?? '' });
      expect(rest.items.map(({ id }) => id)).toEqual(['f1', 'f0']);
      expect(rest.next).toBeNull();
      expect(() => store.list({}, { limit: 4, cursor: 'nonsense' })).toThrow(LapwingError);
    });

    test('of a detector that is gone no more', () => {
      store.put(feedback('f1', 0));
      store.put(feedback('f2', 0, { detector_id: 'other' }));
      store.forgetDetector('errors');
      expect(store.all().map(({ id }) => id)).toEqual(['f2']);
    });
  });
}
