import { contextOf, isTrouble, noteInstance, rateAt } from './call-evidence.ts';
import { eventEvidence, type EventRate } from './event-evidence.ts';
import { INFERRED, type Evidence, type Window } from './evidence.ts';
import { countAt, phasedCount, phaseOf, since, type PhasedCount } from './phases.ts';
import { CLOCK_MS, type TreeSpan } from './span-tree.ts';
import { ascending, countAbove } from './statistics.ts';

/** What the service called last keeps when several steps that used to follow are cut off: what comes next depends on it. */
const SEVERAL_CUT = 0.6;
/** When one step alone is gone, the caller may as well have forgotten that call. */
const ONE_CUT = 0.4;
/** From so many steps that follow usually on, several are cut off. */
const SEVERAL = 1.5;
/** What it keeps when other operations that call the same go on as ever: the answer is no worse for them. */
const OTHERS_GO_ON = 0.3;
/** What it keeps when it ends too early itself after a call of its own: then it may have passed on what it got. */
const PASSES_ON = 0.3;
/** Another operation goes off as well when its evidence is this share as strong. */
const AS_WELL = 0.3;
/** What a service keeps whose lines are read: a wrong answer seldom leaves them as they are, and they speak for themselves. */
const SPEAKS = 0.3;
/** Fewer instances than this on a side do not say that an operation goes on as ever. */
const FEWEST_INSTANCES = 3;

/** A step of an operation whose last act was to call another service. */
interface Step {
  rate: EventRate;
  caller: string;
  /** What was called: service and operation. */
  called: string;
  /** Steps that followed, over the instances of the past. */
  followed: number;
}

/**
 * Operations that end without an error right after a call returned, where they used to go on. What is done next depends on
 * what came back, so the service that was called last is suspect, and its caller as far as that does not explain it (it
 * has the evidence of the calls that stopped). Where the caller fails, the failure is its own until something explains it.
 * `speaking` are services whose log lines are read.
 */
export function breakOffEvidence(
  spans: ReadonlyMap<string, TreeSpan>,
  window: Window,
  speaking: ReadonlySet<string>,
): Evidence[] {
  const steps = [...stepsOf(spans, window).values()].filter(couldEnd);
  const ending = steps.filter(endsMoreOften);
  const keyOf = ({ service, signal }: Pick<Evidence, 'service' | 'signal'>): string =>
    `${service}\n${signal}`;
  const found = eventEvidence(
    ending.map(({ rate }) => rate),
    window,
  );
  const strengths = new Map(found.map((one) => [keyOf(one), one.strength]));
  const known = steps.map((step) => ({ ...step, strength: strengths.get(keyOf(step.rate)) ?? 0 }));
  const byCalled = Map.groupBy(known, ({ called }) => called);
  const bySignal = new Map(known.map((step) => [keyOf(step.rate), step]));
  const ownEnds = new Map<string, number>();
  for (const { caller, strength } of known) {
    ownEnds.set(caller, Math.max(ownEnds.get(caller) ?? 0, strength));
  }
  return found.flatMap((one) => {
    const step = bySignal.get(keyOf(one));
    if (!step) return [];
    const others = (byCalled.get(step.called) ?? []).filter((other) => other !== step);
    const alone = others.length > 0 && !others.some(({ strength }) => strength >= AS_WELL * one.strength);
    const cut = followedUsually(step) >= SEVERAL ? SEVERAL_CUT : ONE_CUT;
    const passedOn = (ownEnds.get(one.service) ?? 0) >= AS_WELL * one.strength;
    const share =
      cut *
      (alone ? OTHERS_GO_ON : 1) *
      (passedOn ? PASSES_ON : 1) *
      (speaking.has(one.service) ? SPEAKS : 1);
    return [{ ...one, family: INFERRED, strength: one.strength * share }];
  });
}

/** Seen often enough before and since, and something used to follow. */
function couldEnd({ rate, followed }: Step): boolean {
  return rate.context.past >= FEWEST_INSTANCES && since(rate.context, 0) >= FEWEST_INSTANCES && followed > 0;
}

function endsMoreOften({ rate: { count, context } }: Step): boolean {
  return since(count, 0) * context.past > count.past * since(context, 0);
}

/** Steps that follow in an instance of the past, on the mean. */
function followedUsually({ rate, followed }: Step): number {
  return followed / Math.max(1, rate.context.past);
}

function stepsOf(spans: ReadonlyMap<string, TreeSpan>, window: Window): Map<string, Step> {
  const contexts = new Map<string, PhasedCount>();
  const rates = new Map<string, EventRate>();
  const steps = new Map<string, Step>();
  for (const span of spans.values()) {
    if (span.children.length === 0) continue;
    const phase = phaseOf(span.sideMs, window);
    const starts = ascending(span.children.map(({ timeMs }) => timeMs));
    for (const [called, { child, server }] of lastOfEach(span)) {
      const after = `${contextOf(span)}\nafter\n${called}`;
      let count = contexts.get(after);
      if (!count) contexts.set(after, (count = phasedCount()));
      countAt(count, phase);
      const rate = rateAt(rates, after, after, contexts, {
        service: server.service,
        kind: 'trace',
        signal: `${span.service} ${span.operation} ends after ${server.operation}`,
        mood: 'trouble',
        reach: 'callee',
        noun: 'end of the caller without an error right after the call',
        example: `trace ${span.traceId}`,
      });
      let step = steps.get(after);
      if (!step) steps.set(after, (step = { rate, caller: span.service, called, followed: 0 }));
      const endMs = child.timeMs + Math.max(0, child.durationMs - CLOCK_MS);
      const followers = countAbove(starts, endMs);
      if (followers === 0 && !child.error && !isLoud(span)) noteInstance(rate, phase, 1);
      if (phase < 0) step.followed += followers;
    }
  }
  return steps;
}

/** By what was called, the last child of a span that ended with a call of it. */
function lastOfEach(span: TreeSpan): Map<string, { child: TreeSpan; server: TreeSpan }> {
  const found = new Map<string, { child: TreeSpan; server: TreeSpan }>();
  for (const child of span.children) {
    const server = calledLast(child, span.service);
    if (!server) continue;
    const key = contextOf(server);
    const before = found.get(key);
    if (!before || before.child.timeMs <= child.timeMs) found.set(key, { child, server });
  }
  return found;
}

/** The span of another service that a step ended with; undefined when it ended with work of its own. */
function calledLast(step: TreeSpan, caller: string): TreeSpan | undefined {
  let at: TreeSpan | undefined = step;
  while (at?.service === caller) {
    at = at.children.reduce<TreeSpan | undefined>(
      (last, one) => (last && last.timeMs > one.timeMs ? last : one),
      undefined,
    );
  }
  return at;
}

/** It failed, or it or one that it is a part of in its service went on to deal with an error. */
function isLoud(span: TreeSpan): boolean {
  for (let at: TreeSpan | undefined = span; at?.service === span.service; at = at.parent) {
    if (at.error || at.children.some(isTrouble)) return true;
  }
  return false;
}
