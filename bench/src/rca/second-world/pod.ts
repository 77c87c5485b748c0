import type { Chance } from '../made-up/chance.ts';
import { well, type Ill } from './ill.ts';
import type { Ledger } from './ledger.ts';
import type { Service } from './world.ts';

/** A machine: who is on it shares its processor and its disk. */
export class Node {
  readonly index: number;
  readonly ledger: Ledger;
  cores = 1;
  /** Share in use, over the last second. */
  busy = 0;
  disk = 0;

  constructor(index: number, ledger: Ledger) {
    this.index = index;
    this.ledger = ledger;
  }
}

interface Pool {
  used: number;
  waiting: { go: () => void; gone: boolean }[];
}

interface Breaker {
  failures: number;
  openUntilMs: number;
}

/** Something that is at work in a pod, and is lost with it. */
export interface Job {
  lost: (why: string) => void;
}

/** One replica of a service. */
export class Pod {
  readonly service: Service;
  readonly node: Node;
  readonly name: string;
  state: 'up' | 'starting' | 'down' = 'up';
  ill: Ill = well();
  readonly jobs = new Set<Job>();
  readonly waiting: { go: () => void; gone: boolean }[] = [];
  active = 0;
  leakedMib = 0;
  heapMib = 0;
  /** Stopped until then by a collection. */
  stoppedUntilMs = 0;
  lastPauseMs = 0;
  lockedUntilMs = 0;
  /** It is slow until it is warm. */
  warmAtMs = -Infinity;
  version = 1;
  readonly pools = new Map<number, Pool>();
  readonly breakers = new Map<number, Breaker>();
  #quotaMs = 0;
  #quotaAtMs = 0;
  #linkFreeMs = 0;

  constructor(service: Service, node: Node, name: string) {
    this.service = service;
    this.node = node;
    this.name = name;
  }

  pool(to: number): Pool {
    let pool = this.pools.get(to);
    if (!pool) this.pools.set(to, (pool = { used: 0, waiting: [] }));
    return pool;
  }

  breaker(to: number): Breaker {
    let breaker = this.breakers.get(to);
    if (!breaker) this.breakers.set(to, (breaker = { failures: 0, openUntilMs: 0 }));
    return breaker;
  }

  /** How long `ms` of processor time take, ms: beside others, under its quota, behind a collection. Counts it. */
  work(ms: number, nowMs: number, ledger: Ledger, second: number): number {
    const left = this.service.cores * Math.max(0.04, 1 - this.ill.stress);
    const warm = nowMs < this.warmAtMs ? 2.5 : 1;
    const beside = this.node.busy > 0.85 ? 1 + (4 * (this.node.busy - 0.85)) / 0.15 : 1;
    const cost = ms * this.ill.slow * warm;
    this.#quotaMs = Math.min(100 * left, this.#quotaMs + (nowMs - this.#quotaAtMs) * left) - cost;
    this.#quotaAtMs = nowMs;
    const held = this.#quotaMs < 0 ? -this.#quotaMs / left : 0;
    ledger.add('cpu', second, cost / 1000);
    ledger.add('throttled', second, held / 1000);
    return cost * beside + held + Math.max(0, this.stoppedUntilMs - nowMs);
  }

  /** How long it takes to write or read so much, ms. */
  disk(kb: number): number {
    const squeezed =
      this.ill.heldMib + this.leakedMib > 0.7 * (this.service.limitMib - this.service.memMib) ? 3 : 1;
    return ((0.2 + kb / 60) * squeezed) / Math.max(0.04, 1 - this.node.disk);
  }

  /** How long something it sends is on its way, ms; undefined: it does not arrive. */
  way(to: Pod, kb: number, nowMs: number, chance: Chance): number | undefined {
    if (cutOff(this, to) || cutOff(to, this)) return undefined;
    let ms = chance.between(0.2, 0.8) + this.ill.delayMs * (this.ill.delayMs > 0 ? chance.around(0.15) : 1);
    if (this.ill.loss > 0) {
      const packets = 1 + Math.floor(kb / 1.4);
      for (let i = 0, wait = 200; i < packets; i++) {
        for (let tries = 0; tries < 5 && chance.hit(this.ill.loss); tries++, wait *= 2) ms += wait;
      }
    }
    if (this.ill.kbitS > 0) {
      const start = Math.max(nowMs, this.#linkFreeMs);
      this.#linkFreeMs = start + (kb * 8000) / this.ill.kbitS;
      ms += this.#linkFreeMs - nowMs;
    }
    return ms;
  }

  /** Everything in it is lost; it takes nothing until it is started again. */
  die(why: string): void {
    this.state = 'down';
    for (const job of [...this.jobs]) job.lost(why);
    this.jobs.clear();
    this.waiting.length = 0;
    this.active = 0;
    this.leakedMib = 0;
    this.heapMib = 0;
    this.pools.clear();
    this.breakers.clear();
  }
}

function cutOff(pod: Pod, other: Pod): boolean {
  const { cut } = pod.ill;
  return cut === 'all' || (cut !== 'nobody' && cut.has(other.service.index));
}
