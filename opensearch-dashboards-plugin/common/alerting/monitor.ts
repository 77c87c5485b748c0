import { SCORES_ALIAS, SEVERITY_FROM, type Severity } from '@lapwing/contract';
import type { MonitorWish } from './wishes.ts';

/**
 * The composite aggregation must bear this name for the messages to get sample documents
 * (opensearch-project/alerting, BucketLevelMonitorRunner.getSampleDocs).
 */
const BUCKETS = 'composite_agg';
/** Series that are alerts at the same time, a page; the monitor asks for the next. */
const PAGE = 1000;
/** All labels in order: the same text for the same series. */
const SERIES = "String.join(' ', doc['labels'])";
/** Rounds of the monitor that a written score is seen in: one more than one, so that none falls between two. */
const ROUNDS = 2;
/** A reading older than this is no alert, even when it is written now: a detector reads its history at first. */
const OLDEST_HOURS = 24;
/** Alerting's own scale, 1 the worst. */
const ALERT_SEVERITY: Readonly<Record<Severity, string>> = {
  CRITICAL: '1',
  HIGH: '2',
  MEDIUM: '3',
  LOW: '4',
};
/** Series that a message of an old alerting lists. */
const MOST_LISTED = 10;

/**
 * The query of a monitor: the series whose newly written scores reach the severity, one bucket each, with the worst
 * score, the actual and the expected value. `{{period_end}}` is filled in by the alerting plugin (epoch ms).
 */
export function monitorQuery({ detectorId, severity, everyMinutes }: MonitorWish): object {
  const seen = everyMinutes * ROUNDS;
  return {
    // An alerting before 2.14 gives messages no documents of a bucket: they list these instead.
    size: MOST_LISTED,
    sort: [{ score: { order: 'desc' } }],
    _source: ['signal_id', 'labels', 'value', 'expected', 'score', '@timestamp'],
    query: {
      bool: {
        filter: [
          { term: { detector_id: detectorId } },
          { range: { score: { gte: SEVERITY_FROM[severity] } } },
          {
            range: {
              written_at: { gt: `{{period_end}}||-${seen}m`, lte: '{{period_end}}', format: 'epoch_millis' },
            },
          },
          {
            range: { '@timestamp': { gt: `{{period_end}}||-${OLDEST_HOURS}h`, format: 'epoch_millis' } },
          },
        ],
      },
    },
    aggregations: {
      [BUCKETS]: {
        composite: {
          size: PAGE,
          // They make the alert's key, `metric=latency service=cart,0a…`: what the series is, for people, and its id.
          // No source with missing buckets: alerting fails at a key without a value (TriggerService).
          sources: [
            { series: { terms: { script: { source: SERIES, lang: 'painless' } } } },
            { signal_id: { terms: { field: 'signal_id' } } },
          ],
        },
        // Plain metrics of one field each: alerting sorts a bucket's documents by these fields, the first first.
        aggregations: {
          score: { max: { field: 'score' } },
          actual: { max: { field: 'value' } },
          expected: { max: { field: 'expected' } },
        },
      },
    },
  };
}

/** A bucket-level monitor as `POST _plugins/_alerting/monitors` takes it: one alert a series. */
export function monitorBody(wish: MonitorWish): object {
  const { name, severity, everyMinutes, channelId } = wish;
  return {
    type: 'monitor',
    monitor_type: 'bucket_level_monitor',
    name,
    enabled: true,
    schedule: { period: { interval: everyMinutes, unit: 'MINUTES' } },
    inputs: [{ search: { indices: [SCORES_ALIAS], query: monitorQuery(wish) } }],
    triggers: [
      {
        bucket_level_trigger: {
          name: 'A series is anomalous',
          severity: ALERT_SEVERITY[severity],
          condition: {
            buckets_path: { score: 'score' },
            parent_bucket_path: BUCKETS,
            script: { source: `params.score >= ${SEVERITY_FROM[severity]}`, lang: 'painless' },
            gap_policy: 'skip',
          },
          actions: channelId === undefined ? [] : [action(wish, channelId)],
        },
      },
    ],
  };
}

function action(wish: MonitorWish, channelId: string): object {
  return {
    name: 'Tell',
    destination_id: channelId,
    subject_template: { source: subject(wish), lang: 'mustache' },
    message_template: { source: message(wish), lang: 'mustache' },
    throttle_enabled: false,
    // Each series once when it begins and once when it is over; not each minute in between.
    action_execution_policy: {
      action_execution_scope: { per_alert: { actionable_alerts: ['NEW', 'COMPLETED'] } },
    },
  };
}

function subject({ detectorName }: MonitorWish): string {
  return `{{#ctx.newAlerts}}Anomaly: {{bucket_keys}}{{/ctx.newAlerts}}{{#ctx.completedAlerts}}Over: {{bucket_keys}}{{/ctx.completedAlerts}} (${plain(detectorName)})`;
}

/** Mustache: by the action's scope there is one alert, in `ctx.newAlerts` or in `ctx.completedAlerts`. */
function message({ detectorName, appUrl }: MonitorWish): string {
  const reading = [
    'actual {{_source.value}}, expected {{_source.expected}}, score {{_source.score}}',
    'at {{_source.@timestamp}}',
    `${appUrl}/signals/{{_source.signal_id}}`,
  ].join(' ');
  return [
    `{{#ctx.newAlerts}}Anomaly of ${plain(detectorName)}: {{bucket_keys}}`,
    `{{#sample_documents}}- ${reading}`,
    '{{/sample_documents}}',
    // Alerting before 2.14 knows no sample documents.
    '{{^sample_documents}}The worst readings of all series now:',
    `{{#ctx.results.0.hits.hits}}- {{#_source.labels}}{{.}} {{/_source.labels}}: ${reading}`,
    '{{/ctx.results.0.hits.hits}}{{/sample_documents}}{{/ctx.newAlerts}}',
    '{{#ctx.completedAlerts}}No longer anomalous: {{bucket_keys}}{{/ctx.completedAlerts}}',
  ].join('\n');
}

/** A name that somebody chose must not be read as a template. */
function plain(text: string): string {
  return text.replaceAll(/[{}]/g, '');
}
