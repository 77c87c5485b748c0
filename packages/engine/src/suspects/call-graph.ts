/** A call graph as plain data: names once, each edge as positions in `services`, with how often it was seen. */
export interface CallGraphData {
  version: 1;
  services: string[];
  calls: [caller: number, callee: number, count: number][];
}

/** Who calls whom. Cycles and services that call themselves are ordinary; a call of oneself is not an edge. */
export class CallGraph {
  readonly #callees = new Map<string, Map<string, number>>();
  readonly #callers = new Map<string, Map<string, number>>();

  /** A service without calls. */
  addService(service: string): void {
    if (!this.#callees.has(service)) this.#callees.set(service, new Map());
    if (!this.#callers.has(service)) this.#callers.set(service, new Map());
  }

  addCall(caller: string, callee: string, count = 1): void {
    this.addService(caller);
    this.addService(callee);
    if (caller === callee) return;
    raise(this.#callees, caller, callee, count);
    raise(this.#callers, callee, caller, count);
  }

  get services(): string[] {
    return [...this.#callees.keys()];
  }

  /** Services that this one calls, with counts. */
  calleesOf(service: string): ReadonlyMap<string, number> {
    return this.#callees.get(service) ?? NONE;
  }

  callersOf(service: string): ReadonlyMap<string, number> {
    return this.#callers.get(service) ?? NONE;
  }

  /** Steps down from `service` along calls to each service that it can reach, itself 0. */
  depthsFrom(service: string): Map<string, number> {
    return breadthFirst(service, (name) => this.calleesOf(name));
  }

  /** Steps up from `service` along callers to each service that can reach it, itself 0. */
  heightsFrom(service: string): Map<string, number> {
    return breadthFirst(service, (name) => this.callersOf(name));
  }

  toData(): CallGraphData {
    const services = this.services;
    const at = new Map(services.map((name, index) => [name, index]));
    const calls: CallGraphData['calls'] = [];
    for (const [caller, callees] of this.#callees) {
      for (const [callee, count] of callees) calls.push([at.get(caller) ?? 0, at.get(callee) ?? 0, count]);
    }
    return { version: 1, services, calls };
  }

  static fromData(data: CallGraphData): CallGraph {
    const graph = new CallGraph();
    for (const service of data.services) graph.addService(service);
    for (const [caller, callee, count] of data.calls) {
      graph.addCall(data.services[caller], data.services[callee], count);
    }
    return graph;
  }
}

const NONE: ReadonlyMap<string, number> = new Map();

function raise(edges: Map<string, Map<string, number>>, from: string, to: string, count: number): void {
  const row = edges.get(from);
  if (row) row.set(to, (row.get(to) ?? 0) + count);
}

function breadthFirst(
  from: string,
  next: (name: string) => ReadonlyMap<string, number>,
): Map<string, number> {
  const steps = new Map([[from, 0]]);
  for (const [name, step] of steps) {
    // A Map is walked in the order of insertion, and what is added meanwhile is walked too: a queue.
    for (const other of next(name).keys()) if (!steps.has(other)) steps.set(other, step + 1);
  }
  return steps;
}
