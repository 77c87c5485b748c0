import { expect, test } from 'vitest';
import { series } from '../../testing.ts';
import { scoresFrame } from './scores-frame.ts';

test('every column of the series is there, styled for a stock Time series panel', () => {
  const frame = scoresFrame('A', series());
  expect(frame.fields.map((field) => field.name)).toEqual([
    'time',
    'value',
    'expected',
    'lower',
    'upper',
    'score',
    'value_min',
    'value_max',
  ]);
  const [, value, , lower, upper, score] = frame.fields;
  expect(value?.labels).toEqual({ service: 'checkout', metric: 'errors' });
  // The band is filled from the upper bound down to the field of this name.
  expect(upper?.config.custom).toMatchObject({ fillBelowTo: lower?.config.displayNameFromDS });
  expect(score?.config.custom).toMatchObject({ hideFrom: { viz: true } });
});
