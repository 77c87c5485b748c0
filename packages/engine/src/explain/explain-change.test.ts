import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainChange } from './explain-change.ts';

const slice = (value: string, before: number, during: number) => ({ value, before, during });

test('the value that brought a rise is named, and the label that tells it comes first', () => {
  const explained = explainChange({ before: 100, during: 200 }, [
    { label: 'zone', slices: [slice('a', 50, 100), slice('b', 50, 100)] },
    { label: 'version', slices: [slice('v1', 98, 100), slice('v2', 2, 100)] },
  ]);
  expect(explained.map(({ label }) => label)).toEqual(['version', 'zone']);
  expect(explained[0].values).toEqual([{ value: 'v2', before: 2, during: 100, share: 0.98 }]);
  // Both zones doubled: the label says nothing about where.
  expect(explained[1].surprise).toBe(0);
});

test('a dip is explained by what fell away', () => {
  const [only] = explainChange({ before: 300, during: 200 }, [
    { label: 'host', slices: [slice('n1', 100, 100), slice('n2', 100, 0), slice('n3', 100, 100)] },
  ]);
  expect(only.values.map(({ value, share }) => [value, share])).toEqual([['n2', 1]]);
  expect(only.explained).toBe(1);
});

test('what moved against the change is not named, nor what hardly moved', () => {
  const [only] = explainChange({ before: 100, during: 150 }, [
    { label: 'code', slices: [slice('200', 90, 70), slice('500', 5, 75), slice('404', 5, 5)] },
  ]);
  expect(only.values.map(({ value }) => value)).toEqual(['500']);
});

test('values that took each other’s place say less than one that brought the change', () => {
  const explained = explainChange({ before: 300, during: 200 }, [
    { label: 'version', slices: [slice('old', 100, 0), slice('new', 0, 100), slice('other', 200, 100)] },
    { label: 'pod', slices: [slice('gone', 100, 0), slice('p1', 100, 100), slice('p2', 100, 100)] },
  ]);
  expect(explained.map(({ label }) => label)).toEqual(['pod', 'version']);
});

test('parts that are each as large as the whole, as of a maximum, are told apart by their own sum', () => {
  const explained = explainChange({ before: 100, during: 700 }, [
    { label: 'code', slices: [slice('200', 100, 700), slice('500', 100, 690)] },
    { label: 'pod', slices: [slice('p1', 100, 100), slice('p2', 100, 700), slice('p3', 100, 100)] },
  ]);
  expect(explained.map(({ label }) => label)).toEqual(['pod', 'code']);
});

test('without a change there is nothing to explain', () => {
  expect(explainChange({ before: 5, during: 5 }, [{ label: 'a', slices: [slice('x', 5, 5)] }])).toEqual([]);
  expect(explainChange({ before: NaN, during: 5 }, [{ label: 'a', slices: [slice('x', 5, 5)] }])).toEqual([]);
  expect(explainChange({ before: 0, during: 5 }, [])).toEqual([]);
});

test('shares are finite, surprise lies between 0 and 1, whatever is split', () => {
  const counts = fc.nat({ max: 1000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(counts, counts), { minLength: 1, maxLength: 20 }), (pairs) => {
      const slices = pairs.map(([before, during], i) => slice(`v${i}`, before, during));
      const total = {
        before: slices.reduce((sum, { before }) => sum + before, 0),
        during: slices.reduce((sum, { during }) => sum + during, 0),
      };
      for (const { surprise, values } of explainChange(total, [{ label: 'l', slices }])) {
        expect(surprise).toBeGreaterThanOrEqual(0);
        expect(surprise).toBeLessThanOrEqual(1);
        for (const { share } of values) expect(Number.isFinite(share)).toBe(true);
      }
    }),
  );
});
