/** One service asks another: `perRequest` calls for each request it serves itself, on average. */
interface Call {
  to: string;
  perRequest: number;
  timeoutMs: number;
  /** A failed call fails the request; otherwise the caller makes do without and only logs it. */
  required: boolean;
  /** Nobody waits for the answer: it goes by way of the queue. */
  later: boolean;
}

export interface Service {
  name: string;
  instances: number;
  /** Requests a second that one instance serves with its CPU fully used. */
  capacity: number;
  /** Requests that one instance works on at the same time. */
  workers: number;
  /** Median time of its own work on a request, milliseconds, calls not counted. */
  ownMs: number;
  /** Standard deviation of the logarithm of that time. */
  spread: number;
  memoryMb: number;
  /** An instance that needs more is killed and started again. */
  memoryLimitMb: number;
  /** Share of requests that fail on an ordinary day. */
  failureRate: number;
  /** Writes log lines of its own (the database and the queue are looked after by somebody else). */
  logs: boolean;
  calls: Call[];
}

const call = (to: string, perRequest: number, timeoutMs: number): Call => ({
  to,
  perRequest,
  timeoutMs,
  required: true,
  later: false,
});

/** The shop, callers before those they call. */
export const SERVICES: readonly Service[] = [
  {
    ...sized('web', 4, 85, 120, 9, 0.35, 420, 900, 0.0006),
    calls: [
      call('catalogue', 1.4, 2500),
      { ...call('recommendations', 0.7, 800), required: false },
      call('users', 0.5, 1500),
      call('cart', 0.4, 2000),
      call('checkout', 0.08, 8000),
    ],
  },
  {
    ...sized('recommendations', 2, 110, 60, 22, 0.5, 640, 1400, 0.001),
    calls: [call('catalogue', 0.3, 1500), call('database', 0.4, 800)],
  },
  {
    ...sized('checkout', 2, 14, 80, 16, 0.4, 380, 900, 0.0015),
    calls: [
      call('cart', 1, 2000),
      call('payment', 1, 6000),
      call('orders', 1, 4000),
      call('users', 0.5, 1500),
    ],
  },
  {
    ...sized('catalogue', 3, 150, 80, 11, 0.4, 560, 1200, 0.0006),
    calls: [call('database', 0.6, 1500), call('stock', 0.25, 1500)],
  },
  {
    ...sized('cart', 2, 80, 60, 8, 0.4, 300, 800, 0.0008),
    calls: [call('database', 1.2, 1500), call('stock', 0.3, 1500)],
  },
  { ...sized('users', 2, 90, 60, 14, 0.45, 340, 800, 0.0006), calls: [call('database', 0.9, 1500)] },
  { ...sized('payment', 2, 12, 80, 160, 0.45, 310, 800, 0.003), calls: [call('database', 1, 2000)] },
  {
    ...sized('orders', 2, 14, 60, 18, 0.4, 450, 1000, 0.001),
    calls: [call('database', 3, 2000), call('stock', 1, 2000), call('queue', 1, 1000)],
  },
  { ...sized('stock', 2, 95, 60, 7, 0.4, 280, 700, 0.0006), calls: [call('database', 0.8, 1500)] },
  {
    ...sized('queue', 1, 60, 200, 2, 0.35, 520, 1500, 0.0001, false),
    calls: [{ ...call('shipping', 1, 10_000), required: false, later: true }],
  },
  { ...sized('shipping', 2, 13, 30, 45, 0.5, 290, 800, 0.002), calls: [call('database', 2, 2000)] },
  { ...sized('database', 1, 1100, 300, 4, 0.5, 5200, 9000, 0.00005, false), calls: [] },
];

function sized(
  name: string,
  instances: number,
  capacity: number,
  workers: number,
  ownMs: number,
  spread: number,
  memoryMb: number,
  memoryLimitMb: number,
  failureRate: number,
  logs = true,
): Omit<Service, 'calls'> {
  return { name, instances, capacity, workers, ownMs, spread, memoryMb, memoryLimitMb, failureRate, logs };
}

/** The services that call `name`, and those that call these, and so on; `name` itself first. */
export function callersOf(name: string, services: readonly Service[] = SERVICES): string[] {
  return closure(name, (at) => services.filter((s) => s.calls.some((c) => c.to === at)).map((s) => s.name));
}

/** The services that `name` calls, and those that these call, and so on; `name` itself first. */
export function calleesOf(name: string, services: readonly Service[] = SERVICES): string[] {
  return closure(name, (at) => services.find((s) => s.name === at)?.calls.map((c) => c.to) ?? []);
}

function closure(name: string, next: (at: string) => string[]): string[] {
  const found = [name];
  for (let i = 0; i < found.length; i++) {
    for (const at of next(found[i])) if (!found.includes(at)) found.push(at);
  }
  return found;
}
