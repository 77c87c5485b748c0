import { expect, test } from 'vitest';
import { toldApart } from './shared-parts.ts';

const TITLES = ['web · duration · caller=a · env=prod', 'web · duration · caller=b · env=prod'];

test('what all share is said once, and what differs stays', () => {
  expect(toldApart(TITLES)).toEqual({
    shared: 'web · duration · env=prod',
    titles: ['caller=a', 'caller=b'],
  });
});

test('in a list that people search by service and metric these stay', () => {
  expect(toldApart(TITLES, 'labels')).toEqual({
    shared: 'env=prod',
    titles: ['web · duration · caller=a', 'web · duration · caller=b'],
  });
});

test('a title of nothing else stays whole', () => {
  expect(toldApart(['web · errors', 'web · errors · host=a'])).toEqual({
    shared: 'web · errors',
    titles: ['web · errors', 'host=a'],
  });
});

test('one title, the same ones, and those that share nothing stay as they are', () => {
  for (const titles of [[], ['web · errors'], ['web · errors', 'web · errors'], ['web', 'cart']]) {
    expect(toldApart(titles)).toEqual({ shared: '', titles });
  }
});
