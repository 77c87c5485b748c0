import { z } from 'zod';
import { ServerFault } from '../shared/server-fault.ts';
import type { ChangeQuestion, ChangeSlices, TimeRange } from '../source.ts';
import type { PrometheusClient } from './client.ts';
import { aggregatedOf, splitBy, type Aggregated } from './split-by.ts';

/** Labels that are looked at: two queries each. */
const LABELS_MOST = 8;
/** Series under the aggregation up to which their labels are read. */
const SERIES_MOST = 20_000;
/** Values of a label beyond which it names single things, and no part of the whole. */
const VALUES_MOST = 500;
/** Points that a stretch is averaged over. */
const POINTS = 60;
/** Of histograms; its values are bounds, not parts. */
const NO_PART = new Set(['__name__', 'le', 'quantile']);

const Row = z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) });
const Vector = z.object({ resultType: z.literal('vector'), result: z.array(Row) });
type Row = z.infer<typeof Row>;

/**
 * An aggregation's change, by each label that it takes away: the same expression split by one label more, averaged over
 * both stretches. Throws ServerFault.
 */
export async function explainExpression(
  client: PrometheusClient,
  expr: string,
  question: ChangeQuestion,
  signal: AbortSignal,
): Promise<ChangeSlices> {
  const aggregated = aggregatedOf(expr);
  const none = { total: { before: NaN, during: NaN }, dimensions: [] };
  if (aggregated === undefined) {
    return { ...none, notes: ['the expression aggregates nothing: each series is a signal of its own'] };
  }
  const { before, during, labels } = question;
  const ask = async (query: string, at: number): Promise<Row[]> =>
    read(await client.query('query', { query, time: String(at / 1000) }, signal));
  const average = async (query: string, range: TimeRange): Promise<Row[]> => {
    const ofSignal = await ask(overStretch(query, range), range.to - 1);
    return ofSignal.filter(({ metric }) =>
      Object.entries(metric).every(([name, value]) => !(name in labels) || labels[name] === value),
    );
  };
  const found = await removedLabels(aggregated, labels, (query) => ask(query, during.to));
  const total = {
    before: sumOf(await average(expr, before)),
    during: sumOf(await average(expr, during)),
  };
  const dimensions = [];
  for (const label of found.labels.slice(0, LABELS_MOST)) {
    const query = splitBy(aggregated, label);
    const [past, now] = [await average(query, before), await average(query, during)];
    const values = new Map<string, { before: number; during: number }>();
    const add = (rows: Row[], side: 'before' | 'during'): void => {
      for (const { metric, value } of rows) {
        const name = metric[label] ?? '';
        const slice = values.get(name) ?? { before: 0, during: 0 };
        values.set(name, slice);
        slice[side] += numberOf(value[1]);
      }
    };
    add(past, 'before');
    add(now, 'during');
    dimensions.push({ label, slices: [...values].map(([value, slice]) => ({ value, ...slice })) });
  }
  const notes = [...found.notes];
  if (!aggregated.addsUp)
    notes.push('the parts do not add up to the whole: a share tells how far a value moved, measured by it');
  if (found.labels.length > LABELS_MOST) {
    notes.push(
      `${found.labels.length - LABELS_MOST} more labels were not looked at: ${found.labels.slice(LABELS_MOST).join(', ')}`,
    );
  }
  return { total, dimensions, notes };
}

/** Labels of the series under the aggregation that its result no longer has, those with the fewest values first. */
async function removedLabels(
  { places }: Aggregated,
  labels: Readonly<Record<string, string>>,
  ask: (query: string) => Promise<Row[]>,
): Promise<{ labels: string[]; notes: string[] }> {
  const [{ body, grouping }] = places;
  const count = sumOf(await ask(`count(${body})`));
  if (count > SERIES_MOST) {
    return {
      labels: [],
      notes: [`the aggregation is over ${count} series; up to ${SERIES_MOST} are looked at`],
    };
  }
  const kept = (name: string): boolean =>
    grouping !== undefined && (grouping.kind === 'by') === grouping.labels.includes(name);
  const values = new Map<string, Set<string>>();
  for (const { metric } of await ask(body)) {
    if (
      !Object.entries(metric).every(
        ([name, value]) => !kept(name) || !(name in labels) || labels[name] === value,
      )
    )
      continue;
    for (const [name, value] of Object.entries(metric)) {
      if (!kept(name) && !NO_PART.has(name)) values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  const parts = [...values].filter(([, { size }]) => size > 1 && size <= VALUES_MOST);
  parts.sort(([a, one], [b, other]) => one.size - other.size || (a < b ? -1 : 1));
  return { labels: parts.map(([name]) => name), notes: [] };
}

/** Asked a millisecond before the stretch's end, which is not part of it; a range reaches back and holds its end. */
function overStretch(query: string, { from, to }: TimeRange): string {
  const lengthMs = to - from;
  const stepMs = Math.max(1000, Math.ceil(lengthMs / POINTS / 1000) * 1000);
  return `avg_over_time((${query})[${lengthMs}ms:${stepMs}ms])`;
}

function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { value }) => sum + numberOf(value[1]), 0);
}

function numberOf(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}

function read({ data }: { data: unknown }): Row[] {
  const parsed = Vector.safeParse(data);
  if (parsed.success) return parsed.data.result;
  throw new ServerFault(
    { kind: 'unreadable', message: z.prettifyError(parsed.error) },
    'Prometheus: no vector',
  );
}
