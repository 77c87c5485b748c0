import { Random } from '@lapwing/engine/testing';

/** Seeded draws of the kinds that a simulation needs. */
export class Chance {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(Math.imul(seed, 0x9e3779b1));
    for (let i = 0; i < 4; i++) this.#random.next();
  }

  next(): number {
    return this.#random.next();
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  hit(share: number): boolean {
    return this.next() < share;
  }

  one<T>(some: readonly T[]): T {
    return some[Math.min(some.length - 1, Math.floor(this.next() * some.length))];
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** A factor round 1 whose logarithm spreads by `share`. */
  around(share: number): number {
    return Math.exp(share * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }
}
