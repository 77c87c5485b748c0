import type { RcaInput } from '@lapwing/engine';
import type { KnownCase } from '../cases.ts';
import { Chance } from './chance.ts';
import { courseOf, momentOf } from './course.ts';
import { CODE_FAULTS, NO_EFFECT, RESOURCE_FAULTS, madeUpFault, type FaultKind } from './fault.ts';
import { metricsOf, type Watch } from './metrics.ts';
import { Requests, type Tracing } from './requests.ts';
import { madeUpSystem } from './system.ts';

/** What of a made-up system is handed to the ranking. */
interface Shape {
  /** Fewest and most services. */
  sizes: [number, number];
  pastMs: number;
  troubleMs: number;
  watch?: Watch;
  tracing?: Tracing;
  logs?: false;
  spans?: false;
  topology?: true;
  faults: readonly FaultKind[];
}

const MINUTE = 60_000;
const START_MS = Date.UTC(2030, 0, 7, 9);
const SHORT: Watch = { intervalMs: 1000, scrapeMs: 5000, names: 'short', latency: 'client', missing: 0 };
const EXPORTER: Watch = {
  intervalMs: 15_000,
  scrapeMs: 15_000,
  names: 'exporter',
  latency: 'server',
  missing: 0.02,
};
const TRACING: Tracing = { perSecond: 2, clientSpans: true, places: true, ids: true };

/** By name: what is seen of a system, and what goes wrong. */
export const MADE_UP: Readonly<Record<string, Shape>> = {
  'metrics 1 s': {
    sizes: [10, 14],
    pastMs: 10 * MINUTE,
    troubleMs: 10 * MINUTE,
    watch: SHORT,
    faults: RESOURCE_FAULTS,
  },
  'metrics 15 s, counters': {
    sizes: [20, 40],
    pastMs: 60 * MINUTE,
    troubleMs: 10 * MINUTE,
    watch: EXPORTER,
    topology: true,
    faults: RESOURCE_FAULTS,
  },
  'metrics 1 min': {
    sizes: [12, 40],
    pastMs: 60 * MINUTE,
    troubleMs: 8 * MINUTE,
    watch: { intervalMs: MINUTE, scrapeMs: 15_000, names: 'short', latency: 'client', missing: 0.05 },
    faults: RESOURCE_FAULTS,
  },
  'metrics 5 min': {
    sizes: [15, 30],
    pastMs: 12 * 60 * MINUTE,
    troubleMs: 40 * MINUTE,
    watch: { intervalMs: 5 * MINUTE, scrapeMs: 30_000, names: 'exporter', latency: 'server', missing: 0.02 },
    topology: true,
    faults: RESOURCE_FAULTS,
  },
  'metrics 1 s, three minutes of past': {
    sizes: [10, 30],
    pastMs: 3 * MINUTE,
    troubleMs: 3 * MINUTE,
    watch: { ...SHORT, missing: 0.02 },
    faults: RESOURCE_FAULTS,
  },
  'spans alone': {
    sizes: [10, 30],
    pastMs: 5 * MINUTE,
    troubleMs: 4 * MINUTE,
    tracing: TRACING,
    logs: false,
    faults: [...RESOURCE_FAULTS, ...CODE_FAULTS],
  },
  'logs alone': {
    sizes: [10, 30],
    pastMs: 5 * MINUTE,
    troubleMs: 4 * MINUTE,
    tracing: { ...TRACING, places: false },
    spans: false,
    faults: ['crash', 'socket', ...CODE_FAULTS],
  },
  'logs and spans': {
    sizes: [10, 30],
    pastMs: 5 * MINUTE,
    troubleMs: 4 * MINUTE,
    tracing: { ...TRACING, clientSpans: false },
    faults: [...RESOURCE_FAULTS, ...CODE_FAULTS],
  },
  'all sources': {
    sizes: [10, 40],
    pastMs: 10 * MINUTE,
    troubleMs: 5 * MINUTE,
    watch: { ...EXPORTER, missing: 0 },
    tracing: { ...TRACING, perSecond: 1 },
    topology: true,
    faults: [...RESOURCE_FAULTS, ...CODE_FAULTS],
  },
};

/** Cases of a shape: each of its faults in `seeds` systems. Seeded: the same each time. */
export function madeUpCases(name: string, seeds: number, from = 1): KnownCase[] {
  const shape = MADE_UP[name];
  return shape.faults.flatMap((kind) =>
    Array.from({ length: seeds }, (_, seed) =>
      madeUpCase(shape, kind, `${kind} ${from + seed}`, from + seed),
    ),
  );
}

function madeUpCase(shape: Shape, kind: FaultKind, name: string, seed: number): KnownCase {
  const kinds: readonly FaultKind[] = [...RESOURCE_FAULTS, ...CODE_FAULTS];
  const chance = new Chance(1000 * kinds.indexOf(kind) + seed);
  const system = madeUpSystem(chance.whole(...shape.sizes), chance);
  const idle = system.services.map(() => NO_EFFECT);
  const { rates, busy } = momentOf(system, undefined, START_MS, system.rate, idle);
  // Machines are bought for the load that there is.
  system.services.forEach(
    (service, i) => (service.cores = Math.max(0.05, busy[i] / chance.between(0.05, 0.5))),
  );
  const fault = madeUpFault(kind, system, rates, shape.watch !== undefined, chance);
  const atMs = START_MS + shape.pastMs;
  const untilMs = atMs + shape.troubleMs;
  const read = (): Promise<RcaInput> => Promise.resolve(played());
  return { name, kind, atMs, untilMs, services: [system.services[fault.service].name], read };

  function played(): RcaInput {
    const drawn = new Chance(7919 * seed + kinds.indexOf(kind));
    const { watch, tracing } = shape;
    const stepMs = Math.max(1000, Math.min(30_000, (watch?.intervalMs ?? 1000) / 3));
    const clock = { startMs: START_MS, atMs, untilMs, stepMs: Math.floor(stepMs / 1000) * 1000 };
    const course = courseOf(system, fault, clock, drawn);
    const requests = tracing && new Requests(system, fault, tracing, drawn);
    if (requests) for (const moment of course) requests.play(moment, clock.stepMs);
    return {
      metrics: watch ? metricsOf(system, course, watch, drawn) : [],
      logs: shape.logs === false ? [] : (requests?.told.logs ?? []),
      spans: shape.spans === false ? [] : (requests?.told.spans ?? []),
      topology: shape.topology
        ? system.services.flatMap(({ name: caller, operations }) =>
            operations.flatMap(({ steps }) =>
              steps.flatMap((step): [string, string][] =>
                step.what === 'call' ? [[caller, system.services[step.service].name]] : [],
              ),
            ),
          )
        : [],
    };
  }
}
