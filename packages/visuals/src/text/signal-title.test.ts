import { expect, test } from 'vitest';
import { signalTitle } from './signal-title.ts';

test('service and metric stand by their values, the others by name, in a fixed order', () => {
  expect(signalTitle({ zone: 'b', metric: 'errors', host: 'a1', service: 'checkout' }, 'x')).toBe(
    'checkout · errors · host=a1 · zone=b',
  );
});

test('a Prometheus series is named by its metric', () => {
  expect(signalTitle({ __name__: 'up', job: 'node' }, 'x')).toBe('up · job=node');
});

test('no labels, or empty ones, take the fallback', () => {
  expect(signalTitle({}, 'signal 0123')).toBe('signal 0123');
  expect(signalTitle({ service: '' }, 'signal 0123')).toBe('signal 0123');
});

test('markup in a value stays the text it is', () => {
  expect(signalTitle({ service: '<b>x</b>' }, '')).toBe('<b>x</b>');
});

test('a label that says the service again is left out', () => {
  expect(signalTitle({ service: 'stock', metric: 'duration', callee: 'stock', caller: 'web' }, '')).toBe(
    'stock · duration · caller=web',
  );
  expect(signalTitle({ metric: 'up', host: '' }, '')).toBe('up · host=');
});
