import { effectOn, surgeOf, type Break } from './breaks.ts';
import type { Drift } from './drift.ts';
import { batchShare, ordinaryLoad } from './load.ts';
import { cutAt, logNormal, type Duration } from './log-normal.ts';
import { stepMemory, type MemoryState, type MemoryUse } from './memory.ts';
import type { Random } from './random.ts';
import { serveRequests, type Served } from './serve-requests.ts';
import { SERVICES, type Service } from './services.ts';
import { stepTemper, type Temper, type TemperState } from './temper.ts';

/** Queries a second that the nightly report asks of the database, and how much CPU it takes of orders. */
const BATCH_QUERIES_PER_SECOND = 160;
const BATCH_CPU = 0.22;
/** People whose request failed press reload, some of them. */
const RELOADS = 0.4;

/** What one service went through in one interval. Logs, metrics and spans of the interval all derive from this. */
export interface ServiceStep {
  service: Service;
  served: Served;
  /** What its callers waited, milliseconds. */
  duration: Duration;
  /** Share of its requests that failed, for whatever reason, and because a call of its own failed. */
  failed: number;
  failedCalls: number;
  /** Share of its requests that fail in itself, and the spread of the logarithm of its own work's time. */
  ownFailed: number;
  ownSpread: number;
  memory: MemoryUse;
  /** CPU in use for other things than requests, 0 to 1. */
  otherCpu: number;
}

/** One interval of the shop: [time, time + seconds). */
export interface ShopStep {
  time: number;
  seconds: number;
  services: ServiceStep[];
}

interface ServiceState {
  service: Service;
  temper: TemperState;
  memory: MemoryState;
  backlog: number;
  /** Seconds that a request occupied a worker in the last interval. */
  heldSeconds: number;
}

export interface ShopState {
  random: Random;
  loadSlow: Drift;
  loadFast: Drift;
  services: ServiceState[];
  /** Share of requests to the front page that failed in the last interval. */
  frontFailed: number;
}

/** Simulates one interval: demand goes down the call graph, time and failures come back up. Changes `state`. */
export function stepShop(
  state: ShopState,
  breaks: readonly Break[],
  time: number,
  seconds: number,
): ShopStep {
  const batch = batchShare(time, seconds);
  const people =
    ordinaryLoad(time) *
    surgeOf(breaks, time, seconds) *
    Math.exp(state.loadSlow.step(seconds) + state.loadFast.step(seconds)) *
    (1 + RELOADS * state.frontFailed);
  const wanted = new Map<string, number>([
    [SERVICES[0].name, people],
    ['database', BATCH_QUERIES_PER_SECOND * batch],
  ]);

  // Callers come before those they call: all that is asked of a service is known when its turn comes.
  const parts = state.services.map((at) => {
    const arrived = state.random.poisson((wanted.get(at.service.name) ?? 0) * seconds) / seconds;
    const part = work(at, breaks, arrived, time, seconds);
    for (const { to, perRequest } of at.service.calls) {
      wanted.set(to, (wanted.get(to) ?? 0) + part.served.done * perRequest);
    }
    return { at, ...part };
  });

  const steps = new Map<string, ServiceStep>();
  for (const { at, served, memory, temper, failing, wilder } of parts.reverse()) {
    const answer = answerOf(at.service, served, failing, wilder, steps);
    at.heldSeconds = Math.max(0, answer.duration.mean - served.waitMs) / 1000;
    const otherCpu =
      0.03 * temper.cpu +
      (at.service.name === 'orders' || at.service.name === 'database' ? BATCH_CPU * batch : 0);
    steps.set(at.service.name, { service: at.service, served, memory, otherCpu, ...answer });
  }
  state.frontFailed = steps.get(SERVICES[0].name)?.failed ?? 0;
  return { time, seconds, services: [...steps.values()].reverse() };
}

interface Part {
  served: Served;
  memory: MemoryUse;
  temper: Temper;
  failing: number;
  wilder: number;
}

function work(
  at: ServiceState,
  breaks: readonly Break[],
  arrived: number,
  time: number,
  seconds: number,
): Part {
  const effect = effectOn(at.service, breaks, time, seconds);
  const temper = stepTemper(at.temper, seconds);
  const inWork = arrived * at.heldSeconds + at.backlog;
  const memory = stepMemory(at.memory, at.service, effect, temper.memory, inWork, seconds);
  const strained = {
    ...effect,
    costlier: effect.costlier * memory.pressure,
    slower: effect.slower * memory.pressure,
  };
  const served = serveRequests(
    at.service,
    strained,
    temper,
    arrived,
    at.backlog,
    at.heldSeconds,
    memory.down,
    seconds,
  );
  at.backlog = served.backlog;
  // Requests that a killed instance had in work, and those sent to it before the balancer notices, are lost.
  const lost = memory.killed ? Math.min(0.5, 5 / seconds) : 0;
  return { served, memory, temper, failing: effect.failing + lost, wilder: effect.wilder };
}

/** How long callers wait for `service` and how often in vain, given how those it calls do. */
function answerOf(
  service: Service,
  served: Served,
  failing: number,
  wilder: number,
  callees: ReadonlyMap<string, ServiceStep>,
): Pick<ServiceStep, 'duration' | 'failed' | 'failedCalls' | 'ownFailed' | 'ownSpread'> {
  const ownSpread = service.spread + wilder;
  const own = logNormal(served.ownMs, ownSpread);
  let mean = own.mean + served.waitMs;
  let variance = own.variance + (0.5 * served.waitMs) ** 2;
  let succeeds = 1;
  let callsSucceed = 1;
  for (const call of service.calls) {
    const callee = callees.get(call.to);
    if (callee === undefined || call.later) continue;
    const { waited, timedOut } = cutAt(callee.duration, call.timeoutMs);
    const n = call.perRequest;
    mean += n * waited.mean;
    // n calls, or with probability n one: the lottery of calling at all adds to the spread.
    const part = n % 1;
    variance += n * waited.variance + part * (1 - part) * waited.mean ** 2;
    const calledFails = 1 - (1 - timedOut) * (1 - callee.failed);
    const answered = (1 - calledFails) ** n;
    callsSucceed *= answered;
    if (call.required) succeeds *= answered;
  }
  const ownFailed = 1 - (1 - Math.min(1, service.failureRate + failing)) * (1 - served.refused);
  const failed = 1 - succeeds * (1 - ownFailed);
  return { duration: { mean, variance }, failed, failedCalls: 1 - callsSucceed, ownFailed, ownSpread };
}
