import { expect, test } from 'vitest';
import { coversText } from './covers-text.ts';

test('a silence is told by its services and its labels', () => {
  expect(coversText({ services: ['cart', 'pay'], labels: { env: 'prod' } })).toBe('cart, pay, env=prod');
});
