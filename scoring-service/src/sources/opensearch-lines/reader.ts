import { LapwingError } from '../../errors.ts';
import type { OpenSearchClient } from '../opensearch/client.ts';
import { lookAtIndex } from '../opensearch/look.ts';
import type { FieldSettings } from '../opensearch/settings.ts';
import type { Failure } from '../shared/failure.ts';
import type { SourceSurroundings } from '../shared/surroundings.ts';
import type { LineReader, LinesAsked } from '../templates/pulled-templates.ts';
import { lineFields, type LineFields } from './line-fields.ts';
import { planReads } from './line-plan.ts';
import { countDocuments, readLines, type LineSearch } from './line-search.ts';
import { PagePace } from './page-pace.ts';

const MINUTE_MS = 60_000;
/** Lines of a minute: read in a second or two by a small cluster, and enough to know a template's rate to a few percent. */
const DEFAULT_PER_MINUTE = 10_000;
/** While history is read: a tenth of what a small cluster can answer. */
const DEFAULT_PER_SECOND = 5_000;

export interface LineReaderSettings {
  client: OpenSearchClient;
  fields: FieldSettings;
  perMinute?: number | undefined;
  perSecond?: number | undefined;
  judge: (error: unknown) => Failure;
  surroundings: SourceSurroundings;
}

/** Reads log documents; of intervals with more than the cluster should be asked for, a sample. */
export function createLineReader(settings: LineReaderSettings): LineReader {
  const { client, judge, surroundings } = settings;
  const { perMinute = DEFAULT_PER_MINUTE, perSecond = DEFAULT_PER_SECOND } = settings;
  const pace = new PagePace(perSecond, surroundings);
  /** Found once for each stream: a field that changed its mind between two pulls would mix two services. */
  const found = new Map<string, LineFields>();

  async function fieldsOf(asked: LinesAsked, index: string): Promise<LineFields | undefined> {
    const { detector, stream, ask, signal } = asked;
    const known = found.get(stream.key);
    if (known !== undefined) return known;
    const look = await ask(() => lookAtIndex(client, index, settings.fields, signal));
    if (look.catalog.size === 0) return undefined;
    const fields = lineFields(detector, stream.query, look);
    if (look.documents > 0) found.set(stream.key, fields);
    return fields;
  }

  return {
    judge,
    async read(asked) {
      const { detector, stream, range, ask, signal } = asked;
      const index = indexOf(asked);
      const step = stream.settings.intervalMs;
      const fields = await fieldsOf(asked, index);
      const { filter } = stream.query;
      if (fields === undefined) {
        const warnings = [`${index} matches no index with fields yet`];
        return { pages: [], times: () => 1, lines: () => 0, warnings };
      }
      const search: LineSearch = { client, index, filter, fields, ask, pace, signal };
      const counts = await countDocuments(search, range, step);
      const most = Math.max(1, Math.floor((perMinute * step) / MINUTE_MS));
      const reads = planReads(counts, range, step, most);
      const shares = new Map(reads.map(({ range: { from }, share }) => [from, share]));
      const read = { lines: 0 };
      const least = Math.max(1, ...reads.map(({ share }) => 1 / share));
      return {
        pages: tallied(readLines(search, reads), read),
        // What is read in part is an interval by itself.
        times: (time) => 1 / (shares.get(time) ?? 1),
        lines: () => read.lines,
        warnings: least === 1 ? [] : [sampled(least, detector.source)],
      };
    },
  };
}

function indexOf({ detector, stream }: LinesAsked): string {
  if (stream.query.index !== undefined) return stream.query.index;
  throw new LapwingError('BAD_REQUEST', {
    message: 'the query names no index to read lines from',
    where: `detector ${detector.id}: query.index`,
    hint: 'Name an index, an alias or a pattern: logs-*',
  });
}

function sampled(times: number, source: string): string {
  return (
    `templates are counted from a sample of one line in ${times}, scaled up: ` +
    `raise sources.${source}.lines.per_minute to read more`
  );
}

async function* tallied<Line>(pages: AsyncIterable<Line[]>, into: { lines: number }): AsyncGenerator<Line[]> {
  for await (const page of pages) {
    into.lines += page.length;
    yield page;
  }
}
