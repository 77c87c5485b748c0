import { ask } from './call.ts';
import type { Broken } from './ill.ts';
import type { Play } from './play.ts';
import type { Job, Pod } from './pod.ts';
import { GOOD, type Manner, type Outcome, type Request } from './request.ts';
import { stackOf } from './stack.ts';
import type { Trace } from './teller.ts';
import { fileOf, filled } from './wording.ts';
import type { Ask, Endpoint, Step } from './world.ts';

const LONGEST_QUEUE = 100;

/** A request reaches a pod: it is served, waits for a worker, or is turned away. */
export function accept(play: Play, request: Request): void {
  const { pod } = request;
  if (pod.state !== 'up') {
    request.answer({ status: 503, why: 'connection refused', empty: false });
    return;
  }
  if (pod.active < pod.service.workers) {
    new Run(play, request).begin();
    return;
  }
  if (pod.waiting.length >= LONGEST_QUEUE) {
    const { trace } = request;
    play.say(
      pod,
      'WARN',
      `request rejected: ${pod.service.workers} workers busy, queue full`,
      'Server',
      88,
      trace,
    );
    request.answer({ status: 503, why: 'service overloaded', empty: false });
    return;
  }
  pod.waiting.push({ gone: false, go: () => new Run(play, request).begin() });
}

/** A request that a pod works on, step by step. */
class Run implements Job {
  readonly play: Play;
  readonly pod: Pod;
  readonly trace: Trace;
  readonly span: number;
  readonly #request: Request;
  readonly #endpoint: Endpoint;
  readonly #broken: Broken | undefined;
  #startMs = 0;
  #at = 0;
  #over = false;

  constructor(play: Play, request: Request) {
    this.play = play;
    this.pod = request.pod;
    this.trace = request.trace;
    this.span = play.newSpan();
    this.#request = request;
    const endpoint = this.pod.service.endpoints.get(request.endpoint);
    if (!endpoint)
      throw new Error(`second world: ${this.pod.service.name} has no endpoint "${request.endpoint}"`);
    this.#endpoint = endpoint;
    const broken = play.broken.get(this.pod.service.index);
    const here = broken && (broken.endpoint === undefined || broken.endpoint === endpoint.name);
    this.#broken = here && this.trace.chance.hit(broken.share) ? broken : undefined;
  }

  begin(): void {
    this.#startMs = this.play.nowMs;
    this.pod.active++;
    this.pod.jobs.add(this);
    if (this.#broken?.what === 'lock') {
      const start = Math.max(this.#startMs, this.pod.lockedUntilMs);
      this.pod.lockedUntilMs = start + this.#broken.much;
      if (start - this.#startMs > 2000) this.#says('WARN', this.#broken.says, 143);
      this.#later(this.pod.lockedUntilMs - this.#startMs);
      return;
    }
    this.#next();
  }

  /** The pod is gone, and this with it. */
  lost(why: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#request.answer({ status: 503, why, empty: false });
  }

  #later(ms: number): void {
    this.play.agenda.after(ms, () => {
      if (!this.#over) this.#next();
    });
  }

  #next(): void {
    const { steps } = this.#endpoint;
    const { play, pod, trace } = this;
    while (this.#at < steps.length) {
      const at = this.#at++;
      const step = steps[at];
      if (at > 1 && this.#request.manner.bad) return this.#refuses();
      if (this.#broken?.what === 'throws' && this.#broken.step === at) return this.#throws(this.#broken.says);
      switch (step.do) {
        case 'say':
          if (step.line.level !== 'DEBUG') {
            play.line(pod, step.line, filled(step.line.text, trace.chance), trace, this.span);
          }
          break;
        case 'work':
        case 'disk':
          return this.#later(this.#toils(step));
        case 'call':
          if (this.#leavesOut(step, at)) break;
          return this.#asks(step, at);
      }
    }
    this.#finishes();
  }

  /** How long a step of its own takes, ms; counts it. */
  #toils(step: Extract<Step, { do: 'work' | 'disk' }>): number {
    const { play, pod } = this;
    const { heavy = 1 } = this.#request.manner;
    const ledger = play.ledgers[pod.service.index];
    if (step.do === 'work') {
      return pod.work(step.ms * heavy * this.trace.chance.around(0.35), play.nowMs, ledger, play.second);
    }
    ledger.add('written', play.second, step.kb);
    pod.node.ledger.add('written', play.second, step.kb);
    return pod.disk(step.kb * (heavy > 1 ? 3 : 1));
  }

  #leavesOut(step: Ask, at: number): boolean {
    if (this.#broken?.what === 'missing-call' && this.#broken.step === at) return true;
    return step.share < 1 && !this.trace.chance.hit(step.share);
  }

  #finishes(): void {
    const { play, pod, trace } = this;
    if (trace.chance.hit(this.#endpoint.flaky)) {
      return this.#throws(filled(this.#endpoint.excuse, trace.chance));
    }
    if ((this.#request.manner.heavy ?? 1) > 1) play.ledgers[pod.service.index].add('slow', play.second, 1);
    this.#end(this.#broken?.what === 'wrong-return' ? { ...GOOD, empty: true } : GOOD);
  }

  #asks(step: Ask, at: number): void {
    const { trace } = this;
    const manner: Manner = {};
    const broken = this.#broken;
    const store = this.play.world.services[step.to].part !== 'app';
    if (broken?.what === 'wrong-parameter' && broken.step === at) manner.bad = true;
    if (broken?.what === 'slow-query' && store) manner.heavy = broken.much;
    // Drawn beforehand: whether the cache has it does not hang on how it went.
    const miss = step.otherwise && trace.chance.hit(0.1);
    ask(this, step, manner, (outcome) => {
      if (this.#over) return;
      const { otherwise } = step;
      if (otherwise && (miss || outcome.status >= 500)) {
        if (outcome.status >= 500)
          this.#says('WARN', `cache unavailable (${outcome.why}), reading through`, 77);
        ask(this, { ...step, to: otherwise.to, endpoint: otherwise.endpoint }, manner, (second) => {
          if (!this.#over) this.#heard(step, otherwise.to, second);
        });
        return;
      }
      this.#heard(step, step.to, outcome);
    });
  }

  /** An answer to something that was asked. */
  #heard(step: Ask, to: number, outcome: Outcome): void {
    const other = this.play.world.services[to].name;
    const good = outcome.status < 400 && !outcome.empty;
    if (good) return this.#next();
    const borne = step.borne && this.#broken?.what !== 'unhandled';
    const what = outcome.empty ? `${step.endpoint} gave nothing` : outcome.why;
    if (borne) {
      this.#says('WARN', `${other} failed (${what}), going on without`, 101);
      return this.#next();
    }
    if (outcome.empty)
      return this.#throws(
        `cannot read field "id" of null, result of ${other}.${step.endpoint}`,
        'NullPointer',
      );
    const message = `call of ${other} ${step.endpoint} failed: ${what}`;
    // Some tell it where it is caught, most where it leaves.
    this.#throws(message, 'Upstream', outcome.status === 404 ? 404 : outcome.status);
  }

  #refuses(): void {
    this.#says('WARN', `invalid argument: id is null or unknown in ${this.#endpoint.name}`, 64);
    this.#end({ status: 400, why: 'bad request: invalid argument', empty: false });
  }

  #throws(message: string, what = 'IllegalState', status = 500): void {
    const { service } = this.pod;
    const file = fileOf(service.name, this.#endpoint.name);
    const stack = stackOf(service, this.#endpoint.name, what, message, this.#at);
    this.play.say(
      this.pod,
      'ERROR',
      `${this.#endpoint.name} failed: ${message}`,
      file,
      40 + 7 * this.#at,
      this.trace,
      this.span,
      stack,
    );
    this.#end({
      status: status < 500 ? 500 : status,
      why: `${service.name} answered ${status < 500 ? 500 : status}`,
      empty: false,
    });
  }

  #says(level: 'WARN' | 'ERROR', text: string, at: number): void {
    this.play.say(
      this.pod,
      level,
      text,
      fileOf(this.pod.service.name, this.#endpoint.name),
      at,
      this.trace,
      this.span,
    );
  }

  #end(outcome: Outcome): void {
    if (this.#over) return;
    this.#over = true;
    const { play, pod } = this;
    const { service } = pod;
    const ledger = play.ledgers[service.index];
    const ms = play.nowMs - this.#startMs;
    pod.active--;
    pod.jobs.delete(this);
    ledger.add('requests', play.second, 1);
    if (outcome.status >= 500) ledger.add('errors', play.second, 1);
    ledger.add('tx', play.second, this.#endpoint.kb);
    ledger.add('rx', play.second, 0.4);
    ledger.latency('served', play.second, ms);
    if (service.part === 'cache') ledger.add('hits', play.second, 1);
    if (this.trace.sampled && service.part === 'app') {
      play.teller.span?.({
        trace: this.trace,
        id: this.span,
        parent: this.#request.parent,
        pod,
        kind: this.#request.kind,
        operation: this.#endpoint.name,
        peer: this.#request.from,
        startMs: this.#startMs,
        endMs: play.nowMs,
        status: outcome.status,
      });
    }
    if (outcome.status < 400) {
      for (const { to, endpoint } of service.topics.get(this.#endpoint.name) ?? []) {
        play.queues[to].push({ trace: this.trace, parent: this.#request.parent, endpoint, tries: 0 });
      }
    }
    let next = pod.waiting.shift();
    while (next?.gone) next = pod.waiting.shift();
    next?.go();
    this.#request.answer(outcome);
  }
}
