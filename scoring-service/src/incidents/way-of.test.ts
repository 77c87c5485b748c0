import type { Suspect } from '@lapwing/contract';
import type { IncidentPart } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { wayOf } from './way-of.ts';

const part = (entity: string, minute: number): IncidentPart => ({
  ...{ id: entity, entity, start: minute * 60_000, end: Infinity, score: 60, intervalMs: 60_000 },
  anomalies: [entity],
});
const [stock, food, web] = [part('stock', 0), part('food', 2), part('web', 3)];
const tree = {
  parts: [stock, food, web],
  spread: [
    { from: stock, to: food, evidence: 3 },
    { from: food, to: web, evidence: 2 },
  ],
};
const suspect = (...path: string[]): Suspect => ({
  ...{
    rank: 1,
    service: path[0],
    kind: 'metric',
    signal: 'cpu',
    signal_id: null,
    score: 9,
    evidence: [],
    path,
  },
});
const told = (first: Suspect | null): string[] =>
  wayOf(tree, first).map(({ from, to, lag_seconds: lag }) => `${from}>${to} ${lag}`);

test('the way begins where the first suspect is', () => {
  expect(told(suspect('stock', 'food'))).toEqual(['stock>food 120', 'food>web 60']);
  expect(told(suspect('food', 'web'))).toEqual(['food>stock -120', 'food>web 60']);
  expect(told(suspect('web'))).toEqual(['food>stock -120', 'web>food -60']);
});

test('a suspect without anomalies comes before what it reached', () => {
  expect(told(suspect('db', 'food', 'web'))).toEqual(['db>food 0', 'food>stock -120', 'food>web 60']);
  expect(told(suspect('db'))).toEqual(['db>stock 0', 'stock>food 120', 'food>web 60']);
});

test('where nothing stands out it begins with what moved first', () => {
  expect(told(null)).toEqual(['stock>food 120', 'food>web 60']);
  expect(wayOf({ parts: [], spread: [] }, suspect('db'))).toEqual([]);
});
