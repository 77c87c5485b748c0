import { expect, test } from 'vitest';
import { monitorBody } from './monitor.ts';
import type { MonitorWish } from './wishes.ts';

const wish: MonitorWish = {
  ...{
    name: 'Lapwing: Errors',
    detectorId: 'shop-errors',
    detectorName: 'Errors {{of}} shop',
    severity: 'CRITICAL',
  },
  ...{ everyMinutes: 5, channelId: 'lapwing-on-call', appUrl: 'https://osd.example/app/lapwingAnomaly' },
};

/** What `Monitor.parse`, `BucketLevelTrigger.parseInner` and `Action.parse` of opensearch-project/common-utils ask for. */
test('a bucket-level monitor in the shape that alerting parses', () => {
  expect(monitorBody(wish)).toMatchObject({
    ...{ type: 'monitor', monitor_type: 'bucket_level_monitor', name: 'Lapwing: Errors', enabled: true },
    schedule: { period: { interval: 5, unit: 'MINUTES' } },
    inputs: [{ search: { indices: ['lapwing-scores'], query: { aggregations: { composite_agg: {} } } } }],
    triggers: [
      {
        bucket_level_trigger: {
          severity: '1',
          condition: {
            buckets_path: { score: 'score' },
            parent_bucket_path: 'composite_agg',
            script: { source: 'params.score >= 70', lang: 'painless' },
          },
          actions: [
            {
              ...{ destination_id: 'lapwing-on-call', throttle_enabled: false },
              action_execution_policy: {
                action_execution_scope: { per_alert: { actionable_alerts: ['NEW', 'COMPLETED'] } },
              },
            },
          ],
        },
      },
    ],
  });
});

test('scores are found by when they were written, twice the time between two looks', () => {
  expect(JSON.stringify(monitorBody(wish))).toContain(
    '{"range":{"written_at":{"gt":"{{period_end}}||-10m","lte":"{{period_end}}","format":"epoch_millis"}}}',
  );
});

test('the message names the series, the actual and the expected value; a name is no template', () => {
  const text = JSON.stringify(monitorBody(wish));
  for (const part of ['{{bucket_keys}}', 'actual {{_source.value}}', 'expected {{_source.expected}}']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Anomaly of Errors of shop');
  expect(text).toContain('https://osd.example/app/lapwingAnomaly/signals/{{_source.signal_id}}');
});

test('without a channel nobody is told, and the alerts are there', () => {
  expect(monitorBody({ ...wish, channelId: undefined })).toMatchObject({
    triggers: [{ bucket_level_trigger: { actions: [] } }],
  });
});
