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
  const circles = findCircles(count, best);
  if (circles.length === 0) return best.filter((edge) => edge !== undefined);
  // Each circle becomes one more node; the nodes in it stay behind without edges. All at once: there may be as many as services.
  const place = new Int32Array(count).fill(-1);
  circles.forEach(({ nodes }, i) => {
    for (const node of nodes) place[node] = i;
  });
  const contracted: Edge[] = [];
  for (const edge of edges) {
    const [into, outOf] = [place[edge.to], place[edge.from]];
    if (into !== -1 && into === outOf) continue;
    // Entering a circle at `to` saves its weakest link elsewhere, and gives up the circle's own link into `to`.
    const weight =
      into === -1 ? edge.weight : edge.weight - (best[edge.to]?.weight ?? 0) + circles[into].weakest;
    if (weight <= 0) continue;
    const to = into === -1 ? edge.to : count + into;
    const from = outOf === -1 ? edge.from : count + outOf;
    contracted.push({ id: edge.id, from, to, weight, under: edge });
  }
  const outer = solve(count + circles.length, contracted).map((edge) => edge.under ?? edge);
  const entries = new Map(outer.map((edge) => [place[edge.to], edge]));
  const kept = circles.flatMap(({ nodes, weakest }, i) => {
    // Nothing enters the circle: it opens at its weakest link.
    const open = entries.get(i)?.to ?? nodes.find((node) => best[node]?.weight === weakest);
    return nodes.flatMap((node) => {
      const link = best[node];
      return node === open || link === undefined ? [] : [link];
    });
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

interface Circle {
  nodes: number[];
  /** Least weight of its links. */
  weakest: number;
}

/** The circles of `best`: no two have a node in common, for one link goes into each. */
function findCircles(count: number, best: readonly (Edge | undefined)[]): Circle[] {
  const circles: Circle[] = [];
  const walk = new Int32Array(count).fill(-1);
  for (let start = 0; start < count; start++) {
    let node: number | undefined = start;
    while (node !== undefined && walk[node] === -1) {
      walk[node] = start;
      node = best[node]?.from;
    }
    if (node === undefined || walk[node] !== start) continue;
    const nodes = [node];
    for (let next = best[node]?.from; next !== node && next !== undefined; next = best[next]?.from) {
      nodes.push(next);
    }
    circles.push({ nodes, weakest: Math.min(...nodes.map((one) => best[one]?.weight ?? 0)) });
  }
  return circles;
}
