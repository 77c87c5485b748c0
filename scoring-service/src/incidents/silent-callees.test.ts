import { CallGraph, type Evidence } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { withSilentCallees } from './silent-callees.ts';

const graph = new CallGraph();
graph.addCall('web', 'stock');
for (const caller of ['stock', 'users', 'cart']) graph.addCall(caller, 'database');
const slow = (service: string, strength = 6): Evidence => ({
  ...{ service, kind: 'trace', family: 'time', signal: 'find', strength, reach: 'own', words: 'longer' },
});
/** What one of its callers tells of the database. */
const told = (caller: string, strength: number): Evidence => ({
  ...slow('database', strength),
  words: `in ${caller}, longer`,
});
const senders = new Set(['web', 'stock', 'users', 'cart']);

test('the time of what sends no spans is told by those who call it', () => {
  const all = [slow('stock'), slow('users', 9), slow('cart', 1.5)];
  expect(withSilentCallees(all, graph, senders)).toEqual([
    { ...slow('stock'), reach: 'callee' },
    told('stock', 5),
    { ...slow('users', 9), reach: 'callee' },
    told('users', 7.5),
    { ...slow('cart', 1.5), reach: 'callee' },
    told('cart', 1.25),
  ]);
});

test('one caller that is slower while the others are as ever has the time itself', () => {
  expect(withSilentCallees([slow('stock')], graph, senders)).toEqual([slow('stock')]);
});

test('where all that is called sends spans, own time is own; other evidence is left as it is', () => {
  expect(withSilentCallees([slow('web')], graph, senders)).toEqual([slow('web')]);
  const errors: Evidence = { ...slow('stock'), family: 'error' };
  expect(withSilentCallees([errors], graph, senders)).toEqual([errors]);
});
