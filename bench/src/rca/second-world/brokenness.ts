import type { Chance } from '../made-up/chance.ts';
import type { Kind } from './kinds.ts';
import type { Broken } from './ill.ts';
import type { Place } from './places.ts';
import type { World } from './world.ts';

const MISTAKES = [
  "required parameter 'orderId' is missing",
  'Cannot invoke "String.length()" because "value" is null',
  'index 3 out of range for length 3',
  'unsupported currency code: null',
];

/** What is wrong in the code or the configuration by a fault of this kind; undefined where it is of another sort. */
export function brokenOf(
  kind: Kind,
  { service, endpoint, step = 1, ask }: Place,
  world: World,
  chance: Chance,
): Broken | undefined {
  const share = chance.hit(0.6) ? 1 : chance.between(0.3, 0.8);
  const base = { endpoint, share, much: 1, says: '' };
  const everywhere = { share: 1, says: '', ...(ask ? { step: ask.to } : {}) };
  switch (kind) {
    case 'exception': {
      const last = (service.endpoints.get(endpoint)?.steps.length ?? 2) - 1;
      return {
        ...base,
        what: 'throws',
        step: chance.whole(1, Math.max(1, last)),
        says: chance.one(MISTAKES),
      };
    }
    case 'wrong-parameter':
    case 'missing-call':
      return { ...base, what: kind, step };
    case 'wrong-return':
      return { ...base, what: kind };
    case 'unhandled': {
      // What it bore until now failed now and then.
      const target = ask && world.services[ask.to].endpoints.get(ask.endpoint);
      if (target) target.flaky = chance.between(0.05, 0.2);
      return { ...base, what: kind, share: 1 };
    }
    case 'lock': {
      const eachMs = 1000 / Math.max(0.2, service.rates.get(endpoint) ?? 1);
      const says = 'waited more than 2000ms for lock on session table';
      return { ...base, what: kind, share: 1, much: eachMs * chance.between(0.7, 1.5), says };
    }
    case 'slow-query':
      return { ...base, what: kind, share: 1, much: chance.between(15, 80) };
    case 'pool':
    case 'host':
      return { ...everywhere, what: kind, much: 1 };
    case 'timeout':
      return { ...everywhere, what: kind, much: chance.whole(2, 8) };
    default:
      return undefined;
  }
}
