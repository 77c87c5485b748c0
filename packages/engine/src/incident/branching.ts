/** A possible explanation: `to` came of `from`, with this much evidence for it (nats; above 0 is more likely than not). */
export interface Arrow {
  from: number;
  to: number;
  weight: number;
}

/**
 * The maximum branching: for each of `count` nodes at most one explanation, without circles, with the greatest sum of
 * weights (Chu and Liu 1965; Edmonds, "Optimum branchings", 1967). Answers, for each node, the index of its arrow in
 * `arrows`, or -1 for a node that nothing explains. Arrows whose weight is not above 0 are left out. Of equals, the
 * first one stays: the same arrows in the same order give the same answer.
 */
export function maximumBranching(count: number, arrows: readonly Arrow[]): Int32Array {
  const edges = arrows.flatMap(({ from, to, weight }, id): Edge[] =>
    weight > 0 && from !== to ? [{ id, from, to, weight, under: undefined }] : [],
  );
  const chosen = new Int32Array(count).fill(-1);
  for (const edge of solve(count, edges)) chosen[edge.to] = edge.id;
  return chosen;
}

interface Edge {
  id: number;
  from: number;
  to: number;
  /** Weight less what it would displace, for an edge into a contracted circle. */
  weight: number;
  /** The edge of the graph before the contraction. */
  under: Edge | undefined;
}

function solve(count: number, edges: readonly Edge[]): Edge[] {
  const best = bestInto(count, edges);
  const circle = findCircle(count, best);
  if (circle === undefined) return best.filter((edge) => edge !== undefined);
  const inCircle = new Set(circle);
  const weakest = Math.min(...circle.map((node) => best[node]?.weight ?? 0));
  // The circle becomes one more node; the nodes in it stay behind without edges.
  const contracted = edges.flatMap((edge): Edge[] => {
    const [inside, outside] = [inCircle.has(edge.to), inCircle.has(edge.from)];
    if (inside && outside) return [];
    const to = inside ? count : edge.to;
    const from = outside ? count : edge.from;
    // Entering the circle at `to` saves its weakest link elsewhere, and gives up the circle's own link into `to`.
    const weight = inside ? edge.weight - (best[edge.to]?.weight ?? 0) + weakest : edge.weight;
    return weight > 0 ? [{ id: edge.id, from, to, weight, under: edge }] : [];
  });
  const outer = solve(count + 1, contracted).map((edge) => edge.under ?? edge);
  const entry = outer.find((edge) => inCircle.has(edge.to));
  // Nothing enters the circle: it opens at its weakest link.
  const open = entry?.to ?? circle.find((node) => best[node]?.weight === weakest);
  const kept = circle.flatMap((node) => {
    const link = best[node];
    return node === open || link === undefined ? [] : [link];
  });
  return [...outer, ...kept];
}

function bestInto(count: number, edges: readonly Edge[]): (Edge | undefined)[] {
  const best = new Array<Edge | undefined>(count).fill(undefined);
  for (const edge of edges) {
    const known = best[edge.to];
    if (known === undefined || edge.weight > known.weight) best[edge.to] = edge;
  }
  return best;
}

/** Nodes of one circle of `best`; undefined when there is none. */
function findCircle(count: number, best: readonly (Edge | undefined)[]): number[] | undefined {
  const walk = new Int32Array(count).fill(-1);
  for (let start = 0; start < count; start++) {
    let node: number | undefined = start;
    while (node !== undefined && walk[node] === -1) {
      walk[node] = start;
      node = best[node]?.from;
    }
    if (node === undefined || walk[node] !== start) continue;
    const circle = [node];
    for (let next = best[node]?.from; next !== node && next !== undefined; next = best[next]?.from) {
      circle.push(next);
    }
    return circle;
  }
  return undefined;
}
