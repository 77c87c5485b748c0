import type { DetectorInput } from '@lapwing/contract';
import { durationSeconds } from '@lapwing/contract';
import { widenedLogs } from '../logs/same-logs.ts';
import type { Variables } from '../promql/covers.ts';
import { widened } from '../promql/widen.ts';
import type { PanelQuery } from './panel-queries.ts';

/** A new detector, filled in from a panel's query. */
export interface Draft {
  detector: DetectorInput;
  /** What a person should know of how it was made. */
  notes: string[];
}

/** Grafana's own, of a Prometheus data source that does not say otherwise. */
const SCRAPE = '15s';
/** Grafana's `$__rate_interval` is four scrapes at least, so that one that fails leaves no hole. */
const SCRAPES = 4;
const DEFAULT_INTERVAL = '1m';
const MOST_ID = 63;

export interface DraftOf {
  query: PanelQuery;
  /** The panel's title. */
  title: string;
  /** Name of a source of the service. */
  source: string;
  /** Ids that are taken. */
  taken: readonly string[];
  variables: Variables;
}

/** Undefined where the query can't be made into one. */
export function draftOf({ query, title, source, taken, variables }: DraftOf): Draft | undefined {
  const interval = intervalOf(query);
  const name = plainTitle(title) || 'Panel';
  const common = {
    id: freeId(name, taken),
    name,
    source,
    interval,
    alert_budget: { per: 'week', false_alerts: 1 },
  } as const;
  if (query.kind === 'logs') {
    const { query: made, labels, fixed } = widenedLogs(query.shape, variables);
    return {
      detector: { ...common, kind: 'log', query: made },
      notes: notesOf(labels, fixed, undefined),
    };
  }
  const made = widened(query.text, rateLength(query, interval), variables);
  return (
    made && {
      detector: { ...common, kind: 'metric', query: { type: 'prometheus', expr: made.expr } },
      notes: notesOf(made.labels, made.fixed, made.length),
    }
  );
}

function notesOf(labels: readonly string[], fixed: readonly string[], length: string | undefined): string[] {
  return [
    ...(labels.length > 0
      ? [
          `It watches every ${labels.join(' and ')}, each as a signal of its own; this panel shows the chosen ones.`,
        ]
      : []),
    ...(fixed.length > 0
      ? [
          `It keeps what is chosen now for ${fixed.join(' and ')}: choosing another does not change what it watches.`,
        ]
      : []),
    ...(length === undefined ? [] : [`Grafana’s own interval became ${length}.`]),
  ];
}

/** A bar of fixed width is one reading; else a minute. */
function intervalOf(query: PanelQuery): string {
  return query.kind === 'logs' ? (query.shape.bar ?? DEFAULT_INTERVAL) : DEFAULT_INTERVAL;
}

/** Long enough that no reading is left out between two intervals, and for four scrapes. */
function rateLength({ source }: PanelQuery, interval: string): string {
  const scrape = source.settings['timeInterval'];
  const every = typeof scrape === 'string' && /^[1-9]\d*[smhdw]$/.test(scrape) ? scrape : SCRAPE;
  const seconds = Math.max(SCRAPES * durationSeconds(every), durationSeconds(interval));
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function plainTitle(title: string): string {
  return title
    .replaceAll(
      /\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\]|\$(\w+)/g,
      (_all, a?: string, b?: string, c?: string) => a ?? b ?? c ?? '',
    )
    .trim()
    .slice(0, 200);
}

function freeId(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const base = plain.slice(0, MOST_ID - 4) || 'panel';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(id)) return id;
  }
}
