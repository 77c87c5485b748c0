import type { Labels } from '@lapwing/contract';
import type { TimeRange } from '../source.ts';
import type { Aggregated } from './split-by.ts';
import type { Row } from './vector.ts';

/** Series under the aggregation, of the one signal, up to which their labels are read. */
const SERIES_MOST = 20_000;
/** Values of a label beyond which it names single things, and no part of the whole. */
const VALUES_MOST = 500;
/** Of histograms; its values are bounds, not parts. */
const NO_PART = new Set(['__name__', 'le', 'quantile']);
export interface RemovedLabels {
  /** Those with the fewest values first. */
  labels: string[];
  /** What was not looked at, and why. */
  notes: string[];
}

/**
 * Labels of the series under the aggregation that its result no longer has, of those series that make up the signal of these
 * `labels`: read at the end of the stretch before, in the middle and at the end of the change.
 */
export async function removedLabels(
  { places: [{ body, grouping }] }: Aggregated,
  labels: Labels,
  { before, during }: { before: TimeRange; during: TimeRange },
  ask: (query: string, at: number) => Promise<Row[]>,
): Promise<RemovedLabels> {
  const kept = (name: string): boolean =>
    grouping !== undefined && (grouping.kind === 'by') === grouping.labels.includes(name);
  const ofSignal = grouping?.kind === 'by' ? onlyOf(body, grouping.labels, labels) : body;
  // Series that came or went in between have no reading at the end alone.
  const times = [before.to - 1, (during.from + during.to) / 2, during.to - 1];
  const counts = await Promise.all(times.map((at) => ask(`count(${ofSignal})`, at)));
  const count = Math.max(0, ...counts.flat().map(({ value }) => value));
  if (count > SERIES_MOST) {
    const found = `the aggregation is over ${count} series; up to ${SERIES_MOST} are looked at`;
    return { labels: [], notes: [found] };
  }
  const series: Record<string, string>[] = [];
  let fewest = Infinity;
  for (const at of times) {
    const known = series.length;
    for (const { metric } of await ask(ofSignal, at)) {
      const others = Object.entries(metric).some(
        ([name, value]) => kept(name) && (labels[name] ?? value) !== value,
      );
      if (!others) series.push(metric);
    }
    fewest = Math.min(fewest, series.length - known);
  }
  const names = new Set(series.flatMap((metric) => Object.keys(metric)));
  const values = new Map<string, Set<string>>();
  for (const name of names) {
    // A series without the label has the empty value.
    if (!kept(name) && !NO_PART.has(name)) values.set(name, new Set(series.map((one) => one[name] ?? '')));
  }
  // The one value of all series tells nothing, unless there was none of them at times.
  const least = fewest === 0 ? 1 : 2;
  const parts = [...values].filter(([, { size }]) => size >= least && size <= VALUES_MOST);
  parts.sort(([a, one], [b, other]) => one.size - other.size || (a < b ? -1 : 1));
  const single = [...values].filter(([, { size }]) => size > VALUES_MOST).map(([name]) => name);
  const notes = single.map((name) => `${name} was not looked at: it has more than ${VALUES_MOST} values`);
  return { labels: parts.map(([name]) => name), notes };
}

/** The series of `body` that have the signal's values of the labels `names`, whatever it calculates. */
function onlyOf(body: string, names: readonly string[], labels: Labels): string {
  const asked = names.filter((name) => /^\w+$/.test(name) && !NO_PART.has(name));
  if (asked.length === 0) return body;
  const signal = asked.reduce(
    (vector, name) =>
      `label_replace(${vector}, "${name}", ${JSON.stringify((labels[name] ?? '').replaceAll('$', '$$$$'))}, "", "")`,
    'vector(1)',
  );
  return `(${body}) and on (${asked.join(', ')}) ${signal}`;
}
