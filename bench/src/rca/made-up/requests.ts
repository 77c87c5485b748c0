import type { LogEvent, SpanEvent } from '@lapwing/engine';
import type { Chance } from './chance.ts';
import { leavesOut, stopsAt, type Moment } from './course.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { Step, System } from './system.ts';

/** Lines and spans of the requests that are traced. */
export interface Told {
  logs: LogEvent[];
  spans: SpanEvent[];
}

export interface Tracing {
  /** Requests a second that are traced. */
  perSecond: number;
  /** A caller's side of a call is a span of its own. */
  clientSpans: boolean;
  /** Messages name their place in the code. */
  places: boolean;
  /** Lines tell the span that they are written in. */
  ids: boolean;
}

/** How the call of an operation ended. */
interface Served {
  ms: number;
  failed: boolean;
  /** It answered, but with nothing that is of use. */
  empty: boolean;
}

type Call = Extract<Step, { what: 'call' }>;

/** An operation that is being worked on. */
interface Going extends Served {
  moment: Moment;
  i: number;
  k: number;
  name: string;
  startMs: number;
  traceId: string;
  spanId: string;
}

/** An exception comes in this share of the requests that could meet it. */
const THROWS = 0.6;
/** What a caller does with an empty answer, fixed for each place in the code. */
const GIVES_UP = 0.5;
const SAYS_SO = 0.5;
const RESENT_MS = 200;

/** Plays single requests through a system in the course that it takes. */
export class Requests {
  readonly told: Told = { logs: [], spans: [] };
  readonly #system: System;
  readonly #fault: Fault | undefined;
  readonly #tracing: Tracing;
  readonly #chance: Chance;
  #spans = 0;

  constructor(system: System, fault: Fault | undefined, tracing: Tracing, chance: Chance) {
    this.#system = system;
    this.#fault = fault;
    this.#tracing = tracing;
    this.#chance = chance;
  }

  /** All that come in the time of a moment, `stepMs` long. */
  play(moment: Moment, stepMs: number): void {
    const expected = (this.#tracing.perSecond * stepMs) / 1000;
    const count = Math.floor(expected) + (this.#chance.hit(expected % 1) ? 1 : 0);
    for (let i = 0; i < count; i++) {
      const draw = this.#chance.next();
      let operation = 0;
      for (let sum = this.#system.mix[0]; draw > sum && operation < this.#system.mix.length - 1;) {
        sum += this.#system.mix[++operation];
      }
      this.#serve(moment, 0, operation, moment.timeMs + this.#chance.between(0, stepMs), this.#id('t'), '');
    }
  }

  #id(kind: string): string {
    return `${kind}${(++this.#spans).toString(16).padStart(8, '0')}`;
  }

  #serve(moment: Moment, i: number, k: number, startMs: number, traceId: string, parentId: string): Served {
    const service = this.#system.services[i];
    const { steps, name } = service.operations[k];
    const going: Going = {
      moment,
      i,
      k,
      name,
      startMs,
      traceId,
      spanId: this.#id('s'),
      ms: 0,
      failed: false,
      empty: false,
    };
    going.failed = this.#chance.hit(moment.effects[i].refused);
    if (going.failed) this.#say(going, 1, 'ERROR too many open files');
    const fault =
      moment.effects[i].broken && this.#fault?.service === i && this.#fault.operation === k
        ? this.#fault
        : undefined;
    for (let at = 0; at < steps.length && !going.failed && !going.empty; at++) {
      const step = steps[at];
      if (leavesOut(fault, at) || (stopsAt(fault, at) && this.#breaks(going, fault?.kind))) continue;
      if (step.what === 'log') this.#say(going, step.line, `${step.text} ${name}`);
      else if (step.what === 'work') going.ms += step.ms * moment.slow[i] * this.#chance.around(0.25);
      else if (this.#chance.hit(step.share)) this.#ask(going, step, at);
    }
    if (!service.store) {
      this.told.spans.push({
        traceId,
        spanId: going.spanId,
        parentId,
        service: service.name,
        operation: name,
        timeMs: startMs,
        durationMs: Math.max(0.05, going.ms),
        error: going.failed,
      });
    }
    return going;
  }

  /** Whether a fault of code shows this time. */
  #breaks(going: Going, kind: FaultKind | undefined): boolean {
    if (kind === 'exception' && !this.#chance.hit(THROWS)) return false;
    if (kind === 'wrong-return') going.empty = true;
    else {
      going.failed = true;
      const why = kind === 'config' ? 'ERROR cannot connect: unknown host' : 'ERROR unexpected null in';
      this.#say(going, 2, `${why} ${going.name}`);
    }
    return true;
  }

  /** A call with what its caller makes of the answer. */
  #ask(going: Going, step: Call, at: number): void {
    for (let attempt = step.retries ? 1 : 0; attempt >= 0; attempt--) {
      const { ms, failed, empty } = this.#call(going, step);
      going.ms += ms;
      if (failed) {
        this.#say(going, 900 + at, `ERROR call of ${this.#system.services[step.service].name} failed`);
        if (attempt === 0) going.failed = !step.caught;
        continue;
      }
      // What a place does with an empty answer is fixed in its code.
      const habit = ((going.i * 31 + going.k * 17 + at * 7) % 100) / 100;
      if (empty && !step.caught) {
        going.empty = habit < GIVES_UP;
        if ((habit * 10) % 1 < SAYS_SO) this.#say(going, 950 + at, `WARN nothing found for ${going.name}`);
      }
      return;
    }
  }

  #call(going: Going, step: Call): Served {
    const { moment, i, traceId } = going;
    const startMs = going.startMs + going.ms;
    const [from, to] = [moment.effects[i], moment.effects[step.service]];
    const store = this.#system.services[step.service].store;
    // A call of a store is a span as well: its client makes it.
    const client = this.#tracing.clientSpans || store;
    const spanId = client ? this.#id('c') : going.spanId;
    let way = this.#chance.exponential(1) + (from.wayMs + to.wayMs) * this.#chance.around(0.15);
    if (this.#chance.hit(from.lost)) way += RESENT_MS;
    if (this.#chance.hit(to.lost)) way += RESENT_MS;
    const gone = to.down || this.#chance.hit(to.lost ** 2);
    const served = gone
      ? { ms: 0, failed: true, empty: false }
      : this.#serve(moment, step.service, step.operation, startMs + way / 2, traceId, spanId);
    const ms = served.ms + way;
    if (client) {
      this.told.spans.push({
        traceId,
        spanId,
        parentId: going.spanId,
        service: this.#system.services[i].name,
        operation: store ? `query ${this.#system.services[step.service].name}` : 'HTTP POST',
        timeMs: startMs,
        durationMs: ms,
        error: served.failed,
      });
    }
    return { ms, failed: served.failed, empty: served.empty };
  }

  #say({ i, startMs, ms, traceId, spanId }: Going, line: number, text: string): void {
    const service = this.#system.services[i];
    if (service.store) return;
    const place = this.#tracing.places ? `shop.${service.name}.Handler#${line} ` : '';
    const [first] = text.split(' ', 1);
    const mood = first === 'ERROR' || first === 'WARN' ? 'trouble' : 'ordinary';
    const ids = this.#tracing.ids ? { traceId, spanId } : { traceId: '', spanId: '' };
    const template = place + text;
    this.told.logs.push({
      timeMs: startMs + ms,
      service: service.name,
      mood,
      template,
      message: template,
      ...ids,
    });
  }
}
