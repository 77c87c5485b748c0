import type { Chance } from './chance.ts';
import type { Step, System } from './system.ts';

/** Faults of a machine, which metrics can show. */
export const RESOURCE_FAULTS = ['cpu', 'leak', 'disk', 'delay', 'loss', 'socket', 'crash'] as const;
/** Faults of code, which logs and spans show. */
export const CODE_FAULTS = ['exception', 'wrong-return', 'missing-call', 'config'] as const;
export type FaultKind = (typeof RESOURCE_FAULTS)[number] | (typeof CODE_FAULTS)[number];

export interface Fault {
  kind: FaultKind;
  service: number;
  /** Where a code fault sits. */
  operation: number;
  step: number;
  /** 0.5 hardly felt to 2 severe. */
  force: number;
  /** When it begins after the time that is told, and how long until it has its full force; shares of the trouble. */
  late: number;
  ramp: number;
}

/** What a fault does to its service at a moment. Neutral: 1 for factors, 0 for the others. */
export interface Effect {
  /** Share of its processor that is left. */
  cores: number;
  /** Cores that somebody burns beside it, MiB that leak, bytes a second to disk, sockets that hang. */
  burnt: number;
  leaked: number;
  disk: number;
  hanging: number;
  /** Longer work, by a factor. */
  slow: number;
  /** On each way to and from it, ms; share of packets that are lost. */
  wayMs: number;
  lost: number;
  /** Share of its requests that fail at once. */
  refused: number;
  down: boolean;
  /** A fault of code is on. */
  broken: boolean;
}

export const NO_EFFECT: Effect = {
  cores: 1,
  burnt: 0,
  leaked: 0,
  disk: 0,
  hanging: 0,
  slow: 1,
  wayMs: 0,
  lost: 0,
  refused: 0,
  down: false,
  broken: false,
};

/** Faults that show in the few metrics that every service has, or that metrics do not show. */
const FELT_BY_ALL: ReadonlySet<FaultKind> = new Set<FaultKind>(['cpu', 'leak', 'crash', ...CODE_FAULTS]);
/** A service that hardly anyone asks for cannot be seen to suffer: this share of all requests at least reaches it. */
const LEAST_ASKED = 0.1;

/**
 * A fault where it can be felt. `rates` are requests a second by service and operation when nothing
 * is wrong; stores are known by their metrics alone, if they are `watched`.
 */
export function madeUpFault(
  kind: FaultKind,
  system: System,
  rates: readonly number[][],
  watched: boolean,
  chance: Chance,
): Fault {
  const code = (CODE_FAULTS as readonly string[]).includes(kind);
  const calling = (steps: readonly Step[]): number[] =>
    steps.flatMap((step, i) => (step.what === 'call' && step.share === 1 ? [i] : []));
  const fit = system.services.flatMap((service, i) => {
    if (i === 0 || (service.store && (code || !watched))) return [];
    // Of which nothing is exported that the fault moves.
    if (watched && (service.store || service.few) && !FELT_BY_ALL.has(kind)) return [];
    const asked = code ? rates[i][0] : rates[i].reduce((sum, rate) => sum + rate, 0);
    if (asked < LEAST_ASKED * system.rate) return [];
    const needsCall = kind === 'missing-call' || kind === 'config';
    return needsCall && calling(service.operations[0].steps).length === 0 ? [] : [i];
  });
  const service = chance.one(fit.length > 0 ? fit : [1]);
  const { steps } = system.services[service].operations[0];
  const calls = calling(steps);
  const step =
    (kind === 'missing-call' || kind === 'config') && calls.length > 0
      ? chance.one(calls)
      : chance.whole(1, Math.max(1, steps.length - 3));
  return {
    kind,
    service,
    operation: 0,
    step,
    force: 0.5 * 4 ** chance.next(),
    late: chance.hit(0.5) ? 0 : chance.between(0, 0.3),
    ramp: chance.between(0.02, 0.2),
  };
}

/** `since`: share of the trouble that has passed; `machine`: its bytes a second to disk, MiB and sockets at rest. */
export function effectOf(
  fault: Fault,
  since: number,
  cores: number,
  machine: { mem: number; disk: number; sockets: number },
): Effect {
  const on = Math.min(1, (since - fault.late) / fault.ramp);
  if (on <= 0) return NO_EFFECT;
  const much = on * fault.force;
  switch (fault.kind) {
    case 'cpu':
      return {
        ...NO_EFFECT,
        cores: 1 - 0.8 * Math.min(1, 0.6 * much),
        burnt: cores * Math.min(1, 0.7 * much),
      };
    case 'leak':
      return {
        ...NO_EFFECT,
        leaked: machine.mem * fault.force * Math.max(0, since - fault.late),
        slow: 1 + 0.3 * much,
        burnt: 0.03 * cores * much,
      };
    case 'disk':
      return {
        ...NO_EFFECT,
        disk: (machine.disk + 20_000) * 8 * much,
        slow: 1 + 0.6 * much,
        burnt: 0.05 * cores * much,
      };
    case 'delay':
      return { ...NO_EFFECT, wayMs: 60 * much };
    case 'loss':
      return { ...NO_EFFECT, lost: 0.1 * much, hanging: 2 * much };
    case 'socket':
      return {
        ...NO_EFFECT,
        hanging: machine.sockets * 3 * much,
        refused: Math.max(0, 0.3 * (much - 0.4)),
        wayMs: 15 * much,
      };
    case 'crash':
      return { ...NO_EFFECT, down: true };
    default:
      return { ...NO_EFFECT, broken: true };
  }
}
