import { Chance } from '../made-up/chance.ts';
import { Agenda } from './agenda.ts';
import type { Broken } from './ill.ts';
import { Ledger } from './ledger.ts';
import { Node, Pod } from './pod.ts';
import type { Request } from './request.ts';
import type { Teller, Trace } from './teller.ts';
import { hex, type Level, type Line } from './wording.ts';
import type { Service, World } from './world.ts';

/** A message that waits for a consumer. */
export interface Message {
  trace: Trace;
  parent: number;
  endpoint: string;
  tries: number;
}

/** A system at work: its pods, what waits, and what is counted and told of it. */
export class Play {
  readonly world: World;
  readonly agenda: Agenda;
  readonly startMs: number;
  readonly teller: Teller;
  readonly seed: number;
  readonly pods: Pod[][];
  readonly nodes: Node[];
  readonly ledgers: Ledger[];
  /** Messages by the service that takes them. */
  readonly queues: Message[][];
  readonly broken = new Map<number, Broken>();
  /** Share of traces whose spans are kept. */
  readonly sampling: number;
  /** A request reaches a pod. */
  readonly serve: (request: Request) => void;
  /** Factor on what users do. */
  surge = 1;
  #spans = 0;
  #traces = 0;
  readonly #turn: number[];

  constructor(
    world: World,
    seed: number,
    startMs: number,
    untilMs: number,
    sampling: number,
    teller: Teller,
    serve: (play: Play, request: Request) => void,
  ) {
    this.serve = (request): void => serve(this, request);
    this.world = world;
    this.seed = seed;
    this.startMs = startMs;
    this.sampling = sampling;
    this.teller = teller;
    this.agenda = new Agenda(startMs);
    const seconds = Math.ceil((untilMs - startMs) / 1000);
    const chance = new Chance(seed + 17);
    this.nodes = Array.from({ length: world.nodes }, (_, i) => new Node(i, new Ledger(seconds)));
    this.ledgers = world.services.map(() => new Ledger(seconds));
    this.queues = world.services.map(() => []);
    this.#turn = world.services.map(() => 0);
    this.pods = world.services.map((service) =>
      Array.from({ length: service.replicas }, () => this.#born(service, chance)),
    );
    for (const node of this.nodes) node.cores = Math.max(1, 0.9 * node.cores);
  }

  #born(service: Service, chance: Chance): Pod {
    const node = chance.one(this.nodes);
    node.cores += service.cores;
    return new Pod(service, node, `${service.name}-${hex(9, chance)}-${hex(5, chance)}`);
  }

  /** Another replica, on some node. */
  grow(service: Service, chance: Chance): Pod {
    const pod = new Pod(
      service,
      chance.one(this.nodes),
      `${service.name}-${hex(9, chance)}-${hex(5, chance)}`,
    );
    pod.state = 'starting';
    this.pods[service.index].push(pod);
    return pod;
  }

  get nowMs(): number {
    return this.agenda.nowMs;
  }

  get second(): number {
    return Math.floor((this.agenda.nowMs - this.startMs) / 1000);
  }

  /** A pod that is believed to be up, in turn. */
  podOf(service: number): Pod | undefined {
    const listed = this.pods[service].filter(({ state }) => state !== 'starting');
    const up = listed.filter(({ state }) => state === 'up');
    // One that died a moment ago is still on the list.
    const some = up.length > 0 && up.length < listed.length && this.#turn[service] % 20 !== 0 ? up : listed;
    return some.length === 0 ? undefined : some[this.#turn[service]++ % some.length];
  }

  newSpan(): number {
    return ++this.#spans;
  }

  /** `key` makes its draws: the same request in another play has the same. */
  newTrace(key: number): Trace {
    const chance = new Chance((this.seed * 7919 + key * 104_729) | 0);
    return { number: ++this.#traces, id: hex(32, chance), sampled: chance.hit(this.sampling), chance };
  }

  line(pod: Pod, line: Line, text: string, trace?: Trace, span?: number): void {
    this.say(pod, line.level, text, line.file, line.at, trace, span);
  }

  say(
    pod: Pod,
    level: Level,
    text: string,
    file: string,
    at: number,
    trace?: Trace,
    span?: number,
    stack?: string[],
  ): void {
    if (!this.teller.say || pod.service.part !== 'app') return;
    this.teller.say({
      pod,
      timeMs: this.agenda.nowMs,
      level,
      text,
      file,
      at,
      ...(trace ? { trace } : {}),
      ...(span === undefined ? {} : { span }),
      ...(stack ? { stack } : {}),
    });
  }

  /** It is gone and comes again after `downMs`, cold. */
  restart(pod: Pod, downMs: number, why: string, version = pod.version): void {
    pod.die(why);
    this.ledgers[pod.service.index].add('restarts', this.second, 1);
    this.agenda.after(1000, () => {
      if (pod.state === 'down') pod.state = 'starting';
    });
    this.agenda.after(Math.max(1500, downMs), () => {
      pod.version = version;
      this.begin(pod);
    });
  }

  /** It is started, says so, and takes requests. */
  begin(pod: Pod): void {
    const { name, tongue } = pod.service;
    const file = tongue === 'java' ? 'Application' : 'server';
    this.say(pod, 'INFO', `starting ${name} version=1.${pod.version}.0 pid=1`, file, 12);
    this.say(pod, 'INFO', `configuration loaded from /etc/${name}/config.yaml`, file, 31);
    this.say(
      pod,
      'INFO',
      `listening on port ${8000 + pod.service.index}, started in ${(3 + pod.service.index / 7).toFixed(2)} seconds`,
      file,
      58,
    );
    pod.state = 'up';
    pod.warmAtMs = this.nowMs + (tongue === 'java' ? 20_000 : 3000);
  }
}
