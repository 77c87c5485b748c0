import type { Chance } from '../made-up/chance.ts';
import type { Blueprint, Part, Tongue } from './blueprint.ts';
import { spoken, type Line } from './wording.ts';

export interface Ask {
  do: 'call';
  to: number;
  endpoint: string;
  /** Asked when the first, a cache, has nothing. */
  otherwise?: { to: number; endpoint: string };
  share: number;
  borne: boolean;
  retried: boolean;
}

export type Step = { do: 'say'; line: Line } | { do: 'work'; ms: number } | { do: 'disk'; kb: number } | Ask;

export interface Endpoint {
  name: string;
  steps: Step[];
  /** Size of its answer. */
  kb: number;
  /** Share of requests that it fails when nothing is wrong, and what it says then. */
  flaky: number;
  excuse: string;
}

export interface Service {
  index: number;
  name: string;
  part: Part;
  tongue: Tongue;
  endpoints: Map<string, Endpoint>;
  /** Topics of a broker, and who takes what comes. */
  topics: Map<string, { to: number; endpoint: string }[]>;
  replicas: number;
  /** A pod's: requests at once, cores, memory at rest and at most. */
  workers: number;
  cores: number;
  memMib: number;
  limitMib: number;
  /** Connections to each other service at most, and how long an answer is waited for. */
  pool: number;
  timeoutMs: number;
  breaks: boolean;
  scales: boolean;
  /** Expected requests a second, of its endpoints. */
  rates: Map<string, number>;
}

export interface World {
  services: Service[];
  journeys: { endpoint: string; weight: number }[];
  /** Requests of users a second. */
  rate: number;
  nodes: number;
}

const WORK_MS: Readonly<Record<Tongue, number>> = { java: 3, go: 1, node: 2, python: 4 };
const WORKERS: Readonly<Record<Tongue, number>> = { java: 50, go: 200, node: 100, python: 10 };
const MEM_MIB: Readonly<Record<Tongue, number>> = { java: 380, go: 30, node: 90, python: 70 };
const MARKS = /^([^/]+)\/([^?!%*]+)(.*)$/;

/** The system of a blueprint for a load: how much each step costs, how large each part is built. Seeded. */
export function worldOf(blueprint: Blueprint, rate: number, chance: Chance): World {
  const names = Object.keys(blueprint.services);
  const services = names.map((name, index) => serviceOf(blueprint, name, index, chance));
  const at = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`second world: no service "${name}" in the blueprint`);
    return index;
  };
  names.forEach((name, i) => {
    for (const [endpoint, asks] of Object.entries(blueprint.services[name].endpoints)) {
      const steps = stepsOf(services[i], endpoint, asksOf(asks, at), names, chance);
      services[i].endpoints.set(endpoint, {
        name: endpoint,
        steps,
        kb: 0.5 * chance.around(1) + 0.2,
        ...excused(chance),
      });
    }
  });
  for (const { endpoints } of services) {
    for (const { steps } of endpoints.values()) {
      for (const step of steps) {
        if (step.do !== 'call') continue;
        for (const one of [step, ...(step.otherwise ? [step.otherwise] : [])]) {
          const { part, endpoints: known } = services[one.to];
          if (part !== 'app' && !known.has(one.endpoint))
            known.set(one.endpoint, query(one.endpoint, part, chance));
        }
      }
    }
  }
  for (const [topic, takers] of Object.entries(blueprint.consumers ?? {})) {
    const [name, endpoint] = topic.split('/');
    services[at(name)].topics.set(
      endpoint,
      takers.map((taker) => ({ to: at(taker.split('/')[0]), endpoint: taker.split('/')[1] })),
    );
  }
  const sum = Object.values(blueprint.journeys).reduce((a, b) => a + b);
  const journeys = Object.entries(blueprint.journeys).map(([endpoint, weight]) => ({
    endpoint,
    weight: weight / sum,
  }));
  for (const { endpoint, weight } of journeys) spread(services, 0, endpoint, rate * weight);
  for (const service of services) built(service, chance);
  return { services, journeys, rate, nodes: Math.max(2, Math.round(names.length / 7)) };
}

function serviceOf(blueprint: Blueprint, name: string, index: number, chance: Chance): Service {
  const { part, tongue } = blueprint.services[name];
  return {
    index,
    name,
    part,
    tongue,
    endpoints: new Map(),
    topics: new Map(),
    replicas: part === 'app' ? chance.one([1, 1, 1, 2, 3]) : 1,
    workers: part === 'app' ? WORKERS[tongue] : part === 'database' ? chance.whole(20, 60) : 400,
    cores: 1,
    memMib: (part === 'app' ? MEM_MIB[tongue] : chance.one([40, 150, 400])) * chance.around(0.3),
    limitMib: 0,
    pool: chance.one([8, 10, 20, 50, 100]),
    timeoutMs: chance.one([1000, 2000, 3000, 5000, 10_000]),
    breaks: chance.hit(0.3),
    scales: part === 'app' && chance.hit(0.2),
    rates: new Map(),
  };
}

function asksOf(asks: string, at: (name: string) => number): Ask[] {
  return asks
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const [first, second] = word.split('|');
      const [, name, endpoint, marks] = MARKS.exec(first) ?? [];
      const [, otherName, otherEndpoint, otherMarks] = (second && MARKS.exec(second)) || [];
      const all = marks + (otherMarks ?? '');
      const ask: Ask = {
        do: 'call',
        to: at(name),
        endpoint,
        ...(second ? { otherwise: { to: at(otherName), endpoint: otherEndpoint } } : {}),
        share: Number(/%(\d+)/.exec(all)?.[1] ?? 100) / 100,
        borne: all.includes('?'),
        retried: all.includes('!'),
      };
      return Array.from({ length: Number(/\*(\d+)/.exec(all)?.[1] ?? 1) }, () => ask);
    });
}

/** What the blueprint says, with work and words between. */
function stepsOf(service: Service, endpoint: string, asks: Ask[], names: string[], chance: Chance): Step[] {
  const work = (): Step => ({
    do: 'work',
    ms: (WORK_MS[service.tongue] / Math.sqrt(1 + asks.length)) * chance.around(0.6),
  });
  const say = (kind: 'first' | 'asking' | 'between' | 'last', other?: string): Step[] => {
    const line = spoken(kind, service.name, endpoint, other, chance);
    return line ? [{ do: 'say', line }] : [];
  };
  const steps: Step[] = [...say('first'), work()];
  for (const ask of asks) steps.push(...say('asking', names[ask.to]), ask, work(), ...say('between'));
  if (asks.length === 0) steps.push(...say('between'), work());
  if (chance.hit(0.3)) steps.push({ do: 'disk', kb: 4 * chance.around(1) });
  steps.push(...say('last'));
  return steps;
}

function query(name: string, part: Part, chance: Chance): Endpoint {
  const writes = /insert|update|write|HMSET|HSET|bulk|orders|task|encode|notify|index/.test(name);
  const ms = (part === 'database' ? 1.5 : part === 'cache' ? 0.15 : 0.4) * chance.around(0.6);
  const kb = (part === 'database' ? 8 : 1) * chance.around(0.8);
  return {
    name,
    steps: [
      { do: 'work', ms },
      ...(writes || part === 'database' ? [{ do: 'disk' as const, kb: writes ? kb : 0.3 * kb }] : []),
    ],
    kb: 0.6 * chance.around(0.8),
    flaky: 0,
    excuse: '',
  };
}

const EXCUSES = [
  'card was declined for user {uuid}',
  'version conflict on {id}, giving up',
  'upstream rate limit reached, {n} waiting',
  'invalid postal code {id}',
];

/** Hardly any code always works. */
function excused(chance: Chance): { flaky: number; excuse: string } {
  return { flaky: chance.hit(0.08) ? chance.between(0.002, 0.02) : 0, excuse: chance.one(EXCUSES) };
}

/** How often each endpoint is asked when all is well. */
function spread(services: Service[], to: number, endpoint: string, rate: number): void {
  const { rates, endpoints, topics } = services[to];
  rates.set(endpoint, (rates.get(endpoint) ?? 0) + rate);
  for (const step of endpoints.get(endpoint)?.steps ?? []) {
    if (step.do !== 'call') continue;
    spread(services, step.to, step.endpoint, rate * step.share);
    if (step.otherwise) spread(services, step.otherwise.to, step.otherwise.endpoint, 0.1 * rate * step.share);
  }
  for (const taker of topics.get(endpoint) ?? []) spread(services, taker.to, taker.endpoint, rate);
}

/** Machines are bought for the load that is expected. */
function built(service: Service, chance: Chance): void {
  let busy = 0;
  for (const [endpoint, rate] of service.rates) {
    const ms = service.endpoints
      .get(endpoint)
      ?.steps.reduce((sum, step) => sum + (step.do === 'work' ? step.ms : 0), 0);
    busy += ((ms ?? 0) * rate) / 1000;
  }
  service.cores = Math.max(0.1, busy / service.replicas / chance.between(0.08, 0.4));
  service.limitMib = service.memMib * chance.between(1.4, 2.5);
}
