import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncidentStore, StoredIncident } from './incident-store.ts';
import type { Reopenable } from './score-store.suite.ts';
import { MINUTE, START, testIncident } from './test-steps.ts';

const ALL = { limit: 100 };
const iso = (minute: number): string => new Date(START + minute * MINUTE).toISOString();

/** What every adapter of the port IncidentStore does. */
export function incidentStoreSuite(
  name: string,
  open: () => Reopenable<{ incidents: IncidentStore; close(): void }>,
): void {
  describe(`${name} keeps incidents`, () => {
    let opened: Reopenable<{ incidents: IncidentStore; close(): void }>;
    let store: IncidentStore;
    beforeEach(() => {
      opened = open();
      store = opened.store.incidents;
    });
    afterEach(() => opened.end());
    const put = (incidents: StoredIncident[], cursor = 1): void =>
      store.commit({ incidents, pieces: [], cursor });
    const ids = (filter: Parameters<IncidentStore['incidents']>[0] = {}): string[] =>
      store.incidents(filter, ALL).items.map(({ id }) => id);

    test('an empty store answers with nothing', () => {
      expect(store.book()).toBeUndefined();
      expect(store.incident('none')).toBeUndefined();
      expect(store.incidentOf('none')).toBeUndefined();
      expect(store.incidents({}, ALL)).toEqual({ items: [], next: null, total: 0 });
      expect(store.incidentsAfter(0, 10)).toEqual([]);
      expect(store.expire(START)).toBe(0);
    });

    test('a step is there after a restart: incidents, the book and how far it has come', () => {
      const stored = testIncident('i1', 0);
      store.commit({ incidents: [stored], pieces: [['b', 'what is known']], cursor: 17 });
      const reopened = opened.reopen().incidents;
      expect(reopened.incident('i1')).toEqual(stored);
      expect(reopened.incidentOf('i1-b')).toBe('i1');
      expect(reopened.book()).toEqual({ pieces: [['b', 'what is known']], cursor: 17 });
    });

    test('the book comes back in the order in which its pieces were first put', () => {
      const keep = (...pieces: [string, string | undefined][]): void =>
        store.commit({ incidents: [], pieces, cursor: 1 });
      keep(['b', '1'], ['a', '2'], ['c', '3']);
      keep(['b', '4'], ['a', undefined], ['none', undefined]);
      keep(['d', '5'], ['a', '6'], ['c', undefined], ['c', '7']);
      expect(opened.reopen().incidents.book()?.pieces).toEqual([
        ['b', '4'],
        ['d', '5'],
        ['a', '6'],
        ['c', '7'],
      ]);
    });

    test('the newest state stands, under a new place in the order of writing', () => {
      put([testIncident('i1', 0), testIncident('i2', 5)]);
      const changed = testIncident('i1', 0, { status: 'resolved', resolved_at: iso(9), services: ['mail'] });
      put([{ ...changed, anomalyIds: ['i1-a'] }]);
      expect(store.incident('i1')?.incident.status).toBe('resolved');
      expect(store.incidentOf('i1-b')).toBeUndefined();
      expect(store.incidentsAfter(0, 10).map(({ seq, incident }) => [seq, incident.id])).toEqual([
        [2, 'i2'],
        [3, 'i1'],
      ]);
      expect(ids({ service: 'cart' })).toEqual(['i2']);
    });

    test('tells when incidents were opened, acknowledged and resolved', () => {
      const said = (what: 'opened' | 'acknowledged', minute: number) => ({
        ...{ at: iso(minute), what, detail: '', by: null },
      });
      put([
        testIncident('i1', 0, {
          ...{ status: 'resolved', resolved_at: iso(9) },
          history: [said('opened', 1), said('acknowledged', 4), said('acknowledged', 6)],
        }),
        testIncident('i2', 5, { history: [said('opened', 6)] }),
        testIncident('i3', 6, { status: 'merged' }),
        testIncident('late', 60),
      ]);
      const at = (minute: number): number => START + minute * MINUTE;
      expect(store.responses({ from: START, to: at(60) })).toEqual([
        { start: START, opened: at(1), acknowledged: at(4), resolved: at(9) },
        { start: at(5), opened: at(6), acknowledged: null, resolved: null },
      ]);
    });

    test('lists: newest first, by time, status, severity and service', () => {
      put([
        testIncident('old', 0, { status: 'resolved', resolved_at: iso(10) }),
        testIncident('ours', 20, { severity: 'CRITICAL', services: ['web'] }),
        testIncident('gone', 25, { status: 'merged', merged_into: 'ours' }),
      ]);
      expect(ids()).toEqual(['ours', 'old']);
      expect(ids({ statuses: ['merged'] })).toEqual(['gone']);
      expect(ids({ severities: ['CRITICAL'] })).toEqual(['ours']);
      expect(ids({ service: 'cart' })).toEqual(['old']);
      expect(ids({ from: START + 10 * MINUTE })).toEqual(['ours']);
      expect(ids({ to: START + 20 * MINUTE })).toEqual(['old']);
      expect(store.incidentOf('gone-a')).toBeUndefined();
    });

    test('tells from when to when something was wrong', () => {
      const part = (from: number, to: number | null) => ({
        ...{
          entity: 'cart',
          start: iso(from),
          end: to === null ? null : iso(to),
          score: 60,
          anomaly_ids: [],
        },
      });
      put([
        testIncident('over', 0, { resolved_at: iso(19), parts: [part(0, 5), part(3, 9)] }),
        testIncident('open', 20, { parts: [part(20, 25), part(22, null)] }),
        testIncident('merged', 21, { status: 'merged', parts: [part(21, 22)] }),
        testIncident('empty', 22),
      ]);
      const at = (minute: number): number => START + minute * MINUTE;
      expect(store.stretches({ from: START, to: at(60) }, 10)).toEqual([
        { from: at(0), to: at(9) },
        { from: at(20), to: Infinity },
      ]);
      expect(store.stretches({ from: at(19), to: at(60) }, 10)).toEqual([{ from: at(20), to: Infinity }]);
      expect(store.stretches({ from: START, to: at(20) }, 10)).toEqual([{ from: at(0), to: at(9) }]);
    });

    test('pages meet every incident once', () => {
      put([0, 1, 2, 3, 4].map((minute) => testIncident(`i${minute}`, minute)));
      const first = store.incidents({}, { limit: 2 });
      expect(first.total).toBe(5);
      const second = store.incidents({}, { limit: 2, cursor: first.next ?? '' });
      const third = store.incidents({}, { limit: 2, cursor: second.next ?? '' });
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
        'i4',
        'i3',
        'i2',
        'i1',
        'i0',
      ]);
      expect(third.next).toBeNull();
    });

    test('what was over long ago leaves; what is open stays', () => {
      put([
        testIncident('over', 0, { status: 'resolved', resolved_at: iso(10) }),
        testIncident('open', 0),
        testIncident('merged', 0, { status: 'merged' }),
      ]);
      expect(store.expire(START + 11 * MINUTE)).toBe(2);
      expect(ids()).toEqual(['open']);
      expect(store.incidentOf('over-a')).toBeUndefined();
    });
  });
}
