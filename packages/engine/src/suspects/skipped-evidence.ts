import { noteInstance, rateAt } from './call-evidence.ts';
import { eventEvidence, type EventRate } from './event-evidence.ts';
import type { Evidence, EvidenceReach, Window } from './evidence.ts';
import { countAt, phasedCount, type PhasedCount } from './phases.ts';

/** A statement in one instance (a span, or a trace where spans are not known). */
export interface Said {
  service: string;
  statement: string;
  example: string;
  timeMs: number;
  phase: number;
}

/** So many different statements after one are looked at to find what it is always followed by. */
const LOOK_AHEAD = 6;
/** Longer instances are cut: what comes late in a thousand lines follows from the first hundreds. */
const MOST_STATEMENTS = 200;
/** A statement foretells another when it came without it in less than this share of the past's instances. */
const MOST_WITHOUT = 0.1;
const FEWEST_TOGETHER = 3;
const FEWEST_EARLY = 5;
const GONE = 0.2;

/**
 * Work that is left out while what always came after it still comes: the flow went on, so nobody before or after it can have
 * kept it from being done. It does not depend on which requests come, nor on how far they get. What nothing always follows
 * is foretold by what the same service says before it; then something that it calls in between may have kept it from it.
 */
export function skippedEvidence(instances: Iterable<readonly Said[]>, window: Window): Evidence[] {
  const runs = [...instances].map(distinct).filter((run) => run.length > 0);
  const past = runs.filter(([{ phase }]) => phase < 0).sort(([a], [b]) => a.timeMs - b.timeMs);
  // A fault may be on for a while before it is told: then the first half of the past still shows how it should be.
  const half = new Set(past.slice(0, Math.ceil(past.length / 2)));
  const whole = signsOf(past, FEWEST_TOGETHER);
  const late = past.filter((run) => !half.has(run));
  const early = new Map(
    [...signsOf(half, FEWEST_EARLY)].filter(
      ([statement, { sign }]) => !whole.has(statement) && isGone(late, statement, sign),
    ),
  );
  return [
    ...skipped(runs, whole, window),
    ...skipped(
      runs.filter((run) => run[0].phase >= 0 || half.has(run)),
      early,
      window,
    ),
  ];
}

/** Of those that have the sign hardly one has the statement any more. */
function isGone(runs: readonly (readonly Said[])[], statement: string, sign: string): boolean {
  const signed = runs.filter((run) => run.some((said) => said.statement === sign));
  const kept = signed.filter((run) => run.some((said) => said.statement === statement));
  return signed.length >= FEWEST_EARLY && kept.length < GONE * signed.length;
}

/** How a statement is foretold: by which other one, and who else could have kept it from being done. */
interface Sign {
  sign: string;
  reach: EvidenceReach;
}

function signsOf(past: Iterable<readonly Said[]>, fewest: number): Map<string, Sign> {
  const alone = new Map<string, number>();
  const pairs = new Map<string, { after: Map<string, number>; before: Map<string, number> }>();
  for (const run of past) {
    run.forEach(({ statement, service }, i) => {
      count(alone, statement);
      let beside = pairs.get(statement);
      if (!beside) pairs.set(statement, (beside = { after: new Map(), before: new Map() }));
      for (const later of run.slice(i + 1, i + 1 + LOOK_AHEAD)) count(beside.after, later.statement);
      for (const earlier of run.slice(Math.max(0, i - LOOK_AHEAD), i)) {
        if (earlier.service === service) count(beside.before, earlier.statement);
      }
    });
  }
  const signs = new Map<string, Sign>();
  for (const [statement, { after, before }] of pairs) {
    const later = bestSign(after, alone, fewest);
    const sign = later ?? bestSign(before, alone, fewest);
    if (sign !== undefined) signs.set(statement, { sign, reach: later === undefined ? 'callee' : 'own' });
  }
  return signs;
}

function skipped(
  runs: readonly (readonly Said[])[],
  signs: ReadonlyMap<string, Sign>,
  window: Window,
): Evidence[] {
  const foretold = Map.groupBy(signs, ([, { sign }]) => sign);
  const known = new Map<string, Said>();
  for (const run of runs)
    for (const said of run) if (!known.has(said.statement)) known.set(said.statement, said);
  const contexts = new Map<string, PhasedCount>();
  const rates = new Map<string, EventRate>();
  for (const run of runs) {
    const here = new Set(run.map(({ statement }) => statement));
    for (const { statement: sign, phase } of run) {
      const told = foretold.get(sign);
      if (!told) continue;
      let context = contexts.get(sign);
      if (!context) contexts.set(sign, (context = phasedCount()));
      countAt(context, phase);
      for (const [statement, { reach }] of told) {
        const { service, example } = known.get(statement) ?? run[0];
        const rate = rateAt(rates, statement, sign, contexts, {
          service,
          kind: 'log',
          signal: text(statement),
          mood: 'ordinary',
          reach,
          noun: 'message',
          example,
        });
        if (here.has(statement)) noteInstance(rate, phase, 1);
      }
    }
  }
  return eventEvidence(rates.values(), window);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What of that which comes after is the surest sign that it was there; often seen together is surer. */
function bestSign(
  after: ReadonlyMap<string, number>,
  alone: ReadonlyMap<string, number>,
  fewest: number,
): string | undefined {
  let best: string | undefined;
  let least = MOST_WITHOUT;
  for (const [sign, together] of after) {
    // As if one more had come without it: of three in three it is not known that it is always.
    const without = 1 - together / ((alone.get(sign) ?? together) + 0.5);
    if (together >= fewest && without < least) [best, least] = [sign, without];
  }
  return best;
}

/** Each statement once, by its first line. */
function distinct(lines: readonly Said[]): Said[] {
  const first = new Map<string, Said>();
  for (const line of [...lines].sort((a, b) => a.timeMs - b.timeMs)) {
    if (first.size >= MOST_STATEMENTS) break;
    if (!first.has(line.statement)) first.set(line.statement, line);
  }
  return [...first.values()];
}

/** A statement's key is its service and its template. */
function text(statement: string): string {
  return statement.slice(statement.indexOf('\n') + 1);
}
