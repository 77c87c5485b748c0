import { expect, test } from 'vitest';
import { CallGraph } from './call-graph.ts';

test('a ring, a call of oneself and a lone service', () => {
  const graph = new CallGraph();
  graph.addCall('a', 'b', 3);
  graph.addCall('b', 'c');
  graph.addCall('c', 'a');
  graph.addCall('c', 'c');
  graph.addService('lone');
  expect(graph.depthsFrom('a')).toEqual(new Map([['a', 0], ['b', 1], ['c', 2]])); // prettier-ignore
  expect(graph.heightsFrom('a')).toEqual(new Map([['a', 0], ['c', 1], ['b', 2]])); // prettier-ignore
  expect([...graph.calleesOf('c').keys()]).toEqual(['a']);
  expect(graph.calleesOf('lone').size).toBe(0);
  expect(graph.calleesOf('not there').size).toBe(0);
});

test('as data and back', () => {
  const graph = new CallGraph();
  graph.addCall('a', 'b', 3);
  graph.addCall('a', 'b', 2);
  graph.addService('lone');
  const data = graph.toData();
  expect(data).toEqual({ version: 1, services: ['a', 'b', 'lone'], calls: [[0, 1, 5]] });
  expect(CallGraph.fromData(JSON.parse(JSON.stringify(data)) as typeof data).toData()).toEqual(data);
});
