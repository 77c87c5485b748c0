import type { Detector } from '@lapwing/contract';
import { TooMuchError, type Failure } from '../shared/failure.ts';
import type { Persistence } from '../shared/patience.ts';
import { refuseRepeated } from '../shared/repeated-labels.ts';
import { SeriesBuilder } from '../shared/series-builder.ts';
import { signalLabels } from '../shared/signal-labels.ts';
import type { PulledChunk, TimeRange } from '../source.ts';
import type { OpenSearchClient } from './client.ts';
import { SEARCH_OPTIONS } from './look.ts';
import { readPage, type ReadPage } from './read-page.ts';
import type { ResolvedQuery } from './resolve-query.ts';
import { pageBody, type PageRequest } from './search-body.ts';
import { SMALLEST_PAGE_SIZE } from './settings.ts';

export interface RangePull {
  client: OpenSearchClient;
  patience: Persistence;
  judge: (error: unknown) => Failure;
  detector: Detector;
  query: ResolvedQuery;
  intervalMs: number;
  /** Buckets a page; lowered while the server finds it too much, and kept so for the pages that follow. */
  page: { size: number };
  signal: AbortSignal;
}

/** Measures whose absence means that nothing happened; for the others it means that nothing is known. */
const ZERO_WHEN_ABSENT = new Set(['count', 'sum', 'cardinality']);

/** Every reading of `range`, paged to the end. Repeats what passes; throws TooMuchError when the range must shrink. */
export async function pullRange(
  pull: RangePull,
  range: TimeRange,
): Promise<{ chunk: PulledChunk; cells: number }> {
  const { detector, query } = pull;
  const series = new SeriesBuilder();
  let cells = 0;
  let anyIndex = true;
  let afterKey: Record<string, unknown> | undefined;
  for (;;) {
    const asked = pull.page.size;
    const page = await pullPage(pull, range, afterKey);
    for (const row of page.rows) {
      series.add(row.key, () => signalLabels(detector, row.labels), row.time, row.value);
    }
    cells += page.rows.length;
    anyIndex &&= page.anyIndex;
    afterKey = page.afterKey;
    // A page that shrank on its way is short for that reason alone.
    if (afterKey === undefined || page.rows.length < Math.min(asked, pull.page.size)) break;
  }
  const built = series.build();
  refuseRepeated(detector, built);
  const absent = anyIndex && ZERO_WHEN_ABSENT.has(query.measure.type) ? 'zero' : 'gap';
  const warnings = anyIndex ? [] : [`${query.index} matches no index`];
  return { chunk: { range, series: built, absent, warnings }, cells };
}

/** One page; halved on the spot while the server finds it too much, for what was paged so far stays good. */
async function pullPage(
  pull: RangePull,
  range: TimeRange,
  afterKey: Record<string, unknown> | undefined,
): Promise<ReadPage> {
  const { client, patience, judge, detector, query, intervalMs, page, signal } = pull;
  for (;;) {
    const request: PageRequest = {
      query,
      range,
      intervalMs,
      pageSize: page.size,
      afterKey,
      timeoutSeconds: client.timeoutSeconds,
    };
    const ask = async () =>
      readPage(
        await client.request(
          {
            method: 'POST',
            path: `/${encodeURIComponent(query.index)}/_search`,
            query: SEARCH_OPTIONS,
            body: pageBody(request),
          },
          signal,
        ),
        query,
      );
    try {
      return await patience.persist(detector.id, ask, judge, signal);
    } catch (error) {
      if (!(error instanceof TooMuchError) || page.size <= SMALLEST_PAGE_SIZE) throw error;
      page.size = Math.max(SMALLEST_PAGE_SIZE, Math.floor(page.size / 2));
      await patience.wait(detector.id, error.failure, signal);
    }
  }
}
