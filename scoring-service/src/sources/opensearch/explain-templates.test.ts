import { explainChange } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { drawnLines, templateDimension } from './explain-templates.ts';

const WHOLE = { timed_out: false, _shards: { total: 1, failed: 0 } };

test('the wording that grew is named, whatever its numbers', () => {
  const done = Array.from({ length: 50 }, (_, n) => `order ${n * 7} done in ${n} ms`);
  const failed = Array.from({ length: 50 }, (_, n) => `no connection to ledger ${n * 13}`);
  const total = { before: 1000, during: 2000 };
  const dimension = templateDimension({ before: done, during: [...done, ...failed] }, total);
  const [{ label, values }] = explainChange(total, [dimension]);
  expect([label, values]).toEqual([
    'template',
    [{ value: 'no connection to ledger <*>', before: 0, during: 1000, share: 1 }],
  ]);
});

test('messages of documents that have one, at any depth', () => {
  const hits = [{ _source: { log: { text: 'a' } } }, { _source: { 'log.text': 'b' } }, { _source: {} }, {}];
  expect(drawnLines({ ...WHOLE, hits: { hits } }, 'log.text')).toEqual(['a', 'b']);
  expect(() => drawnLines({ ...WHOLE, timed_out: true, hits: { hits } }, 'log.text')).toThrow();
});
