import { Confidence } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { incidentDetail } from './testing.ts';
import { confidenceText, lagText, onsetText, spreadText } from './words.ts';

test('every confidence has its sentence', () => {
  expect(new Set(Confidence.options.map(confidenceText)).size).toBe(Confidence.options.length);
});

test('lags and steps in words', () => {
  expect([lagText(0), lagText(-1), lagText(120)]).toEqual(['first', 'first', '2 min later']);
  expect(onsetText({ lagSeconds: 0, from: undefined })).toBe('first');
  expect(onsetText({ lagSeconds: 0, from: 'ledger' }), 'not first: something was before it').toBe(
    'at once, from ledger',
  );
  expect(onsetText({ lagSeconds: 120, from: 'ledger' })).toBe('2 min later, from ledger');
  expect(spreadText(incidentDetail())).toEqual(['From ledger to web, 2 min later']);
  const step = { from: 'a', to: 'b', lag_seconds: 0, evidence: 1 };
  expect(spreadText({ steps: [step] })).toEqual(['From a to b, within the same interval']);
});
