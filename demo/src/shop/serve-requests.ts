import type { Effect } from './breaks.ts';
import type { Service } from './services.ts';
import type { Temper } from './temper.ts';

/** An instance that waits longer than this turns requests away. */
const LONGEST_WAIT_SECONDS = 5;
/** Above this use the waiting formula of a queue would run off to infinity before the backlog takes over. */
const FULL = 0.97;

/** How a service copes with what is asked of it in one interval. */
export interface Served {
  /** Requests a second that arrived, and that it got done. */
  arrived: number;
  done: number;
  /** Share of its instances' CPU in use, 0 to 1. */
  cpu: number;
  /** Its own work, milliseconds (median), and the wait for a free CPU or worker before it. */
  ownMs: number;
  waitMs: number;
  /** Requests that wait when the interval ends. */
  backlog: number;
  /** Share of requests turned away because too many waited. */
  refused: number;
  instancesUp: number;
}

/**
 * `backlog`: requests that waited when the interval began. `held`: seconds that a request occupies a worker, calls
 * included, as far as is known (the last interval's).
 */
export function serveRequests(
  service: Service,
  effect: Effect,
  temper: Temper,
  arrived: number,
  backlog: number,
  held: number,
  down: number,
  seconds: number,
): Served {
  const instancesUp = Math.max(0.05, service.instances - effect.instancesLost - down);
  const most = (instancesUp * service.capacity) / (temper.cpu * effect.costlier);
  const mostHeld = held > 0 ? (instancesUp * service.workers) / held : Infinity;
  const limit = Math.min(most, mostHeld);

  const wanted = arrived + backlog / seconds;
  const done = Math.min(wanted, limit);
  const room = LONGEST_WAIT_SECONDS * limit;
  const waiting = Math.max(0, (wanted - done) * seconds);
  const left = Math.min(waiting, room);
  const refused = arrived > 0 ? Math.min(1, (waiting - left) / (arrived * seconds)) : 0;

  const use = Math.min(FULL, done / limit);
  const ownMs = service.ownMs * temper.time * effect.slower;
  // M/M/c waits little until it is nearly full: the share of requests that wait falls with the use's higher powers.
  const queueing = service.ownMs * (use ** 4 / (1 - use));
  const behind = limit > 0 ? (((backlog + left) / 2) * 1000) / limit : 0;
  return {
    arrived,
    done,
    cpu: Math.min(1, done / most),
    ownMs,
    waitMs: queueing + behind,
    backlog: left,
    refused,
    instancesUp,
  };
}
