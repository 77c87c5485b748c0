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
  const knots = new Knots(count, arrows);
  for (let circles = knots.circles(); circles.length > 0; circles = knots.circles()) {
    // All of a round at once: there may be as many as services.
    for (const circle of circles) knots.tie(circle);
  }
  return knots.explanations();
}

interface Circle {
  /** Each explained by the next, the last by the first. */
  nodes: number[];
  /** Least weight of its links. */
  weakest: number;
}

/**
 * Nodes, and circles of them tied to one node more, and circles of these. Only what leads into a circle changes when it is tied, so
 * each arrow is touched once for each circle round its head, and nothing is copied.
 */
class Knots {
  readonly #count: number;
  readonly #arrows: readonly Arrow[];
  /** Of each arrow: its weight, less what it would displace in the circles round its head. */
  readonly #weights: Float64Array;
  /** Arrows into each node, in order; none into what is tied up. */
  readonly #into: number[][];
  /** The best arrow into each node and its weight then, -1 for none; that of what is tied up is its link in the circle. */
  readonly #best: number[];
  readonly #bestWeights: number[];
  /** The node that a circle became, by the nodes in it; itself for what is in none. */
  readonly #outer: number[];
  readonly #tied: { node: number; circle: Circle }[] = [];
  /** The outermost node that holds a node, as it was found last. */
  readonly #top: number[];

  constructor(count: number, arrows: readonly Arrow[]) {
    this.#count = count;
    this.#arrows = arrows;
    this.#weights = Float64Array.from(arrows, ({ weight }) => weight);
    this.#into = Array.from({ length: count }, () => []);
    this.#outer = Array.from({ length: count }, (_, node) => node);
    this.#top = [...this.#outer];
    arrows.forEach(({ from, to, weight }, arrow) => {
      if (weight > 0 && from !== to) this.#into[to].push(arrow);
    });
    this.#best = [];
    this.#bestWeights = [];
    for (let node = 0; node < count; node++) this.#choose(node);
  }

  /** The circles that the best arrows make: no two have a node in common, for one arrow goes into each. */
  circles(): Circle[] {
    const circles: Circle[] = [];
    const nodes = this.#outer.length;
    const walk = new Int32Array(nodes).fill(-1);
    for (let start = 0; start < nodes; start++) {
      if (this.#outer[start] !== start) continue;
      let node = start;
      while (node !== -1 && walk[node] === -1) {
        walk[node] = start;
        node = this.#causeOf(node);
      }
      if (node === -1 || walk[node] !== start) continue;
      const members = [node];
      for (let next = this.#causeOf(node); next !== node; next = this.#causeOf(next)) members.push(next);
      const weakest = Math.min(...members.map((one) => this.#bestWeights[one]));
      circles.push({ nodes: members, weakest });
    }
    return circles;
  }

  /** Makes one node of a circle. Entering it saves its weakest link elsewhere, and gives up its own link into where it is entered. */
  tie(circle: Circle): void {
    const node = this.#outer.length;
    this.#outer.push(node);
    this.#top.push(node);
    for (const member of circle.nodes) this.#outer[member] = node;
    const into: number[] = [];
    for (const member of circle.nodes) {
      for (const arrow of this.#into[member]) {
        if (this.#topOf(this.#arrows[arrow].from) === node) continue;
        const weight = this.#weights[arrow] - this.#bestWeights[member] + circle.weakest;
        this.#weights[arrow] = weight;
        if (weight > 0) into.push(arrow);
      }
      this.#into[member] = [];
    }
    this.#into.push(into);
    this.#tied.push({ node, circle });
    this.#choose(node);
  }

  /** Opens the circles again, the outermost first: where they are entered, or else at the weakest link. */
  explanations(): Int32Array {
    const chosen = Int32Array.from(this.#best);
    for (const { node, circle } of this.#tied.toReversed()) {
      const entry = chosen[node];
      const open =
        entry === -1
          ? circle.nodes.find((member) => this.#bestWeights[member] === circle.weakest)
          : this.#within(node, this.#arrows[entry].to);
      if (open !== undefined) chosen[open] = entry;
    }
    return chosen.subarray(0, this.#count);
  }

  /** Of equals the first one. */
  #choose(node: number): void {
    let [best, weight] = [-1, NaN];
    for (const arrow of this.#into[node]) {
      const own = this.#weights[arrow];
      if (best === -1 || own > weight || (own === weight && arrow < best)) [best, weight] = [arrow, own];
    }
    this.#best[node] = best;
    this.#bestWeights[node] = weight;
  }

  #causeOf(node: number): number {
    const arrow = this.#best[node];
    return arrow === -1 ? -1 : this.#topOf(this.#arrows[arrow].from);
  }

  #topOf(node: number): number {
    let top = this.#top[node];
    while (this.#outer[top] !== top) top = this.#outer[top];
    this.#top[node] = top;
    return top;
  }

  /** The node directly within `outer` that holds `node`. */
  #within(outer: number, node: number): number {
    let at = node;
    while (this.#outer[at] !== outer) at = this.#outer[at];
    return at;
  }
}
