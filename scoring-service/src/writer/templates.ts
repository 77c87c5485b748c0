import { ANOMALIES_ALIAS, DOCUMENT_SCHEMA_VERSION, INCIDENTS_ALIAS, SCORES_ALIAS } from '@lapwing/contract';
import type { WriterSettings } from './settings.ts';

/** A component template and the index template made of it; both bear the alias's name. */
export interface Template {
  name: string;
  component: object;
  index: object;
}

const KEYWORD = { type: 'keyword' } as const;
const DOUBLE = { type: 'double' } as const;
const DATE = { type: 'date' } as const;

const COMMON = {
  '@timestamp': DATE,
  schema_version: { type: 'integer' },
  signal_id: KEYWORD,
  detector_id: KEYWORD,
  source: KEYWORD,
  kind: KEYWORD,
  service: KEYWORD,
  metric: KEYWORD,
  labels: KEYWORD,
  severity: KEYWORD,
  score: DOUBLE,
  p_value: DOUBLE,
  expected: DOUBLE,
  lower: DOUBLE,
  upper: DOUBLE,
} as const;

/** Fields that came to ScoreDocument since its first release. */
export const ADDED_PROPERTIES = { written_at: DATE } as const;

/** Fields that came to AnomalyDocument since its first release. A detector's query is kept as it is, and not searched. */
export const ADDED_ANOMALY_PROPERTIES = { watched: { type: 'object', enabled: false } } as const;

/** The fields of ScoreDocument. */
export const SCORE_PROPERTIES = {
  ...COMMON,
  interval_seconds: DOUBLE,
  value: DOUBLE,
  news: DOUBLE,
  ...ADDED_PROPERTIES,
} as const;

/** The fields of AnomalyDocument. */
export const ANOMALY_PROPERTIES = {
  ...COMMON,
  anomaly_id: KEYWORD,
  status: KEYWORD,
  start: DATE,
  end: DATE,
  peak: DATE,
  actual: DOUBLE,
  feature: KEYWORD,
  model: KEYWORD,
  reason: { type: 'text' },
  alert: KEYWORD,
  alert_reason: { type: 'text' },
  trace: { type: 'text' },
  ...ADDED_ANOMALY_PROPERTIES,
} as const;

/** Above what a team's catch-all template (`*`, often 0 to 100) has, so that these fields stay as they are. */
const PRIORITY = 500;

/** The fields of IncidentDocument. */
export const INCIDENT_PROPERTIES = {
  '@timestamp': DATE,
  schema_version: { type: 'integer' },
  incident_id: KEYWORD,
  status: KEYWORD,
  severity: KEYWORD,
  score: DOUBLE,
  title: { type: 'text' },
  start: DATE,
  updated: DATE,
  end: DATE,
  services: KEYWORD,
  anomalies: { type: 'integer' },
  anomaly_ids: KEYWORD,
  confidence: KEYWORD,
  suspect_service: KEYWORD,
  suspect_kind: KEYWORD,
  suspect_signal: KEYWORD,
  suspects: KEYWORD,
  evidence: { type: 'text' },
  unseen: KEYWORD,
  merged_into: KEYWORD,
} as const;

export function templates(settings: WriterSettings): Template[] {
  return [
    template(SCORES_ALIAS, SCORE_PROPERTIES, 'signal_id', settings),
    template(ANOMALIES_ALIAS, ANOMALY_PROPERTIES, 'signal_id', settings),
    template(INCIDENTS_ALIAS, INCIDENT_PROPERTIES, 'status', settings),
  ];
}

function template(alias: string, properties: object, sortedBy: string, settings: WriterSettings): Template {
  const _meta = { schema_version: DOCUMENT_SCHEMA_VERSION, managed_by: 'lapwing' };
  const { replicas } = settings;
  return {
    name: alias,
    component: {
      template: {
        settings: {
          index: {
            number_of_shards: settings.shards,
            ...(replicas === 'auto' ? { auto_expand_replicas: '0-1' } : { number_of_replicas: replicas }),
            refresh_interval: settings.refresh_interval,
            codec: 'best_compression',
            // A chart reads one signal over time: its documents lie together.
            sort: { field: [sortedBy, '@timestamp'], order: ['asc', 'asc'] },
          },
        },
        mappings: { dynamic: 'strict', _meta, properties },
      },
      _meta,
    },
    index: {
      index_patterns: [`${alias}-v${DOCUMENT_SCHEMA_VERSION}-*`],
      priority: PRIORITY,
      composed_of: [alias],
      template: { aliases: { [alias]: {} } },
      _meta,
    },
  };
}
