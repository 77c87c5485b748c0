import { Detector } from '@lapwing/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LapwingError } from '../../errors.ts';
import { ServerFault } from '../shared/server-fault.ts';
import { readMatrix } from './matrix.ts';

const detector = Detector.parse({
  ...{ id: 'd', name: 'd', source: 's', kind: 'metric' },
  query: { type: 'prometheus', expr: 'x' },
});
const matrix = (result: unknown[]) => readMatrix({ resultType: 'matrix', result }, detector);

test('keeps finite numbers and rounds times to milliseconds', () => {
  const { series, samples } = matrix([
    {
      metric: { __name__: 'm', host: 'a' },
      values: [
        [1435781430.781, '1.5'],
        [1435781431, 'NaN'],
        [1435781432, '+Inf'],
        [1435781433, '-Inf'],
        [1435781434, '-2e-3'],
      ],
    },
    { metric: { host: 'b' }, values: [[1, 'NaN']] },
  ]);
  expect(samples).toBe(6);
  expect(series).toEqual([
    {
      labels: { metric: 'm', host: 'a' },
      times: Float64Array.of(1435781430781, 1435781434000),
      values: Float64Array.of(1.5, -0.002),
    },
  ]);
});

test('refuses native histograms and too many labels with what to do instead', () => {
  expect(() => matrix([{ metric: {}, histograms: [[1, {}]] }])).toThrow(/native histograms/);
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`l${i}`, 'v']));
  expect(() => matrix([{ metric: many, values: [[1, '1']] }])).toThrow(/40 labels/);
});

test('anything else is a fault and never a crash', () => {
  const garbage = fc.oneof(
    fc.anything(),
    fc.record({ resultType: fc.constant('matrix'), result: fc.anything() }),
  );
  fc.assert(
    fc.property(garbage, (data) => {
      try {
        readMatrix(data, detector);
      } catch (error) {
        expect(error instanceof ServerFault || error instanceof LapwingError).toBe(true);
      }
    }),
  );
});
