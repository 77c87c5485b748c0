import type { Chance } from './chance.ts';
import { NO_EFFECT, effectOf, type Effect, type Fault } from './fault.ts';
import type { System } from './system.ts';

/** What goes on in each service at a moment, as the flow of requests makes it. */
export interface Moment {
  timeMs: number;
  /** Requests a second from outside. */
  rate: number;
  effects: Effect[];
  /** Factor on the work of each service: its queue and its fault. */
  slow: number[];
  /** By service and operation: requests a second, ms, share that fails. */
  rates: number[][];
  latency: number[][];
  failing: number[][];
  /** Cores in use. */
  busy: number[];
}

export interface Clock {
  startMs: number;
  atMs: number;
  untilMs: number;
  stepMs: number;
}

/** A time-out of a lost packet's resending, ms. */
const RESENT_MS = 200;
/** No queue is longer than this many times the work. */
const LONGEST_QUEUE = 12;

/**
 * The course of a system: load from outside has a trend, a rhythm and a memory, and drops when answers are slow (users
 * wait); from it follow how busy each service is, how long requests take and which fail, callees first.
 */
export function courseOf(system: System, fault: Fault | undefined, clock: Clock, chance: Chance): Moment[] {
  const { startMs, atMs, untilMs, stepMs } = clock;
  const trend = chance.between(-0.15, 0.15);
  const phase = chance.between(0, 2 * Math.PI);
  // Load seldom stands still just then: a shift that is nobody's fault.
  const shift = chance.hit(0.4) ? chance.around(0.2) : 1;
  const moments: Moment[] = [];
  let wander = 0;
  let waiting = 1;
  for (let timeMs = startMs; timeMs < untilMs; timeMs += stepMs) {
    wander = 0.98 * wander + 0.02 * chance.normal();
    const through = (timeMs - startMs) / (untilMs - startMs);
    const rhythm = 1 + 0.1 * Math.sin(phase + (2 * Math.PI * timeMs) / 900_000);
    const rate = system.rate * Math.exp(wander + trend * through) * rhythm * (timeMs >= atMs ? shift : 1);
    const effects = system.services.map((service, i) =>
      fault && i === fault.service && timeMs >= atMs
        ? effectOf(fault, (timeMs - atMs) / (untilMs - atMs), service.cores, service.rest)
        : NO_EFFECT,
    );
    const moment = momentOf(system, fault, timeMs, rate * waiting, effects);
    const usual = moments[0]?.latency[0] ?? moment.latency[0];
    const slower = mean(moment.latency[0]) / mean(usual);
    waiting = 0.9 * waiting + 0.1 * Math.min(1, 1 / Math.max(1, 0.5 + 0.5 * slower) ** 0.4);
    moments.push(moment);
  }
  return moments;
}

/** One moment of it; the queue is worked off at once. */
export function momentOf(
  system: System,
  fault: Fault | undefined,
  timeMs: number,
  rate: number,
  effects: Effect[],
): Moment {
  const { services, mix } = system;
  const failing = services.map(({ operations }) => operations.map(() => 0));
  const rates = services.map(({ operations }) => operations.map(() => 0));
  const latency = services.map(({ operations }) => operations.map(() => 0));
  const breaks = (i: number, k: number): boolean =>
    effects[i].broken && fault?.service === i && fault.operation === k;
  // Whether it works: what is called first.
  for (let i = services.length - 1; i >= 0; i--) {
    services[i].operations.forEach(({ steps }, k) => {
      let good = effects[i].down ? 0 : 1 - effects[i].refused;
      if (breaks(i, k) && fault?.kind === 'exception') good *= 0.4;
      if (breaks(i, k) && fault?.kind === 'config') good = 0;
      for (const step of steps) {
        if (step.what === 'call' && !step.caught) {
          const bad = callFails(failing, effects, step);
          good *= 1 - step.share * bad;
        }
      }
      failing[i][k] = 1 - good;
    });
  }
  // How often it is asked: who calls first.
  mix.forEach((share, k) => (rates[0][k] = rate * share));
  services.forEach(({ operations }, i) =>
    operations.forEach(({ steps }, k) => {
      let goesOn = effects[i].down ? 0 : 1;
      steps.forEach((step, at) => {
        if (breaks(i, k) && stopsAt(fault, at)) goesOn *= fault?.kind === 'exception' ? 0.4 : 0;
        if (step.what !== 'call' || (breaks(i, k) && leavesOut(fault, at))) return;
        const bad = callFails(failing, effects, step);
        rates[step.service][step.operation] +=
          rates[i][k] * goesOn * step.share * (step.retries ? 1 + bad : 1);
        if (!step.caught) goesOn *= 1 - step.share * bad;
      });
    }),
  );
  const busy = services.map(({ operations }, i) =>
    operations.reduce((sum, { steps }, k) => sum + (rates[i][k] * workOf(steps)) / 1000, 0),
  );
  const slow = services.map(({ cores }, i) => {
    const used = Math.min(0.97, busy[i] / (cores * effects[i].cores));
    return effects[i].slow * Math.min(LONGEST_QUEUE, (1 / effects[i].cores ** 0.5) * (1 / (1 - used ** 2)));
  });
  for (let i = services.length - 1; i >= 0; i--) {
    services[i].operations.forEach(({ steps }, k) => {
      let ms = 0;
      steps.forEach((step, at) => {
        if (breaks(i, k) && leavesOut(fault, at)) return;
        if (step.what === 'work') ms += step.ms * slow[i];
        if (step.what === 'call') {
          const tries = step.retries ? 1 + failing[step.service][step.operation] : 1;
          ms +=
            step.share * tries * (latency[step.service][step.operation] + wayMs(effects, i, step.service));
        }
      });
      latency[i][k] = effects[i].down ? 1 : ms * (breaks(i, k) && fault?.kind !== 'missing-call' ? 0.7 : 1);
    });
  }
  return { timeMs, rate, effects, slow, rates, latency, failing, busy };
}

/** The operation ends at this step. */
export function stopsAt(fault: Fault | undefined, step: number): boolean {
  return fault?.step === step && fault.kind !== 'missing-call';
}

/** The step is left out, and nothing else. */
export function leavesOut(fault: Fault | undefined, step: number): boolean {
  return fault?.step === step && fault.kind === 'missing-call';
}

/** Both ends of a way may be ill: a service with a bad network is slow to answer and slow to ask. */
export function wayMs(effects: readonly Effect[], from: number, to: number): number {
  const one = (effect: Effect): number =>
    effect.wayMs + (RESENT_MS * effect.lost) / Math.max(0.2, 1 - effect.lost);
  return 1 + one(effects[from]) + one(effects[to]);
}

function callFails(
  failing: readonly number[][],
  effects: readonly Effect[],
  { service, operation, retries }: { service: number; operation: number; retries: boolean },
): number {
  const bad = 1 - (1 - failing[service][operation]) * (1 - effects[service].lost ** 2);
  return retries ? bad ** 2 : bad;
}

function workOf(steps: System['services'][number]['operations'][number]['steps']): number {
  return steps.reduce((sum, step) => sum + (step.what === 'work' ? step.ms : 0), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
