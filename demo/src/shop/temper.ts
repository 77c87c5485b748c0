import { createDrift, type Drift } from './drift.ts';
import { seedOf, createRandom, type Random } from './random.ts';
import type { Service } from './services.ts';

/** A service gets a new version about this often; an ordinary one, which breaks nothing. */
const MEAN_SECONDS_BETWEEN_DEPLOYS = 7 * 86_400;
/** How far an ordinary new version moves what a request costs: standard deviation of the logarithm. */
const DEPLOY_STEP = 0.025;
const GC_PERIOD_SECONDS = 33 * 60;
const GC_SHARE = 0.05;

/** What makes a service differ from itself an hour ago although nothing is wrong. */
export interface Temper {
  /** Times its work takes and its CPU costs. */
  time: number;
  cpu: number;
  /** Times the memory it needs, garbage on the way to its collection included. */
  memory: number;
}

export interface TemperState {
  random: Random;
  timeDrift: Drift;
  cpuDrift: Drift;
  memoryDrift: Drift;
  version: { time: number; cpu: number; memory: number };
  /** Seconds since the last garbage collection. */
  sinceGc: number;
}

export function createTemper(service: Service, seed: number): TemperState {
  const random = createRandom(seedOf(seed, `temper/${service.name}`));
  return {
    random,
    timeDrift: createDrift(random, 0.04, 25 * 60),
    cpuDrift: createDrift(random, 0.025, 40 * 60),
    memoryDrift: createDrift(random, 0.012, 3 * 3600),
    version: { time: 1, cpu: 1, memory: 1 },
    sinceGc: random.uniform() * GC_PERIOD_SECONDS,
  };
}

export function stepTemper(state: TemperState, seconds: number): Temper {
  const { random, version } = state;
  if (random.uniform() < seconds / MEAN_SECONDS_BETWEEN_DEPLOYS) {
    version.time = Math.exp(DEPLOY_STEP * random.normal());
    version.cpu = Math.exp(DEPLOY_STEP * random.normal());
    version.memory = Math.exp(DEPLOY_STEP * random.normal());
    state.sinceGc = 0;
  }
  state.sinceGc += seconds;
  if (state.sinceGc > GC_PERIOD_SECONDS) state.sinceGc = GC_PERIOD_SECONDS * 0.2 * random.uniform();
  const garbage = GC_SHARE * (state.sinceGc / GC_PERIOD_SECONDS);
  return {
    time: version.time * Math.exp(state.timeDrift.step(seconds)),
    cpu: version.cpu * Math.exp(state.cpuDrift.step(seconds)),
    memory: version.memory * (1 + garbage) * Math.exp(state.memoryDrift.step(seconds)),
  };
}
