import { expect, test } from 'vitest';
import { signal } from '../testing.ts';
import { labelCompletions, signalCompletions } from './completions.ts';

test('signals are offered by title, anomalous ones say so', () => {
  expect(
    signalCompletions([signal(), signal({ id: '0'.repeat(16), labels: {}, open_severity: 'HIGH' })]),
  ).toEqual([
    { value: '00000000000000a1', label: 'checkout · errors', description: 'shop' },
    { value: '0000000000000000', label: 'signal 0000000000000000', description: 'High anomaly now' },
  ]);
});

test('labels are offered once each, in order, by what was typed', () => {
  const signals = [signal(), signal({ labels: { service: 'cart', metric: 'errors' } })];
  expect(labelCompletions(signals, '').map(({ value }) => value)).toEqual([
    'metric=errors',
    'service=cart',
    'service=checkout',
  ]);
  expect(labelCompletions(signals, ' CART ').map(({ value }) => value)).toEqual(['service=cart']);
});
