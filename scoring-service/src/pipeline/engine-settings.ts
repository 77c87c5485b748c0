import { SEVERITY_FROM, durationSeconds, type Detector } from '@lapwing/contract';
import type { BankSettings, TrackerSettings } from '@lapwing/engine';

/** Any number does, as long as it never changes: a replay draws the same lots. */
const SEED = 0x1a9;
/** One band of a score: a run ends a band below the one it opened at, so that it doesn't flicker on the border. */
const HYSTERESIS_DECIBANS = 10;
/** A single ordinary reading in the middle of an outage is no end of it; three in a row are. */
const CLOSE_AFTER = 3;

export function bankSettings(detector: Detector): BankSettings {
  return {
    intervalSeconds: durationSeconds(detector.interval),
    direction: detector.direction,
    models: modelsOf(detector),
    seed: SEED,
  };
}

/** What behaviour is compared with is learnt where it is read: its readings are scores already. */
function modelsOf({ models, entity, query }: Detector): BankSettings['models'] {
  if (query.type === 'behaviour') return { statistical: false, forest: false, likelihood: true };
  return { ...models, ...(entity === undefined ? {} : { joint: true }) };
}

export function trackerSettings(detector: Detector): TrackerSettings {
  const openAt = SEVERITY_FROM[detector.open_at];
  return { openAt, closeBelow: openAt - HYSTERESIS_DECIBANS, closeAfter: CLOSE_AFTER };
}

/**
 * What a detector's state and scores hang on, as text. When it changes they begin anew; name, delay, limits and the
 * severities at which it opens and alerts can change under way.
 */
export function fingerprint(detector: Detector): string {
  const { source, kind, query, labels, from, entity } = detector;
  const begin = from === undefined ? [] : [Date.parse(from)];
  const together = entity === undefined ? [] : [entity];
  return JSON.stringify([
    1,
    source,
    kind,
    sorted(query),
    sorted(labels),
    bankSettings(detector),
    ...begin,
    ...together,
  ]);
}

/** The same value with the keys of its objects in one order: a file and the API may spell them in different ones. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** The detector's interval in milliseconds. */
export function intervalMs(detector: Detector): number {
  return durationSeconds(detector.interval) * 1000;
}

/** The last point of the grid at or before `time`. */
export function floorTo(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

/** How long the detector waits for late readings (ms). */
export function delayMs(detector: Detector): number {
  return durationSeconds(detector.delay) * 1000;
}

/** How far back the detector begins, and learns anew from (ms). */
export function historyMs(detector: Detector): number {
  return durationSeconds(detector.history) * 1000;
}
