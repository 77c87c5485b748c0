import { Chance } from '../made-up/chance.ts';
import type { Blueprint } from './blueprint.ts';
import { faultOf, type Fault } from './faults.ts';
import type { Kind } from './kinds.ts';
import { logKeeper, type LogRow } from './logs.ts';
import { metricsOf } from './metrics.ts';
import { ordinaryThings, type Ordinary } from './ordinary.ts';
import { Play } from './play.ts';
import { everySecond } from './second.ts';
import { accept } from './run.ts';
import { BOUTIQUE, SOCKS, STUDIO, TELESCOPES } from './shops.ts';
import { spanKeeper, type SpanRow } from './spans.ts';
import type { Teller } from './teller.ts';
import { TICKETS } from './tickets.ts';
import { usersCome } from './users.ts';
import type { Row } from './watch.ts';
import type { Way } from './ways.ts';
import { worldOf, type World } from './world.ts';

export const SYSTEMS: Readonly<Record<string, Blueprint>> = {
  boutique: BOUTIQUE,
  socks: SOCKS,
  telescopes: TELESCOPES,
  tickets: TICKETS,
  studio: STUDIO,
};

/** What was recorded, as the files of a case have it. */
export interface Recording {
  metrics: Row[];
  logs: LogRow[];
  spans: SpanRow[];
  topology: [caller: string, callee: string][];
}

/** A system, what goes wrong in it, and how it is watched. */
export interface WorldCase {
  system: string;
  kind: Kind;
  atMs: number;
  untilMs: number;
  /** Names of services any of which is right. */
  services: string[];
  ordinary: Ordinary[];
  /** It as it went; without the fault, as it would have gone. */
  record: (withFault: boolean) => Recording;
}

const START_MS = Date.UTC(2031, 2, 11, 7, 3);

/** Undefined where the system has no place for such a fault. */
export function worldCase(way: Way, system: string, kind: Kind, seed: number): WorldCase | undefined {
  const chance = new Chance(seed);
  const world = worldOf(
    SYSTEMS[system],
    chance.between(...way.rate) * (system === 'tickets' ? 0.5 : 1),
    chance,
  );
  const fault = faultOf(kind, world, way.watch?.stores === true, chance);
  if (!fault) return undefined;
  const atMs = START_MS + 1000 * chance.one(way.pastS);
  const untilMs = atMs + 1000 * chance.one(way.troubleS);
  // It is told when it was felt, not when it began, or as it was put in.
  const beginMs = atMs - (chance.hit(0.3) ? chance.between(0, 15_000) : 0);
  const users = {
    wait: chance.hit(0.5),
    trend: chance.between(-0.15, 0.25),
    wave: chance.between(0, 0.15),
    waveS: chance.between(120, 1500),
  };
  const rest = Math.floor(1e9 * chance.next());
  let ordinary: Ordinary[] = [];
  const record = (withFault: boolean): Recording => {
    const spans = way.spans && spanKeeper(way.spans, world, seed, way.watch || way.logs ? [] : fault.right);
    const logs = way.logs && logKeeper(way.logs);
    const teller: Teller = { ...(spans ? { span: spans.span } : {}), ...(logs ? { say: logs.say } : {}) };
    const play = new Play(world, seed, START_MS, untilMs, way.spans?.sampling ?? 0, teller, accept);
    ordinary = ordinaryThings(play, atMs, untilMs, fault.service, new Chance(rest));
    everySecond(play, untilMs);
    usersCome(play, users, untilMs);
    if (withFault) play.agenda.at(beginMs, () => fault.start(play, new Chance(rest + 1)));
    play.agenda.play(untilMs);
    return {
      metrics: way.watch ? metricsOf(play, way.watch, seed) : [],
      logs: logs?.rows ?? [],
      spans: spans?.rows() ?? [],
      topology: way.topology ? callsOf(world) : [],
    };
  };
  return {
    system,
    kind,
    atMs,
    untilMs,
    services: named(fault, world, way),
    get ordinary() {
      return ordinary;
    },
    record,
  };
}

/** Of the right ones those that are in the data at all. */
function named(fault: Fault, world: World, way: Way): string[] {
  return fault.right
    .map((index) => world.services[index])
    .filter(({ part }) => part === 'app' || way.watch?.stores)
    .map(({ name }) => name);
}

function callsOf({ services }: World): [string, string][] {
  const calls = services.flatMap(({ name, endpoints }) =>
    [...endpoints.values()].flatMap(({ steps }) =>
      steps
        .flatMap((step) =>
          step.do === 'call' ? [step.to, ...(step.otherwise ? [step.otherwise.to] : [])] : [],
        )
        .map((to) => `${name}\n${services[to].name}`),
    ),
  );
  return [...new Set(calls)].map((call) => call.split('\n') as [string, string]);
}
