import type { Detector, IngestAnswer, IngestBody, Labels, RegisteredApi } from '@lapwing/contract';
import type { ReadingStore, StoredReading } from '../../stores/reading-store.ts';
import { acceptedReadings } from './accept.ts';
import { Backlog, type Reached } from './backlog.ts';
import { ownerOf } from './ownership.ts';
import type { Traffic } from './quiet.ts';

export interface IngestDeps {
  readings: ReadingStore;
  traffic: Traffic;
  now: () => number;
  /** How long readings are kept (ms). */
  keepMs: number;
  api: (id: string) => RegisteredApi | undefined;
  detectors: () => Detector[];
  /** How far a detector has come; undefined while it has not begun, when nothing can be late. */
  reached: (detectorId: string) => Reached | undefined;
  /** Scores the detector again from there on (epoch ms); written down before it returns. */
  rewind: (detectorId: string, to: number) => void;
  /** Readings of intervals that have closed came in: no need to wait for the next one to close. */
  poke: (detectorId: string) => void;
}

/** Takes readings: all of a body or none, durable when it returns. Throws LapwingError BAD_TIME, NOT_FOUND, BAD_REQUEST. */
export function createIngest(
  deps: IngestDeps,
  take: TakeReadings = createTakeReadings(deps),
): (body: IngestBody) => IngestAnswer {
  return (body) => {
    const now = deps.now();
    return take(acceptedReadings(body, { now, oldest: now - deps.keepMs, api: deps.api }));
  };
}

/** Puts readings where detectors of the source `ingest` find them; durable when it returns. */
export type TakeReadings = (readings: StoredReading[]) => IngestAnswer;

export function createTakeReadings(deps: IngestDeps): TakeReadings {
  const backlog = new Backlog();
  return (accepted) => {
    const now = deps.now();
    const stored = deps.readings.put(accepted);
    // After the write: a large one takes longer than a quiet moment.
    deps.traffic.note();
    let late = 0;
    for (const [detector, readings] of byOwner(accepted, deps.detectors())) {
      const reached = deps.reached(detector);
      if (reached === undefined) {
        deps.poke(detector);
        continue;
      }
      const weighed = backlog.weigh(readings, reached);
      late += weighed.late;
      if (weighed.rewindTo !== undefined) deps.rewind(detector, weighed.rewindTo);
      else if (readings.some(({ time }) => closed(time, reached, now))) deps.poke(detector);
    }
    // The store counts what is before the watermark and new; of that, a backfill will still be scored.
    return { ...stored, late: Math.min(stored.late, late) };
  };
}

function closed(time: number, { intervalMs, watermark }: Reached, now: number): boolean {
  return time >= watermark && time + intervalMs < now;
}

function byOwner(readings: StoredReading[], detectors: Detector[]): Map<string, StoredReading[]> {
  const owners = new Map<Labels, string | undefined>();
  const groups = new Map<string, StoredReading[]>();
  for (const reading of readings) {
    if (!owners.has(reading.labels)) owners.set(reading.labels, ownerOf(reading.labels, detectors)?.id);
    const owner = owners.get(reading.labels);
    if (owner === undefined) continue;
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [reading]);
    else group.push(reading);
  }
  return groups;
}
