export interface Layered {
  /** Column and row of a node, from 0. Throws RangeError for a node that was not given. */
  at(node: string): { x: number; y: number };
  columns: number;
  rows: number;
}

/** Sweeps that order the rows: more change next to nothing on graphs that fit on a screen. */
const SWEEPS = 4;

/**
 * Places nodes in columns so that edges go from left to right, circles aside, and in each column near what they are tied
 * to (Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system structures", 1981: longest path
 * layers, barycentre order). The same input gives the same places.
 */
export function layered(nodes: readonly string[], edges: readonly (readonly [string, string])[]): Layered {
  const forward = withoutCircles(nodes, edges);
  const column = longestPaths(nodes, forward);
  const columns: string[][] = [];
  for (const node of nodes) (columns[column.get(node) ?? 0] ??= []).push(node);
  const row = new Map(columns.flatMap((members) => members.map((node, y): [string, number] => [node, y])));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? columns : columns.toReversed();
    for (const members of order) {
      const centre = new Map(members.map((node) => [node, barycentre(node, forward, row)]));
      members.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0) || (a < b ? -1 : 1));
      members.forEach((node, y) => row.set(node, y));
    }
  }
  return {
    at(node) {
      const [x, y] = [column.get(node), row.get(node)];
      if (x === undefined || y === undefined) throw new RangeError(`no node ${node} was given`);
      return { x, y };
    },
    columns: columns.length,
    rows: Math.max(0, ...columns.map((members) => members.length)),
  };
}

type Edges = readonly (readonly [string, string])[];

/** The edges but those that close a circle, in a walk from the nodes in their order. */
function withoutCircles(nodes: readonly string[], edges: Edges): Edges {
  const out = Map.groupBy(edges, ([from]) => from);
  const state = new Map<string, 'open' | 'done'>();
  const closing = new Set<readonly [string, string]>();
  for (const start of nodes) {
    const path: { node: string; next: number }[] = state.has(start) ? [] : [{ node: start, next: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1];
      state.set(top.node, 'open');
      const edge = out.get(top.node)?.[top.next++];
      if (edge === undefined) {
        state.set(top.node, 'done');
        path.pop();
      } else if (state.get(edge[1]) === 'open') closing.add(edge);
      else if (!state.has(edge[1])) path.push({ node: edge[1], next: 0 });
    }
  }
  return edges.filter((edge) => !closing.has(edge));
}

/** Most edges on a way to each node. */
function longestPaths(nodes: readonly string[], edges: Edges): Map<string, number> {
  const depth = new Map(nodes.map((node) => [node, 0]));
  // Without circles no way has more edges than there are nodes.
  for (let round = 0, moved = true; moved && round < nodes.length; round++) {
    moved = false;
    for (const [from, to] of edges) {
      const next = (depth.get(from) ?? 0) + 1;
      if (next <= (depth.get(to) ?? 0)) continue;
      depth.set(to, next);
      moved = true;
    }
  }
  return depth;
}

function barycentre(node: string, edges: Edges, row: ReadonlyMap<string, number>): number {
  const tied = edges.flatMap(([from, to]) => (from === node ? [to] : to === node ? [from] : []));
  if (tied.length === 0) return row.get(node) ?? 0;
  return tied.reduce((sum, other) => sum + (row.get(other) ?? 0), 0) / tied.length;
}
