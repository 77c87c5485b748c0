import { changeOfShare, shareInWords, type Say } from './finding.ts';
import { learnHabit, newHabit, type Habit } from './habit.ts';
import type { EventCount, EventKind } from './observation.ts';
import { deviateFrom } from './share-test.ts';

/**
 * Fewer instances than this in an interval, or than that in the past, say nothing. How little ten of the past are, the test itself
 * knows: they make MEDIUM of what stops in all of ten others, not CRITICAL.
 */
const FEWEST_NOW = 3;
const FEWEST_PAST = 10;
/** An event that comes in place of one that stopped: another branch for another kind of request, for the most part. */
const MOST_REPLACED = 0.8;
/** Events of one operation; those that were seen longest ago leave first. */
const EVENTS_MOST = 200;

interface KnownEvent {
  event: EventKind;
  habit: Habit;
  /** Number of the newest interval of its context in which it came. */
  seenAt: number;
}

/** The events of one operation, and in which share of its instances each comes. */
export interface OperationHabits {
  instances: number;
  intervals: number;
  events: Map<string, KnownEvent>;
}

export function newOperation(): OperationHabits {
  return { instances: 0, intervals: 0, events: new Map() };
}

interface Row extends KnownEvent {
  having: number;
  before: number;
  deviate: number;
  /** Of the share. */
  change: number;
}

/**
 * Tests one interval's instances against the habits, then learns them. Only what may be trouble is told: troubles that come more,
 * ordinary events that come less and that no other replaces. What a deployment adds is no trouble.
 */
export function stepOperation(
  operation: OperationHabits,
  instances: number,
  { counts, heard }: { counts: readonly EventCount[]; heard: ReadonlySet<string> },
  say: Say,
): void {
  const now = new Map(counts.map((count) => [count.event.key, count]));
  for (const { event } of counts) {
    if (operation.events.has(event.key)) continue;
    const habit = newHabit(operation.instances, operation.intervals);
    operation.events.set(event.key, { event, habit, seenAt: operation.intervals });
  }
  const rows = [...operation.events.values()]
    .filter(({ event }) => event.noun !== 'message' || heard.has(event.service))
    .map((known) => rowOf(known, now.get(known.event.key)?.instances ?? 0, instances));
  for (const row of rows) {
    const { event, habit, having, before } = row;
    if (instances >= FEWEST_NOW && habit.usual.instances >= FEWEST_PAST) {
      say(event.service, troubleOf(row, rows, instances), () => {
        const past = shareInWords(habit.usual.having, habit.usual.instances);
        const verb = having === 0 ? 'stopped' : before === 0 ? 'began' : row.change > 0 ? 'rose' : 'fell';
        const example = now.get(event.key)?.example;
        const shown = example === undefined ? '' : `, e.g. ${example}`;
        return `${event.noun} "${event.signal}" ${verb}: in ${past} before, in ${having} of ${instances} now${shown}`;
      });
    }
  }
  for (const row of rows) {
    learnHabit(row.habit, row.having, instances, row.deviate);
    const known = operation.events.get(row.event.key);
    if (known && row.having > 0) known.seenAt = operation.intervals;
  }
  operation.instances += instances;
  operation.intervals++;
  forget(operation);
}

function rowOf(known: KnownEvent, having: number, instances: number): Row {
  const { usual } = known.habit;
  const before = usual.having / Math.max(1, usual.instances);
  const deviate = usual.instances > 0 ? deviateFrom(usual, having, instances) : 0;
  return { ...known, having, before, deviate, change: having / instances - before };
}

function troubleOf(row: Row, beside: readonly Row[], instances: number): number {
  const { event, deviate, before, having, change } = row;
  const strength = Math.abs(deviate) * changeOfShare(before, having / instances);
  if (event.mood === 'trouble') return deviate > 0 ? strength : 0;
  if (deviate >= 0) return 0;
  let instead = 0;
  for (const other of beside) {
    if (other.event.mood === 'ordinary' && other.event.noun === event.noun) {
      instead = Math.max(instead, Math.min(1, other.change / -change));
    }
  }
  return strength * (1 - MOST_REPLACED * instead);
}

function forget({ events }: OperationHabits): void {
  if (events.size <= EVENTS_MOST) return;
  const oldest = [...events].sort(([, a], [, b]) => a.seenAt - b.seenAt);
  for (const [key] of oldest.slice(0, events.size - EVENTS_MOST)) events.delete(key);
}
