/** What is counted of each service second by second, over its pods. */
const FIELDS = [
  'cpu',
  'throttled',
  'mem',
  'heap',
  'rx',
  'tx',
  'read',
  'written',
  'sockets',
  'threads',
  'requests',
  'errors',
  'asked',
  'missed',
  'active',
  'waiting',
  'gc',
  'restarts',
  'pool',
  'pooled',
  'hits',
  'misses',
  'lag',
  'slow',
  'replicas',
] as const;
export type Field = (typeof FIELDS)[number];

export class Ledger {
  readonly seconds: number;
  readonly counts: Record<Field, Float64Array>;
  /** Latencies in ms by second: as its own proxy sees them, and as its callers' do. */
  readonly served: (number[] | undefined)[];
  readonly seen: (number[] | undefined)[];

  constructor(seconds: number) {
    this.seconds = seconds;
    this.counts = Object.fromEntries(FIELDS.map((field) => [field, new Float64Array(seconds)])) as Record<
      Field,
      Float64Array
    >;
    this.served = new Array<number[] | undefined>(seconds);
    this.seen = new Array<number[] | undefined>(seconds);
  }

  add(field: Field, second: number, much: number): void {
    if (second >= 0 && second < this.seconds) this.counts[field][second] += much;
  }

  latency(kind: 'served' | 'seen', second: number, ms: number): void {
    if (second < 0 || second >= this.seconds) return;
    (this[kind][second] ??= []).push(ms);
  }
}
