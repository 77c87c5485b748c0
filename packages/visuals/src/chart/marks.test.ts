import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEVERITIES, worstFirst } from '../severity.ts';
import { anomaly } from '../testing.ts';
import { marksOf } from './marks.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = { from: START, to: START + 24 * 60 * MINUTE };
const at = (minute: number): string => new Date(START + minute * MINUTE).toISOString();

test('anomalies of one severity that touch become one mark, worst first; others stay apart', () => {
  const marks = marksOf(
    [
      anomaly({ id: 'a', start: at(10), end: at(20), score: 52 }),
      anomaly({ id: 'b', start: at(15), end: at(30), score: 61 }),
      anomaly({ id: 'c', start: at(60), end: at(70) }),
      anomaly({ id: 'd', start: at(25), end: at(40), severity: 'LOW', score: 31 }),
    ],
    DAY,
    MINUTE,
  );
  expect(marks.map((mark) => [mark.severity, mark.anomalies.map(({ id }) => id)])).toEqual([
    ['HIGH', ['b', 'a']],
    ['LOW', ['d']],
    ['HIGH', ['c']],
  ]);
  expect(marks[0]).toMatchObject({ from: START + 10 * MINUTE, to: START + 30 * MINUTE, open: false });
});

test('a mild one inside a worse one joins it, and is not lost', () => {
  const marks = marksOf(
    [
      anomaly({ id: 'mild', start: at(12), end: at(14), severity: 'LOW', score: 33 }),
      anomaly({ id: 'bad', start: at(10), end: at(20), severity: 'CRITICAL', score: 90 }),
    ],
    DAY,
    0,
  );
  expect(marks).toHaveLength(1);
  expect(marks[0]?.anomalies.map(({ id }) => id)).toEqual(['bad', 'mild']);
});

test('what goes on reaches to the end of the span; what lies outside is left out', () => {
  const marks = marksOf(
    [anomaly({ start: at(100), end: null }), anomaly({ start: at(-50), end: at(-20) })],
    DAY,
    0,
  );
  expect(marks).toMatchObject([{ from: START + 100 * MINUTE, to: DAY.to, open: true }]);
  expect(marksOf([], DAY, 0)).toEqual([]);
});

test('fifty series with an anomaly every twenty minutes for a day come down to 300', () => {
  const many = Array.from({ length: 50 * 72 }, (_, i) =>
    anomaly({
      id: `a${i}`,
      severity: SEVERITIES[i % 4] ?? 'LOW',
      start: at(Math.floor(i / 50) * 20 + (i % 50) * 0.3),
      end: at(Math.floor(i / 50) * 20 + (i % 50) * 0.3 + 0.1),
    }),
  );
  const marks = marksOf(many, DAY, 0);
  expect(marks.length).toBeLessThanOrEqual(300);
  expect(marks.length, 'as fine as 300 allow').toBeGreaterThan(100);
  expect(marks.flatMap((mark) => mark.anomalies)).toHaveLength(many.length);
});

test('an even drizzle becomes short marks, not one as long as the day', () => {
  const drizzle = Array.from({ length: 1440 }, (_, i) =>
    anomaly({ id: `a${i}`, start: at(i), end: at(i + 0.1) }),
  );
  const marks = marksOf(drizzle, DAY, 0);
  expect(marks.length).toBeGreaterThan(200);
  expect(Math.max(...marks.map(({ from, to }) => to - from))).toBeLessThan(10 * MINUTE);
});

const drawn = fc.record({ start: fc.nat(1439), length: fc.nat(120), severity: fc.nat(3) });

test('every anomaly stands in exactly one mark, within its bounds and never in a milder one', () => {
  fc.assert(
    fc.property(
      fc.array(drawn, { maxLength: 200 }),
      fc.integer({ min: 4, max: 40 }),
      fc.nat(120),
      (all, most, near) => {
        const anomalies = all.map(({ start, length, severity }, i) =>
          anomaly({
            id: `a${i}`,
            start: at(start),
            end: at(start + length),
            severity: SEVERITIES[severity] ?? 'LOW',
          }),
        );
        const marks = marksOf(anomalies, DAY, near * MINUTE, most);
        expect(marks.length).toBeLessThanOrEqual(most);
        expect(marks.flatMap((mark) => mark.anomalies.map(({ id }) => id)).sort()).toEqual(
          anomalies.map(({ id }) => id).sort(),
        );
        for (const mark of marks) {
          for (const member of mark.anomalies) {
            expect(mark.from).toBeLessThanOrEqual(Date.parse(member.start));
            expect(mark.to).toBeGreaterThanOrEqual(Math.min(Date.parse(member.end ?? member.start), DAY.to));
            expect(worstFirst(mark.severity, member.severity)).toBeLessThanOrEqual(0);
          }
        }
      },
    ),
  );
});
