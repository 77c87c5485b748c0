import type { Play } from './play.ts';
import type { Pod } from './pod.ts';
import type { Manner, Outcome } from './request.ts';
import type { Trace } from './teller.ts';
import { fileOf } from './wording.ts';
import type { Ask } from './world.ts';

const TRIES = 3;
/** Failures in a row that open a breaker, and for how long. */
const BREAKS_AFTER = 8;
const OPEN_MS = 10_000;
/** Tokens that were issued further from now are rejected. */
const SKEW_BORNE_MS = 30_000;

/** Who asks: a request that is worked on. */
interface Asker {
  play: Play;
  pod: Pod;
  trace: Trace;
  span: number;
}

/** One service asks another: through its breaker and its pool, again if it may, until the answer or the end of its patience. */
export function ask(run: Asker, step: Ask, manner: Manner, done: (outcome: Outcome) => void): void {
  const { play, pod } = run;
  const other = play.world.services[step.to];
  const breaker = pod.breaker(step.to);
  const tried = (left: number): void => {
    if (pod.service.breaks && breaker.openUntilMs > play.nowMs) {
      done({ status: 503, why: `circuit breaker of ${other.name} is open`, empty: false });
      return;
    }
    attempt(run, step, manner, (outcome) => {
      if (outcome.status < 500) breaker.failures = 0;
      else if (pod.service.breaks && ++breaker.failures >= BREAKS_AFTER) {
        breaker.failures = 0;
        breaker.openUntilMs = play.nowMs + OPEN_MS;
        play.say(pod, 'WARN', `circuit breaker of ${other.name} opened`, 'CircuitBreaker', 52);
      }
      if (outcome.status < 500 || left <= 1) {
        done(outcome);
        return;
      }
      const text = `retrying ${other.name} ${step.endpoint} after ${outcome.why}`;
      play.say(pod, 'WARN', text, fileOf(pod.service.name, step.endpoint), 119, run.trace, run.span);
      play.agenda.after(50 * 2 ** (TRIES - left), () => tried(left - 1));
    });
  };
  tried(step.retried ? TRIES : 1);
}

function attempt(run: Asker, step: Ask, manner: Manner, done: (outcome: Outcome) => void): void {
  const { play, pod, trace } = run;
  const startMs = play.nowMs;
  const span = play.newSpan();
  const other = play.world.services[step.to];
  const broken = play.broken.get(pod.service.index);
  const timeoutMs = broken?.what === 'timeout' ? broken.much : pod.service.timeoutMs;
  const most = broken?.what === 'pool' ? 1 : pod.service.pool;
  const pool = pod.pool(step.to);
  const mine = play.ledgers[pod.service.index];
  const theirs = play.ledgers[step.to];
  let settled = false;
  let held = false;
  const place = {
    gone: false,
    go: (): void => {
      held = true;
      connected();
    },
  };
  const settle = (outcome: Outcome): void => {
    if (settled) return;
    settled = true;
    place.gone = true;
    if (held) {
      let next = pool.waiting.shift();
      while (next?.gone) next = pool.waiting.shift();
      if (next) next.go();
      else pool.used--;
    }
    const ms = play.nowMs - startMs;
    theirs.add('asked', play.second, 1);
    theirs.latency('seen', play.second, ms);
    if (outcome.status >= 500) theirs.add('missed', play.second, 1);
    if (trace.sampled) {
      play.teller.span?.({
        trace,
        id: span,
        parent: run.span,
        pod,
        kind: other.part === 'broker' ? 'producer' : 'client',
        operation: step.endpoint,
        peer: step.to,
        startMs,
        endMs: play.nowMs,
        status: outcome.status,
      });
    }
    done(outcome);
  };
  const fails = (ms: number, why: string, status = 503): void => {
    play.agenda.after(ms, () => settle({ status, why, empty: false }));
  };
  const connected = (): void => {
    if (broken?.what === 'host' && broken.endpoint === undefined && broken.step === step.to) {
      return fails(4, `lookup ${other.name}-internal: no such host`);
    }
    const target = play.podOf(step.to);
    if (!target) return fails(1, `no healthy upstream for ${other.name}`);
    if (target.state !== 'up') return fails(1, `dial ${other.name}: connection refused`);
    const turnedAway = turned(play, target, pod, trace.chance);
    if (turnedAway) return fails(3, turnedAway);
    const kb = 0.4;
    const way = pod.way(target, kb, play.nowMs, trace.chance);
    mine.add('tx', play.second, kb);
    if (way === undefined) return;
    play.agenda.after(way, () => {
      if (settled && pod.state !== 'up') return;
      play.serve({
        pod: target,
        endpoint: step.endpoint,
        trace,
        parent: span,
        kind: 'server',
        from: pod.service.index,
        manner,
        answer: (outcome) => {
          const size = other.endpoints.get(step.endpoint)?.kb ?? 1;
          const back = target.way(pod, size, play.nowMs, trace.chance);
          if (back === undefined) return;
          mine.add('rx', play.second, size);
          play.agenda.after(back, () => settle(outcome));
        },
      });
    });
  };
  play.agenda.after(timeoutMs, () => {
    const why = held
      ? `timeout after ${timeoutMs}ms waiting for ${other.name}`
      : `no free connection to ${other.name} within ${timeoutMs}ms`;
    settle({ status: 504, why, empty: false });
  });
  if (pool.used < most) {
    pool.used++;
    place.go();
  } else {
    pool.waiting.push(place);
  }
}

/** Why a pod does not take a connection, if it does not; both say so. */
function turned(
  play: Play,
  target: Pod,
  from: Pod,
  chance: { hit: (share: number) => boolean },
): string | undefined {
  for (const [one, other] of [
    [target, from],
    [from, target],
  ]) {
    if (one.ill.refused > 0 && chance.hit(one.ill.refused)) {
      play.say(one, 'ERROR', 'accept tcp [::]:8080: accept4: too many open files', 'server', 71);
      return `connection reset by ${other === from ? one.service.name : 'peer'}`;
    }
  }
  if (target.ill.certificate === 'expired') {
    play.say(
      target,
      'WARN',
      `TLS handshake error from ${from.name}: remote error: tls: bad certificate`,
      'server',
      94,
    );
    return `tls: failed to verify certificate of ${target.service.name}: certificate has expired or is not yet valid`;
  }
  if (Math.abs(from.ill.clockMs) > SKEW_BORNE_MS && target.service.part === 'app' && chance.hit(0.5)) {
    play.say(
      target,
      'WARN',
      `rejected token of ${from.service.name}: not valid at this time`,
      'Security',
      83,
    );
    return `${target.service.name} answered 401 unauthorized`;
  }
  return undefined;
}
