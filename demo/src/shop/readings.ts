import { p95 } from './log-normal.ts';
import type { Random } from './random.ts';
import type { ServiceStep, ShopStep } from './step.ts';

/** What is measured, in the order in which it is sent. */
export const METRICS = [
  'request_rate',
  'errors',
  'error_logs',
  'duration_p95_ms',
  'memory_mb',
  'cpu_percent',
  'queue_depth',
] as const;
export type Metric = (typeof METRICS)[number];

export interface ShopReading {
  service: string;
  metric: Metric;
  value: number;
}

/** A percentile of n requests strays by about this over the square root of n, relative to itself (σ = 0.45). */
const P95_SCATTER = 0.95;
/** Now and then a pause of the garbage collector or of the disk falls on one interval's slowest requests. */
const HICCUP_CHANCE = 0.004;
const HICCUP = 0.12;
/** Lines at ERROR a minute that have nothing to do with a request. */
const STRAY_LOGS_PER_MINUTE = 0.25;
/** How exactly the machine's own counters tell. */
const CPU_SCATTER = 0.6;
const MEMORY_SCATTER = 0.003;

/** The readings that the shop's instruments take of one interval. Draws from `random` alone. */
export function readingsOf(step: ShopStep, random: Random): ShopReading[] {
  return step.services.flatMap((at) => serviceReadings(at, step, random));
}

function serviceReadings(at: ServiceStep, step: ShopStep, random: Random): ShopReading[] {
  const { service, served, memory } = at;
  const arrivals = served.arrived * step.seconds;
  const answered = Math.max(1, Math.round(served.done * step.seconds));
  const errors = Math.min(Math.round(arrivals), random.poisson(arrivals * at.failed));
  const out: ShopReading[] = [];
  const put = (metric: Metric, value: number, digits: number): void => {
    out.push({ service: service.name, metric, value: Number(value.toFixed(digits)) });
  };

  put('request_rate', served.arrived, 3);
  if (service.logs) {
    const unneeded = Math.max(0, at.failedCalls - at.failed) * arrivals;
    put('errors', errors, 0);
    put('error_logs', errors + random.poisson(unneeded + (STRAY_LOGS_PER_MINUTE * step.seconds) / 60), 0);
  }
  const hiccup = random.uniform() < HICCUP_CHANCE ? HICCUP * Math.abs(random.normal()) : 0;
  const scatter = (P95_SCATTER / Math.sqrt(answered)) * random.normal() + hiccup;
  put('duration_p95_ms', p95(at.duration) * Math.exp(Math.min(1, scatter)), 2);
  const total = memory.perInstanceMb * served.instancesUp;
  put('memory_mb', total * (1 + MEMORY_SCATTER * random.normal()), 1);
  const cpu = 100 * Math.min(1, served.cpu + at.otherCpu) + CPU_SCATTER * random.normal();
  put('cpu_percent', Math.min(100, Math.max(0, cpu)), 2);
  if (service.name === 'queue') put('queue_depth', random.poisson(queueDepth(step)), 0);
  return out;
}

/** Messages in the queue: what the consumer has not taken yet, and those under way. */
function queueDepth(step: ShopStep): number {
  const consumer = step.services.find((at) => at.service.name === 'shipping');
  if (consumer === undefined) return 0;
  return consumer.served.backlog + (consumer.served.arrived * consumer.duration.mean) / 1000;
}
