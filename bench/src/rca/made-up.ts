import type { LogEvent, RcaInput, SpanEvent } from '@lapwing/engine';
import { Random } from '@lapwing/engine/testing';

/** Kinds of fault that a made-up system can have. */
export const FAULTS = [
  'cpu',
  'leak',
  'disk',
  'delay',
  'loss',
  'crash',
  'exception',
  'wrong-return',
  'config',
  'surge',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface MadeUpCase {
  input: RcaInput;
  atMs: number;
  untilMs: number;
  /** Where the fault was put in. */
  service: string;
}

const MINUTE = 60_000;
const START_MS = Date.UTC(2030, 0, 7, 9);
const PAST_MS = 20 * MINUTE;
const TROUBLE_MS = 5 * MINUTE;
const STEP_MS = 5000;
const SERVICES = 12;
/** Requests a second that are traced, of those there are. */
const TRACED_A_SECOND = 1;

/**
 * A made-up system: services that call each other (no rings), load that wanders, metrics as exporters give them, logs and
 * spans of some requests, and one fault in one service. Seeded: the same seed, the same case.
 */
export function madeUpCase(fault: Fault, seed: number): MadeUpCase {
  const generator = new Random(seed);
  const random = (): number => generator.next();
  const names = Array.from({ length: SERVICES }, (_, i) => `s${i}`);
  const callees = names.map((_, i) => calleesOf(i, random));
  // Faults of the entry have nobody above to show them; any other service may have one.
  const root = 1 + Math.floor(random() * (SERVICES - 1));
  const atMs = START_MS + PAST_MS;
  const own = names.map(() => 2 + random() * 20);
  const system: System = { names, callees, own, root, fault, atMs, random, spanCount: 0 };
  const spans: SpanEvent[] = [];
  const logs: LogEvent[] = [];
  for (let t = START_MS; t < atMs + TROUBLE_MS; t += 1000 / TRACED_A_SECOND) {
    if (t >= atMs - PAST_MS / 2) request(system, 0, t + random() * 900, `t${t}`, '', spans, logs);
  }
  return {
    input: {
      metrics: metricsOf(system),
      logs,
      spans,
      topology: callees.flatMap((some, i) => some.map((k): [string, string] => [names[i], names[k]])),
    },
    atMs,
    untilMs: atMs + TROUBLE_MS,
    service: names[root],
  };
}

interface System {
  names: string[];
  callees: number[][];
  own: number[];
  root: number;
  fault: Fault;
  atMs: number;
  random: () => number;
  /** Spans so far: they are numbered. */
  spanCount: number;
}

/** Each service is called by one before it, and perhaps by a second. */
function calleesOf(i: number, random: () => number): number[] {
  const found: number[] = [];
  for (let k = i + 1; k < SERVICES; k++) {
    const near = k <= 2 * i + 2 && k >= 2 * i + 1;
    if (near || random() < 0.08) found.push(k);
  }
  return found;
}

interface Served {
  ms: number;
  failed: boolean;
  wrong: boolean;
}

/** One call of a service: its own work, then its callees one by one. Says how long it took and whether it failed. */
function request(
  system: System,
  i: number,
  startMs: number,
  traceId: string,
  parentId: string,
  spans: SpanEvent[],
  logs: LogEvent[],
): Served {
  const { names, callees, random, root, atMs } = system;
  const fault = i === root && startMs >= atMs ? system.fault : undefined;
  const spanId = `x${++system.spanCount}`;
  const service = names[i];
  const say = (timeMs: number, mood: LogEvent['mood'], template: string): void => {
    logs.push({ timeMs, service, mood, template, message: template, traceId, spanId });
  };
  say(startMs, 'ordinary', `${service} received request`);
  let ms = system.own[i] * (0.7 + 0.6 * random()) * slowness(fault, startMs - atMs);
  let failed = (fault === 'exception' && random() < 0.4) || fault === 'config';
  if (failed) say(startMs + ms, 'trouble', `${service} cannot handle request: exception`);
  else {
    for (const k of callees[i]) {
      const { ms: callMs, ok } = call(system, i, k, startMs + ms, traceId, spanId, spans, logs, say);
      ms += callMs;
      if (!ok) {
        failed = true;
        break;
      }
    }
    const wrong = fault === 'wrong-return';
    if (!failed && !wrong) say(startMs + ms, 'ordinary', `${service} found result`);
    if (!failed) say(startMs + ms, 'ordinary', `${service} done`);
  }
  spans.push({
    traceId,
    spanId,
    parentId,
    service,
    operation: 'handle',
    timeMs: startMs,
    durationMs: ms,
    error: failed,
  });
  return { ms, failed, wrong: fault === 'wrong-return' };
}

function call(
  system: System,
  i: number,
  k: number,
  startMs: number,
  traceId: string,
  parentId: string,
  spans: SpanEvent[],
  logs: LogEvent[],
  say: (timeMs: number, mood: LogEvent['mood'], template: string) => void,
): { ms: number; ok: boolean } {
  const { names, random, root, atMs, fault } = system;
  const hit = k === root && startMs >= atMs;
  const spanId = `x${++system.spanCount}`;
  let way = 0.5 + random() * 2;
  if (hit && fault === 'delay') way += 150 + random() * 50;
  if (hit && fault === 'loss' && random() < 0.3) way += 1000;
  let failed = hit && (fault === 'crash' || (fault === 'loss' && random() < 0.1));
  let served: Served = { ms: 0, failed, wrong: false };
  if (!failed) served = request(system, k, startMs + way / 2, traceId, spanId, spans, logs);
  failed = served.failed;
  if (failed) say(startMs + way + served.ms, 'trouble', `${names[i]} call of ${names[k]} failed`);
  else if (served.wrong)
    say(startMs + way + served.ms, 'trouble', `${names[i]} got no result of ${names[k]}`);
  const durationMs = served.ms + way;
  const operation = `call ${names[k]}`;
  spans.push({
    traceId,
    spanId,
    parentId,
    service: names[i],
    operation,
    timeMs: startMs,
    durationMs,
    error: failed,
  });
  return { ms: durationMs, ok: !failed };
}

function slowness(fault: Fault | undefined, sinceMs: number): number {
  if (fault === 'cpu') return 4;
  if (fault === 'disk') return 2.5;
  if (fault === 'leak') return 1 + sinceMs / TROUBLE_MS;
  return fault === 'surge' ? 3 : 1;
}

/** Share of a faulty service's calls that fail. */
const FAILING: Partial<Record<Fault, number>> = { crash: 1, config: 1, exception: 0.4, loss: 0.1 };
/** What its callers wait longer on the way, ms. */
const ON_THE_WAY: Partial<Record<Fault, number>> = { delay: 170, loss: 300 };
/** So much more load comes in a surge, which all services feel. */
const SURGE = 2.5;

/** Metrics of every service, each STEP_MS. */
function metricsOf(system: System): RcaInput['metrics'] {
  const { names, root, fault, atMs, random } = system;
  const table = new Map<string, { times: number[]; values: number[] }>();
  const put = (t: number, service: string, metric: string, value: number): void => {
    const key = `${service}\n${metric}`;
    let one = table.get(key);
    if (!one) table.set(key, (one = { times: [], values: [] }));
    one.times.push(t);
    one.values.push(value);
  };
  let wander = 0;
  for (let t = START_MS; t < atMs + TROUBLE_MS; t += STEP_MS) {
    const now = t >= atMs ? fault : undefined;
    wander = 0.97 * wander + 0.03 * normal(random);
    const load = 50 * Math.exp(wander) * (now === 'surge' ? SURGE : 1);
    const { latency, errors } = flow(system, now, t - atMs);
    for (const [i, service] of names.entries()) {
      const here = i === root ? now : undefined;
      // Nobody scrapes what is not there.
      if (here === 'crash') continue;
      const noise = (share: number): number => Math.exp(share * normal(random));
      for (const [metric, value] of Object.entries(ownMetrics(here, t - atMs, i, load, random))) {
        put(t, service, metric, value);
      }
      put(t, service, 'latency-50', latency[i] * noise(0.1));
      put(t, service, 'latency-90', latency[i] * 1.8 * noise(0.25));
      put(t, service, 'workload', load * noise(0.08));
      put(t, service, 'error', Math.max(0, load * errors[i] * noise(0.1) + (random() < 0.02 ? 1 : 0)));
    }
  }
  return [...table].map(([key, { times, values }]) => {
    const [service, metric] = key.split('\n');
    return { service, metric, times, values };
  });
}

/** Latency and share of errors of each service: its own and what it waits for. */
function flow(
  system: System,
  fault: Fault | undefined,
  sinceMs: number,
): { latency: Float64Array; errors: Float64Array } {
  const { callees, own, root, random } = system;
  const latency = new Float64Array(SERVICES);
  const errors = new Float64Array(SERVICES);
  const way = fault ? (ON_THE_WAY[fault] ?? 0) : 0;
  for (let i = SERVICES - 1; i >= 0; i--) {
    const here = i === root ? fault : undefined;
    latency[i] = own[i] * slowness(here, sinceMs) * (fault === 'surge' ? 1.3 : 1) * (0.9 + 0.2 * random());
    errors[i] = here ? (FAILING[here] ?? 0) : 0;
    for (const k of callees[i]) {
      latency[i] += latency[k] + (k === root ? way : 0);
      errors[i] = Math.max(errors[i], errors[k]);
    }
  }
  return { latency, errors };
}

/** What a service uses of its machine. */
function ownMetrics(
  here: Fault | undefined,
  sinceMs: number,
  i: number,
  load: number,
  random: () => number,
): Record<string, number> {
  const leaked = here === 'leak' ? (sinceMs / TROUBLE_MS) * 200 : 0;
  const busy = here === 'cpu' || here === 'surge' ? 6 : 1;
  return {
    cpu: (0.02 + 0.0008 * load) * busy * Math.exp(0.15 * normal(random)),
    mem: 200 * (1 + 0.3 * i) * (1 + 0.002 * normal(random)) + leaked,
    diskio: 1000 * Math.exp(0.4 * normal(random)) * (here === 'disk' ? 15 : 1),
    socket: 20 + Math.floor(random() * 4) + (here === 'delay' || here === 'loss' ? 10 : 0),
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
