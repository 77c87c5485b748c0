import type { MetricSeries } from '@lapwing/engine';
import type { Chance } from './chance.ts';
import { wayMs, type Moment } from './course.ts';
import { NO_EFFECT } from './fault.ts';
import type { Service, System } from './system.ts';

/** How a system is watched. */
export interface Watch {
  /** One reading each so often, ms. */
  intervalMs: number;
  /** What is read anew each so often, and stands in between. */
  scrapeMs: number;
  names: 'short' | 'exporter';
  /** Where latency is taken: at the service, or by those who call it, who wait for the way as well. */
  latency: 'server' | 'client';
  /** Share of readings that are missing. */
  missing: number;
}

interface Growing extends MetricSeries {
  times: number[];
  values: number[];
}

/** What is read of one service at a moment, by plain name. */
type Reading = Record<string, number>;

/** Names as cAdvisor and Istio have them; those that end in `total` only rise. */
const EXPORTER: Readonly<Record<string, string>> = {
  cpu: 'container_cpu_usage_seconds_total',
  mem: 'container_memory_working_set_bytes',
  diskio: 'container_fs_writes_bytes_total',
  socket: 'container_sockets',
  workload: 'istio_requests_total',
  error: 'istio_request_errors_total',
  'latency-50': 'istio_request_duration_milliseconds_p50',
  'latency-90': 'istio_request_duration_milliseconds_p90',
  'latency-99': 'istio_request_duration_milliseconds_p99',
  network: 'container_network_transmit_bytes_total',
  threads: 'container_threads',
  limit: 'container_spec_memory_limit_bytes',
};
const FEW = new Set(['cpu', 'mem', 'workload', 'limit']);

/** Metrics of all services as exporters would give them. */
export function metricsOf(
  system: System,
  course: readonly Moment[],
  watch: Watch,
  chance: Chance,
): MetricSeries[] {
  const { services } = system;
  const quirks = services.map(() => quirksOf(chance, [course[0].timeMs, course[course.length - 1].timeMs]));
  const last: (Reading | undefined)[] = services.map(() => undefined);
  const nextMs = services.map(() => 0);
  const sums = services.map((): Reading => ({}));
  const counts = services.map(() => 0);
  const totals = services.map((): Reading => ({}));
  const series = new Map<string, Growing>();
  const stepMs = course.length > 1 ? course[1].timeMs - course[0].timeMs : watch.intervalMs;
  let common = 0;
  for (const moment of course) {
    common = 0.95 * common + 0.05 * chance.normal();
    services.forEach((service, i) => {
      if (moment.timeMs >= nextMs[i] || last[i] === undefined) {
        last[i] = readingOf(system, moment, i, watch, quirks[i], common, chance);
        nextMs[i] = moment.timeMs - (moment.timeMs % watch.scrapeMs) + watch.scrapeMs;
      }
      const reading = moment.effects[i].down ? undefined : last[i];
      for (const [name, value] of Object.entries(reading ?? {})) sums[i][name] = (sums[i][name] ?? 0) + value;
      if (reading) counts[i]++;
      if ((moment.timeMs + stepMs) % watch.intervalMs >= stepMs) return;
      if (counts[i] > 0) put(service, i, moment.timeMs - ((moment.timeMs + stepMs) % watch.intervalMs));
      sums[i] = {};
      counts[i] = 0;
    });
  }
  return [...series.values()];

  function put(service: Service, i: number, timeMs: number): void {
    for (const [name, sum] of Object.entries(sums[i])) {
      if ((service.few || service.store) && !FEW.has(name)) continue;
      const told = watch.names === 'exporter' ? EXPORTER[name] : name;
      let value = sum / counts[i];
      if (told.endsWith('_total')) {
        value = totals[i][name] = (totals[i][name] ?? 1000 * value) + (value * watch.intervalMs) / 1000;
      }
      if (chance.hit(watch.missing)) continue;
      const key = `${service.name}\n${told}`;
      let one = series.get(key);
      if (!one) series.set(key, (one = { service: service.name, metric: told, times: [], values: [] }));
      one.times.push(timeMs);
      one.values.push(value);
    }
  }
}

interface Quirks {
  noise: number;
  walk: number;
  walked: number;
  /** It loses a request now and then. */
  flaky: number;
  /** A job of its own each so many seconds, so many long; 0 none. */
  jobEvery: number;
  jobSeconds: number;
  /** Its memory takes a step at this time once (a cache that was filled), as a share. */
  stepMs: number;
  step: number;
  /** Share of readings in which it is held up: a collector, a busy neighbour. */
  heldUp: number;
}

/** What is odd about a service when nothing is wrong. `hours`: from when to when it is watched, epoch ms. */
function quirksOf(chance: Chance, [fromMs, toMs]: readonly [number, number]): Quirks {
  return {
    noise: 0.05 * chance.around(0.8),
    walk: 0.0004 * chance.around(1),
    walked: 0,
    flaky: chance.hit(0.3) ? 0.004 : 0,
    jobEvery: chance.hit(0.3) ? chance.between(120, 1800) : 0,
    jobSeconds: chance.between(10, 60),
    stepMs: chance.between(fromMs, toMs),
    step: chance.hit(0.15) ? chance.between(0.01, 0.1) : 0,
    heldUp: chance.hit(0.4) ? 0.01 : 0.001,
  };
}

function readingOf(
  system: System,
  moment: Moment,
  i: number,
  watch: Watch,
  quirks: Quirks,
  common: number,
  chance: Chance,
): Reading {
  const service = system.services[i];
  const effect = moment.effects[i];
  const rate = moment.rates[i].reduce((sum, one) => sum + one, 0);
  const weighed = (values: readonly number[]): number =>
    rate > 0 ? values.reduce((sum, value, k) => sum + value * moment.rates[i][k], 0) / rate : NaN;
  // Whoever calls it has no fault of the network but its own.
  const way = watch.latency === 'client' ? wayMs([NO_EFFECT, effect], 0, 1) : 0;
  const latency = weighed(moment.latency[i]) + way;
  // Of few requests a quantile jumps: it is the slowest of a handful.
  const jump = 0.05 + 0.8 / Math.sqrt(1 + rate * 5);
  const neighbour = system.services.reduce(
    (sum, other, k) => sum + (k !== i && other.node === service.node ? moment.effects[k].burnt : 0),
    0,
  );
  quirks.walked += quirks.walk * chance.normal();
  const seconds = moment.timeMs / 1000;
  const job = quirks.jobEvery > 0 && seconds % quirks.jobEvery < quirks.jobSeconds ? 1 : 0;
  const held = chance.hit(quirks.heldUp) ? chance.between(2, 8) : 1;
  const stepped = moment.timeMs >= quirks.stepMs ? quirks.step : 0;
  const tooth = service.sawtooth > 0 ? (seconds % service.sawtooth) / service.sawtooth : 0;
  const busy = Math.min(
    service.cores,
    moment.busy[i] * Math.min(1.5, effect.slow) + effect.burnt + 0.2 * job * service.cores,
  );
  return {
    cpu:
      (service.rest.cpu + busy) *
      (1 + 0.05 * Math.min(1, neighbour)) *
      chance.around(quirks.noise) *
      (1 + 0.1 * common),
    mem:
      (service.rest.mem * (1 + quirks.walked + 0.1 * tooth + stepped) + effect.leaked) *
      chance.around(0.0005),
    diskio:
      service.rest.disk * chance.around(0.4) +
      effect.disk * chance.around(0.1) +
      100 * rate +
      5 * job * service.rest.disk,
    socket: Math.round(
      service.rest.sockets +
        2 * Math.sqrt(rate) * chance.around(0.1) +
        effect.hanging +
        (rate * latency) / 1000 || 0,
    ),
    workload: rate * chance.around(0.03),
    error: rate * weighed(moment.failing[i]) * chance.around(0.1) + (chance.hit(quirks.flaky) ? 1 : 0) || 0,
    'latency-50': latency * chance.around(jump) * (1 + (held - 1) / 4),
    'latency-90': latency * 2.2 * held * chance.around(1.5 * jump),
    'latency-99': latency * 4 * held * chance.around(2.5 * jump),
    network: 1500 * rate * chance.around(0.05) * (1 - Math.min(0.5, effect.lost)),
    threads: 20 + Math.round(service.cores * 4),
    limit: Math.ceil((4 * service.rest.mem) / 128) * 128,
  };
}
