import type { Break, BreakKind } from './breaks.ts';
import { createDrift } from './drift.ts';
import { createMemory } from './memory.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { readingsOf, type ShopReading } from './readings.ts';
import { SERVICES } from './services.ts';
import { linesOf, type ShopLine } from './lines.ts';
import { requestsOf, type ShopSpan } from './requests.ts';
import { stepShop, type ShopState, type ShopStep } from './step.ts';
import { createTemper } from './temper.ts';

/** The queue's backlog and the drifts need a few steps to be what they usually are. */
const WARM_UP_STEPS = 5;

export interface ShopOptions {
  seed: number;
  /** Seconds between readings. */
  intervalSeconds: number;
  /** Epoch ms of the first interval; taken down to the grid of intervals. */
  start: number;
}

/** One interval: what happened in the shop, and what its instruments read of it. */
export interface ShopInterval {
  step: ShopStep;
  readings: ShopReading[];
}

/** What the shop's programs tell of some requests of an interval. */
export interface ShopTelemetry {
  spans: ShopSpan[];
  lines: ShopLine[];
}

/** A shop on its way through time, interval by interval; knows the truth about what is broken. */
export class Shop {
  readonly intervalMs: number;
  /** Start of the next interval, epoch ms. */
  time: number;
  /** Every break that was ever started, oldest first. */
  readonly breaks: Break[] = [];
  readonly #state: ShopState;
  readonly #instruments: Random;
  readonly #sampler: Random;

  constructor({ seed, intervalSeconds, start }: ShopOptions) {
    this.intervalMs = intervalSeconds * 1000;
    this.time = Math.floor(start / this.intervalMs) * this.intervalMs;
    this.#instruments = createRandom(seedOf(seed, 'instruments'));
    this.#sampler = createRandom(seedOf(seed, 'sampler'));
    const random = createRandom(seedOf(seed, 'people'));
    this.#state = {
      random,
      loadSlow: createDrift(random, 0.05, 40 * 60),
      loadFast: createDrift(random, 0.015, 3 * 60),
      services: SERVICES.map((service) => ({
        service,
        temper: createTemper(service, seed),
        memory: createMemory(),
        backlog: 0,
        heldSeconds: service.ownMs / 1000,
      })),
      frontFailed: 0,
    };
    for (let i = WARM_UP_STEPS; i > 0; i--) {
      stepShop(this.#state, [], this.time - i * this.intervalMs, intervalSeconds);
    }
  }

  /** Simulates the next interval. */
  step(): ShopInterval {
    const step = stepShop(this.#state, this.breaks, this.time, this.intervalMs / 1000);
    this.time += this.intervalMs;
    return { step, readings: readingsOf(step, this.#instruments) };
  }

  /** Follows `requests` requests of an interval through the shop, and tells what was logged. */
  telemetry({ step, readings }: ShopInterval, requests: number): ShopTelemetry {
    const spans = requestsOf(step, requests, this.#sampler);
    return { spans, lines: linesOf(step, readings, spans, this.#sampler) };
  }

  /** False when that break goes on already. */
  startBreak(kind: BreakKind, at: number): boolean {
    if (this.#going(kind)) return false;
    this.breaks.push({ kind, start: at, end: null });
    return true;
  }

  /** False when there is no such break to stop. */
  stopBreak(kind: BreakKind, at: number): boolean {
    const going = this.#going(kind);
    if (going === undefined) return false;
    going.end = Math.max(at, going.start);
    return true;
  }

  #going(kind: BreakKind): Break | undefined {
    return this.breaks.find((b) => b.kind === kind && b.end === null);
  }
}
