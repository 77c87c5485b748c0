import type { CallGraph } from '../suspects/call-graph.ts';

/** Who calls whom, as far as it is known. Names are entities (services). */
export type ServiceGraph = Pick<CallGraph, 'services' | 'calleesOf' | 'callersOf' | 'depthsFrom'>;

/** How trouble in one entity could have come to another. */
export type Relation =
  /** One and the same. */
  | 'same'
  /** It calls the other: the way failures climb. */
  | 'caller'
  /** It calls something that calls the other, and so on. */
  | 'far-caller'
  /** The other calls it: the way load goes. */
  | 'callee'
  /** Both call something that nobody watches, which may be the cause of both. */
  | 'shared-dependency'
  /** The graph knows both, and no way between them. */
  | 'unrelated'
  /** The graph does not know one of them. */
  | 'unknown';

/** Calls along which failures are followed: they fade on the way, and beyond this nearly all services are related. */
const MOST_HOPS = 3;

/** What the graph says of a pair: how the second stands to the first, and whether something below both moves both. */
export interface Tie {
  relation: Relation;
  confounded: boolean;
}

/** Answers how `to` stands to `from`. What it walked once it remembers: the graph must not change meanwhile. */
export class Relations {
  readonly #graph: ServiceGraph;
  readonly #known: ReadonlySet<string>;
  readonly #watched: ReadonlySet<string>;
  readonly #above = new Map<string, Map<string, number>>();
  readonly #below = new Map<string, Set<string>>();
  readonly #ties = new Map<string, Map<string, Tie>>();
  readonly #everythingBelow = new Map<string, Set<string>>();
  /** Share of what is watched that the graph does not know, 0 to 1. */
  readonly unknownShare: number;

  /** `watched`: entities that have signals. One that has them, and is ordinary, is no hidden cause. */
  constructor(graph: ServiceGraph, watched: ReadonlySet<string>) {
    this.#graph = graph;
    this.#known = new Set(graph.services);
    this.#watched = watched;
    const unknown = [...watched].filter((entity) => !this.#known.has(entity)).length;
    this.unknownShare = watched.size === 0 ? 1 : unknown / watched.size;
  }

  /** How others stand to `from`. */
  from(from: string): (to: string) => Tie {
    const ties = this.#ties.get(from) ?? new Map<string, Tie>();
    this.#ties.set(from, ties);
    return (to) => {
      const known = ties.get(to);
      if (known !== undefined) return known;
      const relation = this.#find(from, to);
      const confounded =
        relation === 'callee' || (relation === 'unrelated' && this.#shareDependency(from, to));
      const tie = { relation, confounded };
      ties.set(to, tie);
      return tie;
    };
  }

  #find(from: string, to: string): Relation {
    if (from === to) return 'same';
    if (!this.#known.has(from) || !this.#known.has(to)) return 'unknown';
    const hops = this.#callersOf(from).get(to);
    if (hops !== undefined) return hops === 1 ? 'caller' : 'far-caller';
    const callees = this.#calleesOf(from);
    if (callees.has(to)) return 'callee';
    for (const shared of this.#calleesOf(to)) {
      if (callees.has(shared) && !this.#watched.has(shared)) return 'shared-dependency';
    }
    return 'unrelated';
  }

  /** Whether something lies below both, directly or further down: its trouble moves both. */
  #shareDependency(one: string, other: string): boolean {
    const below = this.#allBelow(one);
    for (const service of this.#allBelow(other)) if (below.has(service)) return true;
    return false;
  }

  #allBelow(service: string): Set<string> {
    const known = this.#everythingBelow.get(service);
    if (known !== undefined) return known;
    const found = new Set(this.#graph.depthsFrom(service).keys());
    this.#everythingBelow.set(service, found);
    return found;
  }

  #calleesOf(service: string): Set<string> {
    const known = this.#below.get(service);
    if (known !== undefined) return known;
    const callees = new Set(this.#graph.calleesOf(service).keys());
    this.#below.set(service, callees);
    return callees;
  }

  /** Direct and indirect callers with the number of calls between. */
  #callersOf(service: string): Map<string, number> {
    const known = this.#above.get(service);
    if (known !== undefined) return known;
    const found = new Map<string, number>([[service, 0]]);
    let front = [service];
    for (let hops = 1; hops <= MOST_HOPS; hops++) {
      const next = front
        .flatMap((below) => [...this.#graph.callersOf(below).keys()])
        .filter((one) => !found.has(one));
      for (const caller of next) found.set(caller, hops);
      front = [...new Set(next)];
    }
    found.delete(service);
    this.#above.set(service, found);
    return found;
  }
}
