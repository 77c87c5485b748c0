import { EngineError } from '../errors.ts';
import { LogHistogram } from '../traces/log-histogram.ts';
import type { OperationHabits } from './event-habits.ts';
import type { Habit } from './habit.ts';
import type { EventKind } from './observation.ts';
import type { Share } from './share-test.ts';
import type { PlaceHabits } from './time-habits.ts';

/** Raise when what is saved changes. */
const VERSION = 1;

/** Nats of surprise that a service's intervals showed in all. */
export interface Trust {
  nats: number;
  intervals: number;
}

export interface ProfileState {
  operations: Map<string, OperationHabits>;
  places: Map<string, PlaceHabits>;
  trust: Map<string, Trust>;
}

type SavedShare = [having: number, instances: number, intervals: number, excess: number, freedom: number];
type SavedHabit = [usual: SavedShare, lately: SavedShare];
type SavedEvent = [EventKind, SavedHabit, seenAt: number];
interface SavedProfile {
  version: number;
  operations: [key: string, instances: number, intervals: number, events: SavedEvent[]][];
  places: [key: string, usual: readonly number[], lately: readonly number[], SavedHabit][];
  trust: [service: string, nats: number, intervals: number][];
}

export function writeProfile({ operations, places, trust }: ProfileState): string {
  const saved: SavedProfile = {
    version: VERSION,
    operations: [...operations].map(([key, { instances, intervals, events }]) => [
      ...([key, instances, intervals] as const),
      [...events.values()].map(({ event, habit, seenAt }) => [event, savedHabit(habit), seenAt]),
    ]),
    places: [...places].map(([key, { usual, lately, habit }]) => [
      ...([key, [...usual.encode()], [...lately.encode()], savedHabit(habit)] as const),
    ]),
    trust: [...trust].map(([service, { nats, intervals }]) => [service, nats, intervals]),
  };
  return JSON.stringify(saved);
}

/** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
export function readProfile(text: string): ProfileState {
  const saved = parse(text);
  if (saved.version !== VERSION) {
    const message = `behaviour: saved as version ${saved.version}, this program reads version ${VERSION}`;
    throw new EngineError('UNSUPPORTED_VERSION', message);
  }
  return {
    operations: new Map(
      saved.operations.map(([key, instances, intervals, events]) => [
        key,
        {
          ...{ instances, intervals },
          events: new Map(
            events.map(([event, habit, seenAt]) => [event.key, { event, habit: habitOf(habit), seenAt }]),
          ),
        },
      ]),
    ),
    places: new Map(
      saved.places.map(([key, usual, lately, habit]) => [
        key,
        { usual: histogram(usual), lately: histogram(lately), habit: habitOf(habit) },
      ]),
    ),
    trust: new Map(saved.trust.map(([service, nats, intervals]) => [service, { nats, intervals }])),
  };
}

function parse(text: string): SavedProfile {
  try {
    return JSON.parse(text) as SavedProfile;
  } catch (cause) {
    throw new EngineError('BAD_STATE', 'behaviour: its saved state cannot be read', { cause });
  }
}

function histogram(bytes: readonly number[]): LogHistogram {
  return LogHistogram.decode(Uint8Array.from(bytes));
}

function savedHabit({ usual, lately }: Habit): SavedHabit {
  return [savedShare(usual), savedShare(lately)];
}

function savedShare({ having, instances, intervals, excess, freedom }: Share): SavedShare {
  return [having, instances, intervals, excess, freedom];
}

function habitOf([usual, lately]: SavedHabit): Habit {
  return { usual: shareOf(usual), lately: shareOf(lately) };
}

function shareOf([having, instances, intervals, excess, freedom]: SavedShare): Share {
  return { having, instances, intervals, excess, freedom };
}
