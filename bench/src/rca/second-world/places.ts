import type { Chance } from '../made-up/chance.ts';
import { FAMILIES, type Kind } from './kinds.ts';
import type { Ask, Service, World } from './world.ts';

/** Where a fault sits: in one endpoint, at one of its calls, if it is of the code. */
export interface Place {
  service: Service;
  endpoint: string;
  step?: number;
  ask?: Ask;
}

/** Of all that users ask, at least so much reaches it. */
const LEAST_ASKED = 0.06;

/** Somewhere a fault of this kind can be felt; undefined where there is no such place. */
export function placeOf(kind: Kind, world: World, stores: boolean, chance: Chance): Place | undefined {
  const fit = world.services.filter((service) => fits(kind, service, world, stores));
  if (fit.length === 0) return undefined;
  const service = chance.one(fit);
  const asks = [...service.endpoints.values()].flatMap(({ name, steps }) =>
    steps.flatMap((step, at) =>
      step.do === 'call' && asksFor(kind, step, world) ? [{ endpoint: name, step: at, ask: step }] : [],
    ),
  );
  const often = asks.filter(
    ({ endpoint }) => (service.rates.get(endpoint) ?? 0) > (0.3 * asked(service)) / service.rates.size,
  );
  const some = often.length > 0 ? often : asks;
  return some.length > 0 ? { service, ...chance.one(some) } : { service, endpoint: busiest(service) };
}

function fits(kind: Kind, service: Service, world: World, stores: boolean): boolean {
  if (service.index === 0 || asked(service) < LEAST_ASKED * world.rate) return false;
  const store = service.part !== 'app';
  if (kind === 'store-slow') return store && stores && service.part !== 'broker';
  if (kind === 'gc') return service.part === 'app' && service.tongue === 'java';
  if (store)
    return (
      stores &&
      !(FAMILIES.code as readonly string[]).includes(kind) &&
      !(FAMILIES.configuration as readonly string[]).includes(kind) &&
      kind !== 'leak'
    );
  if (kind === 'exception' || kind === 'lock') return true;
  const code =
    (FAMILIES.code as readonly string[]).includes(kind) ||
    (FAMILIES.configuration as readonly string[]).includes(kind);
  if (!code || kind === 'clock') return true;
  if (kind === 'wrong-return') return isNeeded(service, world);
  return [...service.endpoints.values()].some(({ steps }) =>
    steps.some((step) => step.do === 'call' && asksFor(kind, step, world)),
  );
}

/** Somebody cannot do without its answers. */
function isNeeded(service: Service, world: World): boolean {
  return world.services.some(({ endpoints }) =>
    [...endpoints.values()].some(({ steps }) =>
      steps.some((step) => step.do === 'call' && step.to === service.index && !step.borne),
    ),
  );
}

function asksFor(kind: Kind, step: Ask, world: World): boolean {
  const app = world.services[step.to].part === 'app';
  switch (kind) {
    case 'wrong-parameter':
      return app && !step.borne;
    case 'missing-call':
      return app;
    case 'unhandled':
      return app && step.borne;
    case 'slow-query':
      return world.services[step.to].part === 'database';
    case 'pool':
    case 'timeout':
    case 'host':
      return !step.borne;
    default:
      return true;
  }
}

/** Requests a second when all is well. */
export function asked(service: Service): number {
  return [...service.rates.values()].reduce((sum, rate) => sum + rate, 0);
}

function busiest(service: Service): string {
  return [...service.rates].sort((a, b) => b[1] - a[1])[0]?.[0] ?? [...service.endpoints.keys()][0];
}
