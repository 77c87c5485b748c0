import { Confidence } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { incidentDetail } from './testing.ts';
import { callersText, confidenceText, episodesText, lagText, onsetText, spreadText } from './words.ts';

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

test('an incident that began again says when, where, and what stood out each time', () => {
  const [from, to] = ['2026-01-01T10:00:00.000Z', '2026-01-01T10:03:00.000Z'];
  const one = { start: from, end: to, services: ['stock', 'web'], suspect: 'stock' };
  const format = (time: number): string => new Date(time).toISOString().slice(11, 16);
  expect(episodesText({ episodes: [one] }, format)).toEqual([]);
  expect(episodesText({ episodes: [one, { ...one, end: null, suspect: null }] }, format)).toEqual([
    '10:00, until 10:03: stock stands out',
    '10:00, still going on: in stock, web',
  ]);
});

test('a way that was turned to begin at the suspect says what was seen sooner', () => {
  const step = { from: 'food', to: 'stock', evidence: 2 };
  const steps = [
    { ...step, lag_seconds: -120 },
    { ...step, to: 'food', lag_seconds: 480 },
  ];
  expect(spreadText({ steps })).toEqual([
    'From food to stock, where it was seen 2 min sooner',
    'Again in food, 8 min later',
  ]);
});

test('callers of a suspect that feel it', () => {
  expect(callersText({ path: ['ledger', 'cart', 'web'] })).toBe('Felt by its callers: cart → web');
  expect(callersText({ path: ['ledger'] })).toBeUndefined();
});
