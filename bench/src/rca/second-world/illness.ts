import type { Chance } from '../made-up/chance.ts';
import type { Kind } from './kinds.ts';
import type { Ill } from './ill.ts';
import type { Service, World } from './world.ts';

/** What a fault of a kind does to a pod of a service that is asked `rate` times a second. */
export function illOf(
  kind: Kind,
  service: Service,
  rate: number,
  world: World,
  chance: Chance,
): Partial<Ill> {
  const force = chance.between(0.5, 1);
  const room = service.limitMib - service.memMib;
  switch (kind) {
    case 'cpu': {
      const stress = 0.7 + 0.28 * force;
      return { stress, burn: service.cores * stress * chance.one([1, 1, 3]) };
    }
    case 'memory':
      return { heldMib: room * chance.between(0.75, 0.98), stress: 0.3 * force, burn: 0.2 * service.cores };
    case 'leak':
      return { leakMibS: room / chance.between(30, 200) };
    case 'disk':
      return { diskMbS: 40 + 80 * force, burn: 0.1 * service.cores, stress: 0.15 };
    case 'gc':
      return { pauseMs: 600 + 2000 * force, pauseEachS: chance.between(5, 12) };
    case 'delay':
      return { delayMs: chance.one([40, 100, 200, 400, 1000]) };
    case 'loss':
      return { loss: 0.04 + 0.26 * force * chance.next() };
    case 'bandwidth':
      return { kbitS: Math.max(4, rate * 8 * chance.between(0.6, 1.2)) };
    case 'partition': {
      const others = world.services.filter(({ endpoints }) =>
        [...endpoints.values()].some(({ steps }) =>
          steps.some((step) => step.do === 'call' && step.to === service.index),
        ),
      );
      return { cut: chance.hit(0.6) || others.length === 0 ? 'all' : new Set([chance.one(others).index]) };
    }
    case 'socket':
      return { hanging: chance.whole(150, 900), refused: 0.9 * force };
    case 'certificate':
      return { certificate: 'expired' };
    case 'clock':
      return { clockMs: chance.one([-1, 1]) * chance.between(20_000, 400_000) };
    case 'store-slow':
      return { slow: chance.between(8, 40), ...(chance.hit(0.5) ? { diskMbS: 80 } : {}) };
    default:
      throw new Error(`second world: no illness of kind ${kind}`);
  }
}
