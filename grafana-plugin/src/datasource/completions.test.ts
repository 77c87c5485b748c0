import { expect, test } from 'vitest';
import { signal } from '../testing.ts';
import { detectorCompletions, labelNames, labelValues, signalCompletions } from './completions.ts';

test('signals are offered by title, anomalous ones say so', () => {
  expect(
    signalCompletions([signal(), signal({ id: '0'.repeat(16), labels: {}, open_severity: 'HIGH' })]),
  ).toEqual([
    { value: '00000000000000a1', label: 'checkout · errors', description: 'shop' },
    { value: '0000000000000000', label: 'signal 0000000000000000', description: 'High anomaly now' },
  ]);
});

test('labels and their values are offered once each, in order, by what was typed', () => {
  const signals = [signal(), signal({ labels: { service: 'cart', zone: 'b' } })];
  const names = (typed: string): string[] => labelNames(signals, typed).map(({ value }) => value);
  expect(names('')).toEqual(['metric', 'service', 'zone']);
  expect(names(' SERV ')).toEqual(['service']);
  expect(labelValues(signals, 'service', '').map(({ value }) => value)).toEqual(['cart', 'checkout']);
  expect(labelValues(signals, 'nobody’s', '')).toEqual([]);
});

test('detectors are found by name and by id', () => {
  const detectors = [
    { id: 'shop-errors', name: 'Errors' },
    { id: 'shop-load', name: 'Load' },
  ];
  expect(detectorCompletions(detectors, 'ERR')).toEqual([
    { value: 'shop-errors', label: 'Errors', description: 'shop-errors' },
  ]);
  expect(detectorCompletions(detectors, 'shop-')).toHaveLength(2);
});
