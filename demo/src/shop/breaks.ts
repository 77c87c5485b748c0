import { callersOf, SERVICES, type Service } from './services.ts';

export const BREAK_KINDS = [
  'slow-database',
  'bad-deploy',
  'traffic-surge',
  'memory-leak',
  'dead-instance',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/** What a break does to one service while it lasts. Factors are 1 and amounts 0 when nothing is wrong. */
export interface Effect {
  /** Times its own work takes longer. */
  slower: number;
  /** Added to the spread of that time: waiting for locks is a lottery. */
  wilder: number;
  /** Times the CPU that a request needs. */
  costlier: number;
  /** Share of requests that fail besides. */
  failing: number;
  instancesLost: number;
  leakMbPerSecond: number;
}
const NO_EFFECT: Readonly<Effect> = {
  slower: 1,
  wilder: 0,
  costlier: 1,
  failing: 0,
  instancesLost: 0,
  leakMbPerSecond: 0,
};

export interface BreakInfo {
  kind: BreakKind;
  title: string;
  /** One sentence for the person who is about to press the button. */
  what: string;
  /** Where it happens. */
  service: string;
  /** Where it may be felt, the service itself first: an anomaly on one of these counts as found. */
  felt: string[];
}

export const BREAKS: readonly BreakInfo[] = [
  {
    kind: 'slow-database',
    title: 'Slow database',
    what: 'An index is gone: queries take forty times as long, and whoever asks the database waits.',
    service: 'database',
    felt: callersOf('database'),
  },
  {
    kind: 'bad-deploy',
    title: 'Bad deploy',
    what: 'A new version of checkout goes out: one request in eight fails, the rest are slower.',
    service: 'checkout',
    felt: callersOf('checkout'),
  },
  {
    kind: 'traffic-surge',
    title: 'Traffic surge',
    what: 'The shop is on the evening news: twice as many people arrive within a minute.',
    service: 'web',
    felt: SERVICES.map((s) => s.name),
  },
  {
    kind: 'memory-leak',
    title: 'Memory leak',
    what: 'Recommendations keeps what it should forget: memory grows until an instance is killed, again and again.',
    service: 'recommendations',
    felt: callersOf('recommendations'),
  },
  {
    kind: 'dead-instance',
    title: 'Dead instance',
    what: 'One of three catalogue instances dies: its requests fail at first, then the other two carry the load.',
    service: 'catalogue',
    felt: callersOf('catalogue'),
  },
];

export function breakInfo(kind: BreakKind): BreakInfo {
  const info = BREAKS.find((b) => b.kind === kind);
  if (info === undefined) throw new RangeError(`no such break: ${kind}`);
  return info;
}

/** A break that goes on, or went on: epoch ms; `end` is null while it lasts. */
export interface Break {
  kind: BreakKind;
  start: number;
  end: number | null;
}

const DATABASE_SLOWER = 40;
const DATABASE_WILDER = 0.4;
const DATABASE_COSTLIER = 1.9;
const DEPLOY_FAILING = 0.125;
const DEPLOY_SLOWER = 2.2;
const DEPLOY_COSTLIER = 1.4;
const SURGE = 2;
/** 640 MB grow to the limit of 1,400 in about a quarter of an hour. */
const LEAK_MB_PER_SECOND = 0.85;
/** The load balancer takes an instance out after three failed checks, ten seconds apart. */
const HEALTH_CHECK_SECONDS = 30;
/** People take a minute to follow a link. */
const SURGE_RAMP_SECONDS = 60;

/** What breaks do to `service` in [from, from + seconds), averaged over that interval. */
export function effectOn(service: Service, breaks: readonly Break[], from: number, seconds: number): Effect {
  const effect = { ...NO_EFFECT };
  for (const b of breaks) {
    const share = shareOf(b, from, seconds);
    if (share <= 0 || breakInfo(b.kind).service !== service.name) continue;
    if (b.kind === 'slow-database') {
      effect.slower *= 1 + (DATABASE_SLOWER - 1) * share;
      effect.wilder += DATABASE_WILDER * share;
      effect.costlier *= 1 + (DATABASE_COSTLIER - 1) * share;
    } else if (b.kind === 'bad-deploy') {
      effect.failing += DEPLOY_FAILING * share;
      effect.slower *= 1 + (DEPLOY_SLOWER - 1) * share;
      effect.costlier *= 1 + (DEPLOY_COSTLIER - 1) * share;
    } else if (b.kind === 'memory-leak') {
      effect.leakMbPerSecond += LEAK_MB_PER_SECOND * share;
    } else if (b.kind === 'dead-instance') {
      effect.instancesLost += share;
      const unnoticed = { ...b, end: Math.min(b.end ?? Infinity, b.start + HEALTH_CHECK_SECONDS * 1000) };
      effect.failing += Math.max(0, shareOf(unnoticed, from, seconds)) / service.instances;
    }
  }
  return effect;
}

/** Times as many people as on an ordinary day. */
export function surgeOf(breaks: readonly Break[], from: number, seconds: number): number {
  let factor = 1;
  for (const b of breaks) {
    if (b.kind !== 'traffic-surge') continue;
    const share = Math.max(0, shareOf(b, from, seconds));
    const passed = (from + seconds * 1000 - b.start) / 1000;
    factor *= 1 + (SURGE - 1) * share * Math.min(1, Math.max(0, passed / SURGE_RAMP_SECONDS));
  }
  return factor;
}

/** Part of [from, from + seconds) in which the break lasts; 0 or less when it does not. */
function shareOf(b: Break, from: number, seconds: number): number {
  const until = from + seconds * 1000;
  return (Math.min(until, b.end ?? Infinity) - Math.max(from, b.start)) / (seconds * 1000);
}
