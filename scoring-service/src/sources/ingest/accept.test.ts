import { describe, expect, test } from 'vitest';
import { IngestBody } from '@lapwing/contract';
import { LapwingError } from '../../errors.ts';
import { acceptedReadings, type AcceptRules } from './accept.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;
const rules: AcceptRules = {
  now: NOW,
  oldest: NOW - 15 * DAY_MS,
  api: (id) =>
    id === 'pay' ? { api_id: 'pay', name: 'Pay', service: 'payments', labels: { team: 'x' } } : undefined,
};
const accept = (body: unknown) => acceptedReadings(IngestBody.parse(body), rules);
const refusal = (body: unknown): LapwingError => {
  try {
    accept(body);
  } catch (error) {
    if (error instanceof LapwingError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};
const reading = (more: object = {}) => ({ timestamp: NOW, metric: 'load', value: 1, ...more });

test('one reading, a batch, series: metric and labels name the signal, null is missing', () => {
  expect(accept(reading({ labels: { host: 'a' } }))).toEqual([
    { labels: { host: 'a', metric: 'load' }, time: NOW, value: 1 },
  ]);
  expect(accept({ readings: [reading(), reading({ value: null })] }).map(({ value }) => value)).toEqual([
    1,
    NaN,
  ]);
  const series = accept({ series: [{ metric: 'load', points: [[NOW - 60_000, 1], [NOW, 2]] }] }); // prettier-ignore
  expect(series.map(({ time, value }) => [time, value])).toEqual([
    [NOW - 60_000, 1],
    [NOW, 2],
  ]);
});

test('readings of one signal share their labels, in any order of keys or not at all', () => {
  const [a, b] = accept({ readings: [reading({ labels: { x: '1' } }), reading({ labels: { x: '1' } })] });
  expect(a.labels).toBe(b.labels);
});

test('a registered API gives its service and labels', () => {
  expect(accept(reading({ api_id: 'pay' }))[0].labels).toEqual({
    ...{ service: 'payments', team: 'x', api_id: 'pay', metric: 'load' },
  });
});

describe('refused as a whole, with the place', () => {
  test.each([
    ['BAD_TIME', 'body.timestamp', reading({ timestamp: NOW + 61_000 })],
    ['BAD_TIME', 'body.readings[1].timestamp', { readings: [reading(), reading({ timestamp: NOW / 1000 })] }],
    ['BAD_TIME', 'body.series[0].points[1][0]', { series: [{ metric: 'm', points: [[NOW, 1], [NOW + DAY_MS, 1]] }] }], // prettier-ignore
    ['NOT_FOUND', 'body.api_id', reading({ api_id: 'nobody' })],
    ['BAD_REQUEST', 'body.labels.metric', reading({ labels: { metric: 'other' } })],
  ])('%s at %s', (code, where, body) => {
    const error = refusal(body);
    expect([error.code, error.where]).toEqual([code, where]);
    expect(error.hint).not.toBe('');
  });
});

test('clocks may differ by a little', () => {
  expect(accept(reading({ timestamp: NOW + 59_000 }))).toHaveLength(1);
});
