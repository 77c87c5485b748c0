import type { Chance } from '../made-up/chance.ts';
import type { Broken, Ill } from './ill.ts';
import { brokenOf } from './brokenness.ts';
import { illOf } from './illness.ts';
import { FAMILIES, type Kind } from './kinds.ts';
import { asked, placeOf, type Place } from './places.ts';
import type { Play } from './play.ts';
import type { Pod } from './pod.ts';
import type { Service, World } from './world.ts';

export interface Fault {
  kind: Kind;
  service: number;
  /** Any of these is right. */
  right: number[];
  start: (play: Play, chance: Chance) => void;
}

/** A fault of a kind in a service that is asked often enough to be missed. `stores`: theirs are watched. */
export function faultOf(kind: Kind, world: World, stores: boolean, chance: Chance): Fault | undefined {
  const place = placeOf(kind, world, stores, chance);
  if (!place) return undefined;
  const { service } = place;
  const all = service.replicas === 1 || chance.hit(0.5);
  return {
    kind,
    service: service.index,
    right: [service.index, ...(kind === 'slow-query' && place.ask ? [place.ask.to] : [])],
    start: startOf(kind, place, all, world, chance),
  };
}

function startOf(kind: Kind, place: Place, all: boolean, world: World, chance: Chance): Fault['start'] {
  const { service } = place;
  const broken = brokenOf(kind, place, world, chance);
  const released = (FAMILIES.configuration as readonly Kind[]).includes(kind);
  if (broken && released) return (play) => release(play, service, broken);
  if (broken) {
    return (play) => {
      play.broken.set(service.index, broken);
    };
  }
  if (kind === 'kill') {
    const downMs = chance.between(15_000, 90_000);
    return (play) => {
      for (const pod of struck(play, service, all)) play.restart(pod, downMs, GONE);
    };
  }
  if (kind === 'crash-loop') {
    return (play, drawn) => {
      for (const pod of struck(play, service, all)) crashes(play, pod, drawn);
    };
  }
  const ill = illOf(kind, service, asked(service), world, chance);
  return (play) => {
    for (const pod of struck(play, service, all)) ails(play, pod, ill, kind);
  };
}

const GONE = 'connection reset by peer';

/** A new version with a mistake, pod by pod. */
function release(play: Play, service: Service, broken: Broken): void {
  play.pods[service.index].forEach((pod, i) =>
    play.agenda.after(1500 * i, () => play.restart(pod, 4000, GONE, pod.version + 1)),
  );
  play.agenda.after(4000, () => play.broken.set(service.index, broken));
}

/** It comes up, and dies again. */
function crashes(play: Play, pod: Pod, chance: Chance): void {
  play.say(pod, 'ERROR', 'panic: unrecoverable state in worker pool, exiting', 'main', 19);
  play.restart(pod, 12_000, GONE);
  play.agenda.after(chance.between(18_000, 40_000), () => crashes(play, pod, chance));
}

function struck(play: Play, service: Service, all: boolean): Pod[] {
  return play.pods[service.index].slice(0, all ? undefined : 1);
}

/** It comes at once, or grows over some seconds. */
function ails(play: Play, pod: Pod, ill: Partial<Ill>, kind: Kind): void {
  Object.assign(pod.ill, ill);
  if (kind !== 'socket') return;
  // Sockets are lost bit by bit, until there are none.
  const { hanging = 0, refused = 0 } = ill;
  for (let i = 0; i <= 10; i++) {
    play.agenda.after(4000 * i, () => {
      pod.ill.hanging = (hanging * i) / 10;
      pod.ill.refused = i < 4 ? 0 : (refused * i) / 10;
    });
  }
}
