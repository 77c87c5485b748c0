import type { Effect } from './breaks.ts';
import type { Service } from './services.ts';

/** An instance that was killed is back after this long. */
const RESTART_SECONDS = 40;
/** What a request in work holds on to. */
const MB_PER_REQUEST = 0.35;
/** From this share of the limit on, collecting garbage takes its toll. */
const PRESSURE_FROM = 0.75;

export interface MemoryState {
  /** Kept for good by each instance, megabytes. */
  leakedMb: number;
  /** Seconds until the killed instances are back; 0 when all are up. */
  downFor: number;
}

export const createMemory = (): MemoryState => ({ leakedMb: 0, downFor: 0 });

export interface MemoryUse {
  perInstanceMb: number;
  /** Instances on average out for a restart during the interval. */
  down: number;
  /** Times the CPU that a request needs, for the garbage collector's sake. */
  pressure: number;
  killed: boolean;
}

/** Moves memory on by `seconds`; `inWork` requests are held by the whole service, `factor` is its temper. */
export function stepMemory(
  state: MemoryState,
  service: Service,
  effect: Effect,
  factor: number,
  inWork: number,
  seconds: number,
): MemoryUse {
  const down = Math.min(1, state.downFor / seconds);
  state.downFor = Math.max(0, state.downFor - seconds);
  state.leakedMb += effect.leakMbPerSecond * seconds;
  // Nothing leaks any more: the next version was rolled out, and what was kept went with the old one.
  if (effect.leakMbPerSecond === 0) state.leakedMb = 0;

  const ordinary = service.memoryMb * factor + (MB_PER_REQUEST * inWork) / service.instances;
  let perInstanceMb = Math.min(service.memoryLimitMb, ordinary + state.leakedMb);
  const killed = perInstanceMb >= service.memoryLimitMb;
  if (killed) {
    // The instances started together and leak alike, so both go; the balancer is left with one at a time.
    state.leakedMb = 0;
    state.downFor = RESTART_SECONDS;
    perInstanceMb = (service.memoryLimitMb + ordinary) / 2;
  }
  const share = perInstanceMb / service.memoryLimitMb;
  const pressure = 1 + 2.5 * Math.max(0, share - PRESSURE_FROM);
  return { perInstanceMb, down, pressure, killed };
}
