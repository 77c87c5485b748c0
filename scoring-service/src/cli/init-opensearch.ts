import type { LogMeasure } from '@lapwing/contract';
import { z } from 'zod';
import type { OpenSearchClient } from '../sources/opensearch/client.ts';
import { isNumber, type FieldCatalog } from '../sources/opensearch/field-catalog.ts';
import { lookAtIndex, SEARCH_OPTIONS, type IndexLook } from '../sources/opensearch/look.ts';
import { indexPatterns, type IndexSize } from './init-index-patterns.ts';
import { logErrors, type LogErrors } from './init-log-errors.ts';
import { slug, type Look, type Proposal } from './init-proposal.ts';

/** Patterns that detectors are proposed for: the busiest, so that the file stays one that a person reads. */
const MOST_PATTERNS = 4;
/** A share of fewer documents a minute than this jumps by chance: one error among three is a third. */
const FEWEST_TO_SHARE = 30;
/** And nineteen of twenty of as few are all of them. */
const SLOW = '5m';
const RECENT_MINUTES = 60;
/** Levels and statuses that are looked at. */
const MOST_VALUES = 30;

const DURATION =
  /(duration|latency|elapsed|response_?time|request_?time|took)(_?(in_?)?(ms|us|ns|s|sec|seconds|millis|micros|nanos))?$/i;
const SATURATION =
  /(cpu|mem|memory|heap|disk|queue|pool|connections?)[._]?(\w*[._])?(pct|percent|usage|used|utili[sz]ation|depth|size|length|active)$/i;

const Indices = z.array(z.object({ index: z.string(), 'docs.count': z.coerce.number().nullable() }));
const DataStreams = z.object({ data_streams: z.array(z.object({ name: z.string() })) });
const Values = z.object({
  aggregations: z
    .object({ values: z.object({ buckets: z.array(z.object({ key: z.union([z.string(), z.number()]) })) }) })
    .optional(),
});

/** What the OpenSearch holds: for each busy index pattern, detectors of rate, errors, duration and saturation. */
export async function lookAtOpenSearch(
  client: OpenSearchClient,
  source: string,
  signal: AbortSignal,
): Promise<Look> {
  const patterns = indexPatterns(await indices(client, signal));
  const look: Look = { proposals: [], notes: [] };
  for (const { name, documents } of patterns.slice(0, MOST_PATTERNS)) {
    const found = await lookAtIndex(client, name, {}, signal);
    look.notes.push(note(name, documents, found));
    if (found.detected.time === undefined) continue;
    const errors = await logErrors(found, (field) => valuesOf(client, name, field, signal));
    const perMinute = await documentsPerMinute(client, name, found, signal);
    look.proposals.push(...proposals(source, name, found, errors, perMinute));
  }
  const left = patterns.slice(MOST_PATTERNS).map(({ name }) => name);
  if (left.length > 0) look.notes.push(`not looked at, for they hold less: ${left.join(', ')}`);
  if (patterns.length === 0) look.notes.push('no index with documents yet');
  return look;
}

async function indices(client: OpenSearchClient, signal: AbortSignal): Promise<IndexSize[]> {
  const query = { format: 'json', h: 'index,docs.count', expand_wildcards: 'open,hidden' };
  const all = Indices.parse(await client.request({ method: 'GET', path: '/_cat/indices', query }, signal));
  const streams = DataStreams.parse(await client.request({ method: 'GET', path: '/_data_stream' }, signal));
  const ofStream = (index: string) =>
    streams.data_streams.find(({ name }) => index.startsWith(`.ds-${name}-`))?.name;
  return all.map(({ index, 'docs.count': documents }) => ({
    name: ofStream(index) ?? index,
    documents: documents ?? 0,
  }));
}

function note(pattern: string, documents: number, { detected }: IndexLook): string {
  const parts = Object.entries(detected).map(([part, field]) => `${part} ${field}`);
  const found = detected.time === undefined ? 'no time field: left out' : parts.join(', ');
  return `${pattern}: ${documents} documents; ${found}`;
}

const Recent = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.object({ services: z.object({ value: z.number() }) }).optional(),
});

/** Of a service on average, lately. */
async function documentsPerMinute(
  client: OpenSearchClient,
  index: string,
  { detected: { time = '', service } }: IndexLook,
  signal: AbortSignal,
): Promise<number> {
  const answer = await client.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search`,
      query: SEARCH_OPTIONS,
      body: {
        size: 0,
        track_total_hits: true,
        query: { range: { [time]: { gte: `now-${RECENT_MINUTES}m` } } },
        ...(service !== undefined && { aggs: { services: { cardinality: { field: service } } } }),
      },
    },
    signal,
  );
  const { hits, aggregations } = Recent.parse(answer);
  return hits.total.value / RECENT_MINUTES / Math.max(1, aggregations?.services.value ?? 1);
}

/** Most frequent first. */
async function valuesOf(
  client: OpenSearchClient,
  index: string,
  field: string,
  signal: AbortSignal,
): Promise<(string | number)[]> {
  const answer = await client.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search`,
      query: SEARCH_OPTIONS,
      body: { size: 0, aggs: { values: { terms: { field, size: MOST_VALUES } } } },
    },
    signal,
  );
  return (Values.parse(answer).aggregations?.values.buckets ?? []).map(({ key }) => key);
}

/** Lines are read one by one: a day of them teaches a service's templates, two weeks would take hours. */
const TEMPLATES_HISTORY = '1d';

interface More {
  filter?: LogErrors['of'];
  interval?: string;
}

/** Exported for its tests: what to watch in one index pattern, with how many documents a minute of each service. */
export function proposals(
  source: string,
  index: string,
  { catalog, detected }: Pick<IndexLook, 'catalog' | 'detected'>,
  errors: LogErrors | undefined,
  perMinute: number,
): Proposal[] {
  const split_by = detected.service === undefined ? [] : ['service'];
  const each = split_by.length > 0 ? ' of each service' : '';
  const common = { source, kind: 'log' } as const;
  const query = { type: 'opensearch', index, split_by } as const;
  const found: Proposal[] = [
    {
      why: `Rate${each}: how many documents come each minute. A service that falls silent shows here too.`,
      detector: {
        ...{ id: slug(index, 'rate'), name: `${index}: documents a minute`, ...common },
        query: { ...query, measure: { type: 'count' } },
      },
    },
  ];
  const add = (kind: string, name: string, measure: LogMeasure, why: string, more: More = {}) =>
    found.push({
      why,
      detector: {
        ...{ id: slug(index, kind), name: `${index}: ${name}`, ...common, direction: 'up' },
        query: { ...query, ...(more.filter !== undefined && { filter: more.filter }), measure },
        ...(more.interval !== undefined && { interval: more.interval }),
      },
    });
  if (errors !== undefined && perMinute >= FEWEST_TO_SHARE) {
    const why = `Errors${each}: the share of documents whose ${errors.which}.`;
    add('errors', 'share of errors', { type: 'rate', of: errors.of }, why);
  } else if (errors !== undefined) {
    const few = `with ${perMinute.toPrecision(2)} documents a minute${each} a share would jump by chance`;
    add(
      'errors',
      'errors',
      { type: 'count' },
      `Errors${each}: how many documents there are whose ${errors.which}; ${few}.`,
      { filter: errors.of },
    );
  }
  const duration = firstNumber(catalog, DURATION);
  if (duration !== undefined) {
    const measure = { type: 'percentile', field: duration, percent: 95 } as const;
    const why = `Duration${each}: the time that nineteen of twenty stay within.`;
    const settings = perMinute < FEWEST_TO_SHARE ? { interval: SLOW } : {};
    add('duration', `${duration}, 95th percentile`, measure, why, settings);
  }
  const saturation = firstNumber(catalog, SATURATION);
  if (saturation !== undefined) {
    add(
      'saturation',
      saturation,
      { type: 'avg', field: saturation },
      `Saturation${each}: how full ${saturation} is.`,
    );
  }
  const { message } = detected;
  // Spans have a name in its place, of which no lines are made.
  if (message !== undefined && message !== 'name') {
    found.push({
      why: `Templates${each}: what ${message} says, by its wording; new errors, and what surges or vanishes.`,
      detector: {
        ...{ id: slug(index, 'templates'), name: `${index}: log templates`, ...common },
        query: { type: 'templates', index },
        history: TEMPLATES_HISTORY,
      },
    });
  }
  return found;
}

function firstNumber(catalog: FieldCatalog, name: RegExp): string | undefined {
  return [...catalog.values()].find((field) => isNumber(field) && name.test(field.name))?.name;
}
