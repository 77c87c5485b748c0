import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testSignal } from '../stores/test-steps.ts';
import { takeBatch } from './batch.ts';
import { scoreDocument, type Outgoing } from './documents.ts';

const signal = testSignal({ service: 'cart ☕' });
const outgoing = (n: number): Outgoing[] =>
  Array.from({ length: n }, (_, i) =>
    scoreDocument(
      {
        seq: i + 1,
        signal: {
          ...{ id: signal.id, source: 'demo', kind: 'metric', labels: signal.labels, detector_id: 'shop' },
          ...{ interval_seconds: 60, first_seen: null, last_seen: null, last_value: null, last_score: null },
          ...{ open_anomaly_id: null, open_severity: null },
        },
        ...{ time: i * 60_000, value: i, score: 1, pValue: 0.8, news: 0 },
        ...{ expected: Number.NaN, lower: Number.NaN, upper: Number.NaN },
      },
      0,
    ),
  );

test('the first documents that fit, in order, and never none', () => {
  const all = outgoing(30);
  const limits = fc.record({
    documents: fc.integer({ min: 1, max: 40 }),
    bytes: fc.integer({ min: 1, max: 12_000 }),
  });
  fc.assert(
    fc.property(limits, ({ documents, bytes }) => {
      const items = takeBatch(all, { documents, bytes });
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThanOrEqual(documents);
      expect(items.map(({ id }) => id)).toEqual(all.slice(0, items.length).map(({ id }) => id));
      const size = Buffer.byteLength(items.map(({ lines }) => lines).join(''));
      if (items.length > 1) expect(size).toBeLessThanOrEqual(bytes);
      // One more would not have fitted.
      const next = takeBatch(all.slice(items.length), { documents: 1, bytes }).at(0);
      if (next !== undefined && items.length < documents) {
        expect(size + Buffer.byteLength(next.lines)).toBeGreaterThan(bytes);
      }
    }),
  );
});

test('lines are an action and a document, each with its line end', () => {
  const [{ lines, index, id, source }] = takeBatch(outgoing(1), { documents: 1, bytes: 1 });
  const [action, document, end] = lines.split('\n');
  expect(JSON.parse(action)).toEqual({ index: { _index: index, _id: id } });
  expect(document).toBe(source);
  expect(end).toBe('');
});

test('nothing gives nothing', () => {
  expect(takeBatch([], { documents: 10, bytes: 10 })).toEqual([]);
});
