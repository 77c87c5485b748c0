import { expect, test } from 'vitest';
import { incidentGraph } from './graph.ts';
import { NODE_HEIGHT, NODE_WIDTH, graphPicture } from './graph-picture.ts';
import { incidentDetail } from './testing.ts';

test('boxes lie within the picture and the way trouble took runs from cause to effect', () => {
  const { width, height, nodes, edges } = graphPicture(incidentGraph(incidentDetail(), []));
  for (const { left, top } of nodes) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + NODE_WIDTH).toBeLessThanOrEqual(width);
    expect(top + NODE_HEIGHT).toBeLessThanOrEqual(height);
  }
  const [edge] = edges;
  const ledger = nodes.find(({ service }) => service === 'ledger');
  expect(edge?.path.startsWith(`M ${ledger?.left} `)).toBe(true);
  expect(edge?.label.x).toBeLessThan(ledger?.left ?? 0);
});

test('within a column an edge goes round the outside', () => {
  const node = { severity: undefined, rank: undefined, isRoot: false, x: 0 };
  const { edges } = graphPicture({
    nodes: [
      { ...node, service: 'a', y: 0 },
      { ...node, service: 'b', y: 1 },
    ],
    edges: [
      { caller: 'a', callee: 'b', spread: 'down', lagSeconds: 1 },
      { caller: 'a', callee: 'unknown', spread: undefined, lagSeconds: undefined },
    ],
    columns: 1,
    rows: 2,
  });
  expect(edges).toHaveLength(1);
  expect(edges[0]?.label.x).toBeGreaterThan(NODE_WIDTH);
});

test('a way over a column passes beside the box in it, not behind, and stays in the picture', () => {
  const node = { severity: undefined, rank: undefined, isRoot: false, y: 0 };
  const { edges, nodes, height } = graphPicture({
    nodes: ['web', 'cart', 'db'].map((service, x) => ({ ...node, service, x })),
    edges: [
      { caller: 'web', callee: 'db', spread: 'up', lagSeconds: 60 },
      { caller: 'web', callee: 'cart', spread: undefined, lagSeconds: undefined },
    ],
    columns: 3,
    rows: 1,
  });
  const lane = Number(/L [\d.]+ ([\d.]+) C/.exec(edges[0]?.path ?? '')?.[1]);
  expect(lane).toBeGreaterThan((nodes[1]?.top ?? 0) + NODE_HEIGHT);
  expect(lane).toBeLessThan(height);
  expect(edges[1]?.path).not.toContain('L');
});

test('boxes and ways say what they are', () => {
  const { nodes, edges } = graphPicture(incidentGraph(incidentDetail(), []));
  expect(nodes.find(({ service }) => service === 'ledger')?.below).toBe('Critical, began here, suspect 1');
  expect(edges.map(({ lag }) => lag)).toEqual(['2 min']);
  const far = { severity: undefined, rank: undefined, isRoot: false, x: 0, y: 0, service: 'a'.repeat(40) };
  const [node] = graphPicture({ nodes: [far], edges: [], columns: 1, rows: 1 }).nodes;
  expect(node).toMatchObject({ name: `${'a'.repeat(23)}…`, below: 'no trouble seen' });
});

test('nothing to draw is a small picture', () => {
  expect(graphPicture({ nodes: [], edges: [], columns: 0, rows: 0 })).toMatchObject({ nodes: [], edges: [] });
});
