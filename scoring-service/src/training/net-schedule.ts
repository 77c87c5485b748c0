import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { netId, type NetKind } from '@lapwing/engine';
import { z } from 'zod';
import { LapwingError } from '../errors.ts';
import { writeDurably } from '../stores/files/write-durably.ts';
import { NetShelf } from './net-shelf.ts';
import { netsFolder } from './nets-folder.ts';
import { shippedNet } from './shipped.ts';

const SCHEDULE = 'schedule.json';

/** From which interval (epoch ms; null: from the beginning) which version scores. Rising. */
const Schedule = z.array(
  z.strictObject({ from: z.number().nullable(), version: z.number().int().positive() }),
);
type Schedule = z.infer<typeof Schedule>;

interface ScheduledNet {
  /** What the bank knows it by. */
  id: string;
  bytes: Uint8Array;
}

/** Which net scores which interval of a detector: a replay asks the same nets for the same intervals again. */
export interface NetSchedule {
  /**
   * `fresh`: the interval was never scored, so that a newer net may begin with it; that is written down before this
   * returns. Throws LapwingError STORE_UNAVAILABLE.
   */
  at(detectorId: string, kind: NetKind, time: number, fresh: boolean): ScheduledNet;
}

/** The nets that come with the program, always: for a backtest of a detector that never ran. */
export const SHIPPED_NETS: NetSchedule = {
  at: (_detectorId, kind) => scheduled(shippedNet(kind)),
};

interface Held {
  shelf: NetShelf;
  schedule: Schedule;
  newest: number;
  /** When the shelf's list was changed last (ms), as far as is known here. */
  changed: number;
  nets: Map<number, ScheduledNet>;
}

export interface FolderScheduleOptions {
  /** A replay beside the live run only reads: it never lets a newer net begin. */
  readOnly?: boolean;
  onSwap?: (detectorId: string, kind: NetKind, version: number, from: number) => void;
}

/** The schedule of each detector's nets, kept beside the nets themselves in the data folder. */
export function createNetSchedule(dataFolder: string, options: FolderScheduleOptions = {}): NetSchedule {
  const held = new Map<string, Held>();

  function open(detectorId: string, kind: NetKind): Held {
    const key = `${detectorId}/${kind}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const shelf = new NetShelf(path.join(netsFolder(dataFolder, [detectorId]), kind), kind);
    const opened: Held = { shelf, schedule: read(shelf.folder), newest: 0, changed: -1, nets: new Map() };
    held.set(key, opened);
    return opened;
  }

  /** Lets the shipped net be the first version, so that a newer program changes nothing that was scored. */
  function begin(one: Held): void {
    if (one.shelf.newest() === undefined) {
      const made_at = new Date(0).toISOString();
      one.shelf.add(shippedNet(one.shelf.kind), {
        ...{ made_at, held_back: null, held_back_before: null, accepted: true },
      });
    }
    one.schedule = [{ from: null, version: one.shelf.newest()?.version ?? 1 }];
    write(one);
  }

  return {
    at(detectorId, kind, time, fresh) {
      const one = open(detectorId, kind);
      if (one.schedule.length === 0) {
        if (options.readOnly === true) return scheduled(shippedNet(kind));
        begin(one);
      }
      const entry = one.schedule.findLast(({ from }) => from === null || from <= time) ?? one.schedule[0];
      let { version } = entry;
      if (fresh && options.readOnly !== true && entry === one.schedule.at(-1) && newestOf(one) > version) {
        version = one.newest;
        one.schedule.push({ from: time, version });
        write(one);
        options.onSwap?.(detectorId, kind, version, time);
      }
      const net = one.nets.get(version) ?? scheduled(one.shelf.read(version));
      one.nets.set(version, net);
      return net;
    },
  };
}

/** The newest version that won; the list is read again when it changed. */
function newestOf(one: Held): number {
  const list = path.join(one.shelf.folder, 'versions.json');
  const changed = existsSync(list) ? statSync(list).mtimeMs : 0;
  if (changed !== one.changed) {
    one.changed = changed;
    one.newest = one.shelf.newest()?.version ?? 0;
  }
  return one.newest;
}

function scheduled(bytes: Uint8Array): ScheduledNet {
  return { id: netId(bytes), bytes };
}

function read(folder: string): Schedule {
  const file = path.join(folder, SCHEDULE);
  if (!existsSync(file)) return [];
  try {
    return Schedule.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new LapwingError(
      'STORE_UNAVAILABLE',
      {
        message: 'the schedule of nets cannot be read',
        where: file,
        hint: 'Restore the file, or remove it: the newest net then counts from the beginning.',
      },
      { cause },
    );
  }
}

function write({ shelf, schedule }: Held): void {
  mkdirSync(shelf.folder, { recursive: true });
  writeDurably(path.join(shelf.folder, SCHEDULE), [Buffer.from(`${JSON.stringify(schedule)}\n`)]);
}
