import { hexId, type Random } from './random.ts';
import { SERVICES } from './services.ts';
import type { ServiceStep, ShopStep } from './step.ts';

/** One side of a call as a program's tracing library tells it. Times in epoch ms. */
export interface ShopSpan {
  traceId: string;
  spanId: string;
  /** Undefined where a request begins. */
  parentId: string | undefined;
  service: string;
  operation: string;
  kind: 'server' | 'client' | 'producer' | 'consumer';
  /** Who is called, for a client: some of those send no spans of their own. */
  peer: string | undefined;
  start: number;
  durationMs: number;
  failed: boolean;
}

/** What each service does for others, as its spans are named. */
const OPERATIONS: Readonly<Record<string, string>> = {
  web: 'GET /',
  recommendations: 'GET /recommendations',
  checkout: 'POST /checkout',
  catalogue: 'GET /products',
  cart: 'GET /cart',
  users: 'GET /users/me',
  payment: 'POST /payments',
  orders: 'POST /orders',
  stock: 'GET /stock',
  queue: 'send shipments',
  shipping: 'process shipments',
  database: 'SELECT',
};
/** The longest a message lies in the queue before it is taken, where nothing holds it up. */
const QUEUED_MS = 20;

/** Databases seldom send spans: those who ask it tell of it. */
const WITHOUT_SPANS = 'database';

/** Follows `count` requests of people through the shop in one interval: time and failure as the interval has them. */
export function requestsOf(step: ShopStep, count: number, random: Random): ShopSpan[] {
  const walk = new Walk(step, random);
  for (let i = 0; i < count; i++) {
    const start = step.time + ((i + random.uniform()) / count) * step.seconds * 1000;
    walk.begin(start);
  }
  const end = step.time + step.seconds * 1000;
  // What has not ended yet is told with a later interval by real programs; here it is left out.
  return walk.spans.filter(({ start, durationMs }) => start + durationMs < end);
}

interface Served {
  durationMs: number;
  failed: boolean;
}

class Walk {
  readonly spans: ShopSpan[] = [];
  readonly #random: Random;
  readonly #steps: ReadonlyMap<string, ServiceStep>;
  #traceId = '';

  constructor(step: ShopStep, random: Random) {
    this.#random = random;
    this.#steps = new Map(step.services.map((at) => [at.service.name, at]));
  }

  begin(start: number): void {
    this.#traceId = hexId(this.#random, 32);
    this.#serve(SERVICES[0].name, start, undefined, 'server');
  }

  /** A request to `name` from `start` on, with all that it calls, one after the other. */
  #serve(name: string, start: number, parentId: string | undefined, kind: 'server' | 'consumer'): Served {
    const at = this.#steps.get(name);
    if (at === undefined) throw new RangeError(`the shop has no service ${name}`);
    const spanId = hexId(this.#random, 16);
    let time = start + at.served.waitMs * this.#random.uniform();
    time += at.served.ownMs * Math.exp(at.ownSpread * this.#random.normal());
    let failed = this.#random.uniform() < at.ownFailed;
    for (const call of at.service.calls) {
      for (let left = call.perRequest; left > 0 && !failed; left--) {
        if (this.#random.uniform() >= left) break;
        const answer = this.#call(name, call.to, time, spanId, call);
        if (!call.later) time += answer.durationMs;
        failed = answer.failed && call.required;
      }
    }
    const durationMs = time - start;
    if (name !== WITHOUT_SPANS) this.#put(name, { spanId, parentId, kind, start, durationMs, failed });
    return { durationMs, failed };
  }

  #call(
    from: string,
    to: string,
    start: number,
    parentId: string,
    { timeoutMs, later }: { timeoutMs: number; later: boolean },
  ): Served {
    const spanId = hexId(this.#random, 16);
    const begun = later ? start + QUEUED_MS * this.#random.uniform() : start;
    const answer = this.#serve(to, begun, spanId, later ? 'consumer' : 'server');
    const timedOut = answer.durationMs > timeoutMs;
    const durationMs = later ? 1 : Math.min(timeoutMs, answer.durationMs);
    const failed = timedOut || answer.failed;
    const kind = later ? 'producer' : 'client';
    this.#put(from, { spanId, parentId, kind, start, durationMs, failed }, to);
    return { durationMs, failed };
  }

  #put(
    service: string,
    span: Pick<ShopSpan, 'spanId' | 'parentId' | 'kind' | 'start' | 'durationMs' | 'failed'>,
    peer?: string,
  ): void {
    const traceId = this.#traceId;
    this.spans.push({ traceId, service, operation: OPERATIONS[peer ?? service], peer, ...span });
  }
}
