import { Detector } from '@lapwing/contract';
import { Cell, type CallGroup } from '@lapwing/engine/traces';
import { expect, test } from 'vitest';
import type { GroupEntry, StoredCell } from '../../stores/trace-store.ts';
import { callSeries } from './call-series.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

function cells(key: number, ...times: number[]): StoredCell[] {
  return times.map((time) => {
    const cell = new Cell();
    const group: CallGroup = { by: 'service', service: 's' };
    cell.add({ group, at: time, durationMs: 10, error: false, traceId: 't', spanId: String(time) }, 30);
    return { key, time, cell };
  });
}
const entry = (key: number, group: CallGroup, firstSeen: number, lastSeen: number): GroupEntry => ({
  ...{ key, group, firstSeen, lastSeen, retired: false },
});
const shop: CallGroup = { by: 'service', service: 'shop' };
const cart: CallGroup = { by: 'service', service: 'cart' };
const edge: CallGroup = { by: 'edge', caller: 'shop', callee: 'cart' };

function series(query: object, groups: GroupEntry[], found: StoredCell[], interval = '1m') {
  const detector = Detector.parse({
    ...{ id: 'calls', name: 'Calls', source: 'otlp', kind: 'trace', interval },
    query: { type: 'traces', ...query },
  });
  if (detector.query.type !== 'traces') throw new Error('another query');
  const intervalMs = interval === '1m' ? MINUTE : 2 * MINUTE;
  const sorted = [...found].sort((a, b) => a.time - b.time);
  const made = callSeries({ detector, query: detector.query, groups, intervalMs }, sorted, {
    from: 0,
    to: 10 * DAY,
  });
  return Object.fromEntries(
    made.map(({ labels, times, values }) => {
      const { service, caller, measure } = labels;
      return [
        [caller, service, measure].filter(Boolean).join(' '),
        [...times].map((time, i) => [time, values[i]]),
      ];
    }),
  );
}

test('a quiet group has a rate of 0 where others are heard, and gaps for what has no meaning', () => {
  const found = series(
    { measures: ['rate', 'p50'] },
    [entry(1, shop, 0, 3 * MINUTE), entry(2, cart, 0, MINUTE)],
    [...cells(1, 0, MINUTE, 3 * MINUTE), ...cells(2, MINUTE)],
  );
  expect(found['shop rate']).toEqual([0, MINUTE, 3 * MINUTE].map((time) => [time, 0.5]));
  // Nothing at 0, before it was first seen anew; nothing at two minutes, of which nobody told.
  expect(found['cart rate']).toEqual([
    [MINUTE, 0.5],
    [3 * MINUTE, 0],
  ]);
  expect(found['cart p50']).toHaveLength(1);
});

test('a group that was silent for a day, or lost its name, is no longer quiet', () => {
  const late = 2 * DAY;
  const gone = series({}, [entry(1, shop, 0, late), entry(2, cart, 0, 0)], cells(1, 0, late));
  expect(gone['cart rate']).toBeUndefined();
  const retired = { ...entry(2, cart, 0, MINUTE), retired: true };
  expect(series({}, [entry(1, shop, 0, MINUTE), retired], cells(1, 0, MINUTE))['cart rate']).toBeUndefined();
});

test('the query chooses groups, measures and services; an edge counts for both its ends', () => {
  const groups = [entry(1, shop, 0, 0), entry(2, cart, 0, 0), entry(3, edge, 0, 0)];
  const found = [...cells(1, 0), ...cells(2, 0), ...cells(3, 0)];
  expect(Object.keys(series({ by: ['edge'], measures: ['rate'] }, groups, found))).toEqual([
    'shop cart rate',
  ]);
  expect(Object.keys(series({ services: ['shop'], measures: ['errors'] }, groups, found)).sort()).toEqual([
    'shop cart errors',
    'shop errors',
  ]);
  expect(series({ services: ['nobody'] }, groups, found)).toEqual({});
});

test('longer intervals join the cells in them', () => {
  const found = series({ measures: ['rate'] }, [entry(1, shop, 0, MINUTE)], cells(1, 0, MINUTE), '2m');
  expect(found['shop rate']).toEqual([[0, 0.5]]);
});
