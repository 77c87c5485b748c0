import { DemoError } from '../errors.ts';
import { signalKey, type ReplayFile, type ReplaySignal } from './signal.ts';

/** Files whose last readings lie this close together are taken for one recording and keep their distance in time. */
const ONE_RECORDING_MS = 86_400_000;
const LONGEST_INTERVAL_SECONDS = 86_400;

/** A signal ready to be sent: times on its interval's grid, rising, each once. */
export interface PlannedSignal {
  service: string;
  metric: string;
  intervalSeconds: number;
  points: [number, number | null][];
}

export interface ReplayPlan {
  signals: PlannedSignal[];
  /** By how much each file's times were moved. */
  shifts: { file: string; shiftMs: number }[];
  from: number;
  to: number;
  readings: number;
  /** Readings that gave way to another of the same signal and interval. */
  replaced: number;
}

/**
 * Puts the files' readings on their grids and, unless `shift` is off, moves them so that the last one's interval is just
 * over at `now`: an interval is scored when it is over.
 */
export function planReplay(files: readonly ReplayFile[], now: number, shift: boolean): ReplayPlan {
  const shifts = recordings(files).flatMap((recording) => {
    const shiftMs = shift ? now - Math.max(...recording.map(endTime)) : 0;
    return recording.map((file) => ({ file, shiftMs }));
  });
  const merged = new Map<string, ReplaySignal>();
  for (const { file, shiftMs } of shifts) {
    for (const signal of file.signals) {
      const key = signalKey(signal);
      const into = merged.get(key) ?? { ...signal, times: [], values: [] };
      merged.set(key, into);
      signal.times.forEach((time, i) => {
        into.times.push(time + shiftMs);
        into.values.push(signal.values[i]);
      });
    }
  }
  const signals = [...merged.values()].map(onGrid);
  const count = signals.reduce((sum, s) => sum + s.points.length, 0);
  const taken = [...merged.values()].reduce((sum, s) => sum + s.times.length, 0);
  return {
    signals,
    shifts: shifts.map(({ file, shiftMs }) => ({ file: file.name, shiftMs })),
    from: Math.min(...signals.map((s) => s.points[0][0])),
    to: Math.max(...signals.map((s) => s.points[s.points.length - 1][0])),
    readings: count,
    replaced: taken - count,
  };
}

/** Seconds between readings: the gap that occurs most often. Throws DemoError for a signal with a single time. */
export function intervalOf(signal: Pick<ReplaySignal, 'service' | 'metric' | 'times'>): number {
  const gaps = new Map<number, number>();
  const sorted = signal.times.toSorted((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) {
    const gap = Math.round((sorted[i] - sorted[i - 1]) / 1000);
    if (gap > 0) gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  }
  const [commonest] = [...gaps].sort(([a, n], [b, m]) => m - n || a - b);
  if (commonest === undefined) {
    throw new DemoError({
      message: 'readings of one time alone: the interval between readings cannot be told',
      where: `${signal.service} ${signal.metric}`,
      hint: 'replay files with two readings or more of each signal',
    });
  }
  return Math.min(LONGEST_INTERVAL_SECONDS, commonest[0]);
}

function onGrid(signal: ReplaySignal): PlannedSignal {
  const intervalSeconds = intervalOf(signal);
  const grid = intervalSeconds * 1000;
  const points = new Map<number, number | null>();
  signal.times.forEach((time, i) => {
    const slot = Math.floor(time / grid) * grid;
    // A missing reading says nothing: it never takes the place of one that is there.
    if (signal.values[i] !== null || !points.has(slot)) points.set(slot, signal.values[i]);
  });
  const { service, metric } = signal;
  return { service, metric, intervalSeconds, points: [...points].sort(([a], [b]) => a - b) };
}

/** Files that belong together in time: those that share a signal, and those that end at about the same time. */
function recordings(files: readonly ReplayFile[]): ReplayFile[][] {
  const groups: { files: ReplayFile[]; keys: Set<string>; last: number[] }[] = [];
  for (const file of files) {
    const keys = new Set(file.signals.map(signalKey));
    const last = lastTime(file);
    const joined = { files: [file], keys: new Set(keys), last: [last] };
    for (const group of groups.splice(0)) {
      const linked =
        group.last.some((other) => Math.abs(other - last) <= ONE_RECORDING_MS) ||
        [...keys].some((key) => group.keys.has(key));
      if (linked) {
        joined.files.unshift(...group.files);
        for (const key of group.keys) joined.keys.add(key);
        joined.last.push(...group.last);
      } else {
        groups.push(group);
      }
    }
    groups.push(joined);
  }
  return groups.map((group) => group.files);
}

function lastTime(file: ReplayFile): number {
  // Not Math.max(...times): a file may hold more readings than a call takes arguments.
  return file.signals.reduce((last, { times }) => times.reduce((a, b) => Math.max(a, b), last), -Infinity);
}

/** The end of the last interval of a file's signals. */
function endTime(file: ReplayFile): number {
  return file.signals.reduce((last, signal) => {
    const end = signal.times.reduce((a, b) => Math.max(a, b), -Infinity) + intervalOf(signal) * 1000;
    return Math.max(last, end);
  }, -Infinity);
}
