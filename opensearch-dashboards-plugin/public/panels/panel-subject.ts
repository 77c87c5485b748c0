import { z } from 'zod';
import type { IndexPatternLike, PanelEmbeddable } from '../../types/dashboards.ts';
import { type Conditions, conditionsOf } from './conditions.ts';

/** What a panel measures of its documents. */
export interface PanelMetric {
  /** OpenSearch Dashboards' name of the aggregation: `count`, `avg`, `percentiles`, `cardinality`, … */
  type: string;
  /** Undefined for a count. */
  field: string | undefined;
  /** Of `percentiles`. */
  percents: readonly number[];
}

/** What a panel shows, as far as it can be compared with what a detector watches. */
export interface PanelSubject {
  title: string;
  /** Index patterns, comma separated. */
  index: string;
  timeField: string | undefined;
  /** Empty where it shows the documents themselves, or something that nothing is known of: it may measure anything. */
  metrics: readonly PanelMetric[];
  /** Fields that it splits by, outermost first. */
  splits: readonly string[];
  /** Fixed interval of its time axis, as `5m`; undefined where it is automatic, or there is none. */
  interval: string | undefined;
  hasTimeAxis: boolean;
  /** As an OpenSearch query: the panel's own query and filters, and the dashboard's. */
  query: unknown;
  conditions: Conditions;
}

/** Builds an OpenSearch query of the panel's own query and filters, and the dashboard's. */
export type BuildQuery = (queries: unknown[], filters: unknown[]) => unknown;

const Agg = z.object({
  enabled: z.boolean().default(true),
  type: z.string(),
  schema: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
});
type Agg = z.infer<typeof Agg>;

const Serialized = z.object({
  type: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
  data: z.object({
    aggs: z.array(Agg).default([]),
    searchSource: z.object({ query: z.unknown(), filter: z.unknown() }).partial().default({}),
  }),
});

/** What the panel shows; undefined where no index of OpenSearch stands behind it. Never throws. */
export function panelSubject(panel: PanelEmbeddable, buildQuery: BuildQuery): PanelSubject | undefined {
  try {
    return subjectOf(panel, buildQuery);
  } catch {
    // Another plugin's panel, or one that is not ready: nothing can be said of it, and it must go on undisturbed.
    return undefined;
  }
}

function subjectOf(panel: PanelEmbeddable, buildQuery: BuildQuery): PanelSubject | undefined {
  const input = panel.getInput();
  const read = Serialized.safeParse(panel.vis?.serialize?.()).data;
  const visual = read?.type === 'metrics' ? timeSeries(read.params) : aggregated(read);
  const pattern = patternOf(panel);
  const index = visual?.index ?? pattern?.title ?? '';
  if (index === '') return undefined;
  const { query: own, filter } = read?.data.searchSource ?? {};
  const query = buildQuery(
    [...list(own), ...list(input.query), ...(visual?.queries ?? [])],
    [...list(filter), ...(input.filters ?? [])],
  );
  return {
    ...(visual ?? UNKNOWN),
    ...{ title: titleOf(panel), index, timeField: visual?.timeField ?? pattern?.timeFieldName },
    ...{ query, conditions: conditionsOf(query) },
  };
}

function patternOf(panel: PanelEmbeddable): IndexPatternLike | undefined {
  return panel.vis?.data?.indexPattern ?? panel.getOutput().indexPatterns?.[0];
}

export function titleOf(panel: PanelEmbeddable): string {
  const { title, defaultTitle } = panel.getOutput();
  return panel.getTitle?.() ?? title ?? defaultTitle ?? panel.getInput().title ?? '';
}

const UNKNOWN = { metrics: [], splits: [], interval: undefined, hasTimeAxis: false };

interface Visual {
  index?: string;
  timeField?: string | undefined;
  metrics: PanelMetric[];
  splits: string[];
  interval: string | undefined;
  hasTimeAxis: boolean;
  /** Of its own, beside the search source's. */
  queries?: unknown[];
}

/** A visualisation made of aggregations: lines, bars, pies, tables, numbers. */
function aggregated(read: z.infer<typeof Serialized> | undefined): Visual | undefined {
  if (read === undefined || read.data.aggs.length === 0) return undefined;
  const aggs = read.data.aggs.filter(({ enabled }) => enabled);
  const time = aggs.find(({ type }) => type === 'date_histogram');
  const timeField = time && text(time.params['field']);
  return {
    ...(timeField === undefined ? {} : { timeField }),
    metrics: aggs.filter(({ schema }) => schema === 'metric').map(metricOf),
    splits: aggs.filter(({ type }) => type === 'terms' || type === 'significant_terms').flatMap(fieldOf),
    interval: time && fixedInterval(time.params['interval']),
    hasTimeAxis: time !== undefined,
  };
}

function metricOf({ type, params }: Agg): PanelMetric {
  const percents = z.array(z.coerce.number()).safeParse(params['percents']);
  return { type, field: text(params['field']), percents: percents.data ?? [] };
}

const fieldOf = ({ params }: Agg): string[] => {
  const field = text(params['field']);
  return field === undefined ? [] : [field];
};

const TimeSeries = z.object({
  index_pattern: z.string().default(''),
  time_field: z.string().optional(),
  interval: z.string().default(''),
  filter: z.object({ query: z.string(), language: z.string() }).nullish(),
  series: z
    .array(
      z.object({
        metrics: z
          .array(
            z.object({
              type: z.string(),
              field: z.string().nullish(),
              percentiles: z.array(z.object({ value: z.coerce.number() }).partial()).nullish(),
            }),
          )
          .default([]),
        split_mode: z.string().default('everything'),
        terms_field: z.string().nullish(),
      }),
    )
    .default([]),
});

/** The time series visual builder, which keeps all of it in its parameters. */
function timeSeries(params: unknown): Visual | undefined {
  const read = TimeSeries.safeParse(params);
  if (!read.success) return undefined;
  const { index_pattern: index, time_field: timeField, interval, filter, series } = read.data;
  return {
    ...(index === '' ? {} : { index }),
    ...(timeField ? { timeField } : {}),
    metrics: series.flatMap(({ metrics }) =>
      metrics.map(({ type, field, percentiles }) => ({
        type: type === 'percentile' ? 'percentiles' : type,
        field: field ?? undefined,
        percents: (percentiles ?? []).flatMap(({ value }) => value ?? []),
      })),
    ),
    splits: series.flatMap(({ split_mode: mode, terms_field: field }) =>
      mode === 'terms' && field ? [field] : [],
    ),
    interval: fixedInterval(interval.replace(/^>=/, '')),
    hasTimeAxis: true,
    queries: filter && filter.query !== '' ? [filter] : [],
  };
}

/** OpenSearch Dashboards' `m`, `h`, `d`, `5m` as a length of time; undefined for `auto` and calendar ones. */
function fixedInterval(value: unknown): string | undefined {
  const found = typeof value === 'string' ? /^(\d*)([smhd])$/.exec(value) : null;
  return found === null ? undefined : `${found[1] === '' ? 1 : found[1]}${found[2]}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
