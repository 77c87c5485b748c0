import type { Detector, DetectorCheck, OpenSearchQuery } from '@lapwing/contract';
import { checkedUntil, failedCheck, passedCheck, refusedCheck } from '../shared/check-result.ts';
import type { Failure } from '../shared/failure.ts';
import { ONE_TRY } from '../shared/patience.ts';
import type { OpenSearchClient } from './client.ts';
import { lookAtIndex, newestTime } from './look.ts';
import { pullRange } from './pull-range.ts';
import { resolveQuery } from './resolve-query.ts';
import { DEFAULT_PAGE_SIZE, type FieldSettings } from './settings.ts';

/** The stretch that is looked at: enough to meet every busy series, small enough to answer while a person waits. */
const LOOKED_AT_INTERVALS = 60;
/** Clocks differ by less than this; what lies further ahead has a wrong time zone or unit. */
const CLOCK_TOLERANCE_MS = 300_000;
/** Logs that stopped so long ago are worth a word. */
const STALE_MS = 86_400_000;
/** As far ahead as a wrong time zone or unit may lie. */
const FAR_FUTURE_MS = 100 * 365 * 86_400_000;

export interface CheckWork {
  client: OpenSearchClient;
  detector: Detector;
  query: OpenSearchQuery;
  fields: FieldSettings;
  judge: (error: unknown) => Failure;
  now: number;
  intervalMs: number;
  signal: AbortSignal;
}

/** What the detector would see over the newest stretch of its documents. Nothing is tried twice: a person waits. */
export async function checkDetector(work: CheckWork): Promise<DetectorCheck> {
  const { client, detector, query: asked, judge, now, intervalMs, signal } = work;
  const ask = <T>(one: () => Promise<T>) => ONE_TRY.persist(detector.id, one, judge, signal);
  try {
    const look = await ask(() => lookAtIndex(client, asked.index, work.fields, signal));
    if (look.catalog.size === 0) {
      return passedCheck([], detector.max_signals, [`${asked.index} matches no index with fields yet`]);
    }
    const { query, problems, warnings } = resolveQuery(asked, detector.labels, look.catalog, look.detected);
    if (!query) return failedCheck(problems, warnings);

    const farthest = await ask(() => newestTime(client, query, now + FAR_FUTURE_MS, signal));
    if (farthest === undefined) {
      return passedCheck([], detector.max_signals, [...warnings, 'no document matches the query']);
    }
    if (farthest > now + CLOCK_TOLERANCE_MS) {
      warnings.push(
        `documents lie in the future, up to ${iso(farthest)}: check the time zone and the unit of ${query.timeField}`,
      );
    }
    const end = checkedUntil(detector, now);
    const newest = farthest <= end ? farthest : await ask(() => newestTime(client, query, end, signal));
    if (newest === undefined) return passedCheck([], detector.max_signals, warnings);
    if (newest < end - STALE_MS) warnings.push(`the newest document that matches is of ${iso(newest)}`);

    const to = (Math.floor(newest / intervalMs) + 1) * intervalMs;
    const { chunk } = await pullRange(
      {
        client,
        patience: ONE_TRY,
        judge,
        detector,
        query,
        intervalMs,
        page: { size: DEFAULT_PAGE_SIZE },
        signal,
      },
      { from: to - LOOKED_AT_INTERVALS * intervalMs, to },
    );
    return passedCheck(chunk.series, detector.max_signals, warnings);
  } catch (error) {
    return refusedCheck(error);
  }
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
