import type { DetectorInput, LogMeasure, SourceInfo } from '@lapwing/contract';
import type { PanelMetric, PanelSubject } from '../panels/panel-subject.ts';

/** What a panel suggests to watch, and what of it a detector can't do. */
export interface Suggestion {
  detector: DetectorInput;
  /** Sentences for whoever looks at the form. */
  notes: string[];
}

/** Fields that a detector may split by (the service's own limit). */
const MOST_SPLITS = 4;
const LONGEST_ID = 63;
const LONGEST_NAME = 200;
/** As fine as most panels, and what the service takes unless told. */
const DEFAULT_INTERVAL = '1m';

/**
 * A detector of what a panel shows: its index, metric, splits, interval, and its query with the filters of the panel
 * and of the dashboard. Undefined where no source reads logs of an OpenSearch, or the panel measures what no detector
 * can.
 */
export function suggestionOf(
  subject: PanelSubject,
  sources: readonly SourceInfo[],
): Suggestion | { impossible: string } {
  const source = sources.find(({ serves }) => serves.includes('opensearch'));
  if (source === undefined) {
    return {
      impossible: 'Lapwing has no source of the type opensearch: give it one, and it can watch this index.',
    };
  }
  const [metric, ...others] = subject.metrics;
  const measure = metric === undefined ? ({ type: 'count' } as const) : measureOf(metric);
  if (measure === undefined) {
    return {
      impossible: `A detector can’t watch ${metric?.type ?? 'this'}: it counts, sums, averages, or takes a percentile or the number of different values of a field.`,
    };
  }
  const notes: string[] = [];
  if (others.length > 0)
    notes.push(`The panel has ${others.length + 1} metrics: this detector watches the first.`);
  if (metric?.type === 'max' || metric?.type === 'min') {
    notes.push(
      `Lapwing does not watch the ${metric.type === 'max' ? 'highest' : 'lowest'} value: this is the percentile next to it.`,
    );
  }
  const splits = subject.splits.map((field) => field.replace(/\.keyword$/, ''));
  if (splits.length > MOST_SPLITS)
    notes.push(`Of ${splits.length} splits the first ${MOST_SPLITS} are taken.`);
  if (sources.filter(({ serves }) => serves.includes('opensearch')).length > 1) {
    notes.push('Lapwing has several sources of this type: choose the one that this index lies in.');
  }
  const name = (subject.title === '' ? subject.index : subject.title).slice(0, LONGEST_NAME);
  return {
    notes,
    detector: {
      ...{ id: idOf(name), name, source: source.name, kind: 'log' },
      interval: subject.interval ?? DEFAULT_INTERVAL,
      query: {
        ...{ type: 'opensearch', index: subject.index, split_by: splits.slice(0, MOST_SPLITS), measure },
        ...(subject.timeField !== undefined && { time_field: subject.timeField }),
        ...(says(subject.query) && { filter: subject.query }),
      },
    },
  };
}

const EDGE = { max: 99, min: 1 } as const;

function measureOf({ type, field, percents }: PanelMetric): LogMeasure | undefined {
  if (type === 'count') return { type: 'count' };
  if (field === undefined) return undefined;
  switch (type) {
    case 'avg':
    case 'sum':
    case 'cardinality':
      return { type, field };
    case 'median':
      return { type: 'percentile', field, percent: 50 };
    case 'percentiles':
      return { type: 'percentile', field, percent: tail(percents) };
    case 'max':
    case 'min':
      return { type: 'percentile', field, percent: EDGE[type] };
    default:
      return undefined;
  }
}

const USUAL_PERCENT = 95;

/** Of the usual 1, 5, 25, 50, 75, 95, 99 it is the 95th, as the 99th is noise where readings are few; else the highest. */
function tail(percents: readonly number[]): number {
  const able = percents.filter((percent) => percent > 0 && percent < 100);
  return able.includes(USUAL_PERCENT) || able.length === 0 ? USUAL_PERCENT : Math.max(...able);
}

/** Lower-case letters, digits and dashes, as the service wants them. */
function idOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_ID);
  return plain === '' ? 'panel' : plain.replace(/-+$/, '');
}

/** Whether a query asks for anything: `{bool: {must: [], filter: [{match_all: {}}], …}}` does not. */
function says(query: unknown): query is Record<string, unknown> {
  if (typeof query !== 'object' || query === null) return false;
  return saysAnything(query);
}

function saysAnything(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(saysAnything);
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([name, inner]) =>
    ['bool', 'must', 'filter', 'should', 'must_not'].includes(name)
      ? saysAnything(inner)
      : name !== 'match_all',
  );
}
