import type { Feedback } from '@lapwing/contract';
import { describe, expect, test } from 'vitest';
import { feedbackShifts, standing } from './feedback-shift.ts';

const DAY = 86_400_000;
const SAID = Date.UTC(2026, 10, 1, 12);
const iso = (time: number): string => new Date(time).toISOString();

function said(more: Partial<Feedback> = {}): Feedback {
  return {
    ...{ id: 'f1', verdict: 'not_an_anomaly', anomaly_id: 'a1', signal_id: 's1', detector_id: 'd' },
    ...{ labels: { service: 'cart', metric: 'errors' }, start: iso(SAID - 3_600_000), end: iso(SAID) },
    ...{ peak: iso(SAID - 3_600_000), score: 60, feature: 'level', up: true, note: '', by: 'ana' },
    ...{ created_at: iso(SAID), effective_from: iso(SAID), removed_at: null, removed_by: null },
    effective_until: null,
    ...more,
  };
}
const judged = (more: object = {}) => ({
  ...{ timeMs: SAID, signalId: 's1', labels: () => ({ metric: 'errors' }), feature: 'level' as const },
  ...{ up: true, score: 60, threshold: 50, decade: 10 },
  ...more,
});
const total = (feedback: Feedback[], more: object = {}): number =>
  feedbackShifts(feedback.map(standing), judged(more)).reduce((sum, { decibans }) => sum + decibans, 0);

describe('not an anomaly', () => {
  test('asks for more than was dismissed, ten times rarer at least', () => {
    expect(total([said()])).toBeCloseTo(13);
    expect(total([said({ score: 45 })], { score: 50 })).toBeCloseTo(10);
    expect(total([said({ score: 300 })], { score: 300 })).toBeCloseTo(253);
  });
  test.each([
    ['much stronger', { score: 71 }, 0],
    ['the other way', { up: false }, 0],
    ['another feature', { feature: 'spread' }, 0],
    ['a signal like it', { signalId: 's2' }, 6.5],
    ['a signal of another metric', { signalId: 's2', labels: () => ({ metric: 'p95' }) }, 0],
    ['another time of day', { timeMs: SAID + 8 * 3_600_000 }, 6.45],
    ['a month later', { timeMs: SAID + 30 * DAY }, 6.5],
    ['half a year later', { timeMs: SAID + 181 * DAY }, 0],
    ['before it was said', { timeMs: SAID - 1 }, 0],
  ])('%s: %j', (_, more, expected) => {
    expect(total([said()], more)).toBeCloseTo(expected, 1);
  });
  test('many times is bounded, and the trace adds up', () => {
    const many = Array.from({ length: 9 }, (_, i) => said({ id: `f${i}` }));
    expect(total(many)).toBeCloseTo(40);
    const [first] = feedbackShifts([standing(said())], judged());
    expect(first).toMatchObject({ rule: 'feedback' });
    expect(first.detail).toContain('ana said "not an anomaly" of 2026-11-01T11:00:00.000Z on this signal');
  });
  test('taken back, it holds no more from then on', () => {
    const back = said({ removed_at: iso(SAID + DAY), effective_until: iso(SAID + DAY) });
    expect(total([back], { timeMs: SAID + DAY - 1 })).toBeGreaterThan(6);
    expect(total([back], { timeMs: SAID + DAY })).toBe(0);
  });
});

describe('missed', () => {
  const missed = (more: Partial<Feedback> = {}): Feedback =>
    said({ verdict: 'missed', anomaly_id: null, feature: null, score: 45, ...more });
  test('asks for as much less as would have told it, within bounds', () => {
    expect(total([missed()])).toBeCloseTo(-6);
    expect(total([missed({ score: 5 })])).toBeCloseTo(-10);
    expect(total([missed({ score: 80 })])).toBeCloseTo(-4);
    expect(total([missed()], { signalId: 's2' })).toBeCloseTo(-3);
    expect(total([missed(), missed(), missed()])).toBeCloseTo(-10);
  });
  test('in its own direction, where that is known', () => {
    expect(total([missed()], { up: false })).toBe(0);
    expect(total([missed({ up: null })], { up: false })).toBeCloseTo(-6);
  });
});

test('real asks for nothing', () => {
  expect(total([said({ verdict: 'real' })])).toBe(0);
});
