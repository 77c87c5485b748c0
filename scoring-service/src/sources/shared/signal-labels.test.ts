import { Detector, Labels } from '@lapwing/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signalLabels } from './signal-labels.ts';

const detector = (labels: Labels = {}) =>
  Detector.parse({ id: 'd', name: 'd', source: 's', kind: 'metric', query: { type: 'ingest' }, labels });

test('the detector names the metric when nobody else does', () => {
  expect(signalLabels(detector(), { service: 'a' })).toEqual({ metric: 'd', service: 'a' });
  expect(signalLabels(detector(), { metric: 'm' })).toEqual({ metric: 'm' });
  expect(signalLabels(detector({ metric: 'own' }), { metric: 'm' })).toEqual({ metric: 'own' });
});

test('long values are cut and stay apart', () => {
  const [one, other] = ['x', 'y'].map((end) => signalLabels(detector(), { url: 'a'.repeat(3_000) + end }));
  expect(one['url']).toHaveLength(1024);
  expect(one['url']).not.toBe(other['url']);
});

test('whatever a source says, the contract takes the labels', () => {
  const found = fc.dictionary(fc.string({ minLength: 1, maxLength: 300 }), fc.string({ maxLength: 2_000 }), {
    maxKeys: 20,
  });
  fc.assert(fc.property(found, (labels) => Labels.safeParse(signalLabels(detector(), labels)).success));
});
