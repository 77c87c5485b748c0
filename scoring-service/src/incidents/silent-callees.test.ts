import { CallGraph, type Evidence } from '@lapwing/engine';
import { expect, test } from 'vitest';
import { withSilentCallees } from './silent-callees.ts';

const graph = new CallGraph();
graph.addCall('web', 'stock');
graph.addCall('stock', 'database');
const slow = (service: string): Evidence => ({
  ...{ service, kind: 'trace', family: 'time', signal: 'find', strength: 6, reach: 'own', words: 'longer' },
});
const senders = new Set(['web', 'stock']);

test('the time of what sends no spans is told by who calls it', () => {
  expect(withSilentCallees(slow('stock'), graph, senders)).toEqual([
    { ...slow('stock'), reach: 'callee' },
    { ...slow('stock'), service: 'database' },
  ]);
});

test('where all that is called sends spans, own time is own; other evidence is left as it is', () => {
  expect(withSilentCallees(slow('web'), graph, senders)).toEqual([slow('web')]);
  const errors: Evidence = { ...slow('stock'), family: 'error' };
  expect(withSilentCallees(errors, graph, senders)).toEqual([errors]);
});
