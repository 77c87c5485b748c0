import type { Chance } from './chance.ts';

/** What an operation does, one step after the other. */
export type Step =
  | { what: 'log'; line: number; text: string }
  | { what: 'work'; ms: number }
  | { what: 'call'; service: number; operation: number; share: number; caught: boolean; retries: boolean };

interface Operation {
  name: string;
  steps: Step[];
}

export interface Service {
  name: string;
  /** A store: it is called, but sends no spans and no logs. */
  store: boolean;
  operations: Operation[];
  /** Requests that it can work at once. */
  cores: number;
  /** Resting share of a core, memory in MiB, bytes a second to disk, open sockets. */
  rest: { cpu: number; mem: number; disk: number; sockets: number };
  /** Which of the machines it runs on. */
  node: number;
  /** Few metrics are exported of it. */
  few: boolean;
  /** Its memory falls back every so many seconds (a collector), 0 never. */
  sawtooth: number;
}

export interface System {
  services: Service[];
  /** How often each operation of the entry, service 0, is asked for, as shares. */
  mix: number[];
  /** Requests a second from outside. */
  rate: number;
  nodes: number;
}

const VERBS = ['load', 'check', 'price', 'reserve', 'list', 'save', 'find', 'pack'];

/**
 * A random system without rings: a service calls services of a higher number. Leaves are stores by half. An operation logs,
 * works and calls in a fixed order; some calls are made for some requests alone, some failures are caught, some retried.
 */
export function madeUpSystem(size: number, chance: Chance): System {
  const nodes = Math.max(1, Math.round(size / 6));
  const callees = Array.from({ length: size }, (_, i) => calleesOf(i, size, chance));
  const operations = callees.map((some, i) => (i === 0 ? 3 : some.length === 0 ? 1 : chance.whole(1, 3)));
  const services = callees.map((some, i): Service => {
    const store = some.length === 0 && i > 0 && chance.hit(0.5);
    return {
      name: `${chance.one(VERBS)}${i}${store ? '-db' : ''}`,
      store,
      operations: Array.from({ length: operations[i] }, (_, k) => operation(k, some, operations, chance)),
      cores: 1,
      rest: {
        cpu: 0.01 * chance.around(0.8),
        mem: 80 * chance.around(0.9),
        disk: 3000 * chance.around(1.5),
        sockets: chance.whole(5, 60),
      },
      node: chance.whole(0, nodes - 1),
      few: chance.hit(0.2),
      sawtooth: chance.hit(0.3) ? chance.between(60, 600) : 0,
    };
  });
  const weights = services[0].operations.map(() => chance.between(0.3, 1));
  const sum = weights.reduce((a, b) => a + b);
  return { services, mix: weights.map((weight) => weight / sum), rate: 20 * chance.around(0.8), nodes };
}

function calleesOf(i: number, size: number, chance: Chance): number[] {
  const found: number[] = [];
  for (let k = i + 1; k < size; k++) {
    // Everyone is called by somebody: by its place in a tree of two or three, and by others now and then.
    const parent = Math.floor((k - 1) / (2 + (k % 2)));
    if (parent === i || (chance.hit(1.2 / size) && k > i + 1)) found.push(k);
  }
  return found;
}

function operation(
  k: number,
  callees: readonly number[],
  counts: readonly number[],
  chance: Chance,
): Operation {
  let line = 20 + 40 * k;
  const log = (text: string): Step => ({ what: 'log', line: (line += chance.whole(2, 9)), text });
  const work = (): Step => ({ what: 'work', ms: 2 * chance.around(0.9) });
  const steps: Step[] = [log('got request for'), work()];
  for (const service of callees) {
    if (k > 0 && chance.hit(0.35)) continue;
    const often = chance.hit(0.7) ? 1 : chance.between(0.2, 0.8);
    if (chance.hit(0.5)) steps.push(log(`asking ${service} about`));
    steps.push({
      what: 'call',
      service,
      operation: chance.whole(0, counts[service] - 1),
      share: often,
      caught: chance.hit(0.25),
      retries: chance.hit(0.25),
    });
    steps.push(work());
    if (chance.hit(0.5)) steps.push(log('continuing with'));
  }
  steps.push(log('computed result for'), work(), log('answered'));
  return { name: `${chance.one(VERBS)}${k}`, steps };
}
