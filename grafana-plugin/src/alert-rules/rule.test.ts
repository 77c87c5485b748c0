import { describe, expect, test } from 'vitest';
import { GrafanaRefusal } from '../grafana/grafana-api.ts';
import { duplicateOf } from './duplicates.ts';
import { ruleSources, whyNoAlerts } from './rule-sources.ts';
import { type RuleWishes, ruleOf } from './rule.ts';

const METRICS = { kind: 'metrics', uid: 'prom', type: 'prometheus' } as const;
const DOCUMENTS = { kind: 'documents', uid: 'os', type: 'grafana-opensearch-datasource' } as const;

function wishes(change: Partial<RuleWishes> = {}): RuleWishes {
  return {
    subject: { detectorId: 'checkout-errors', name: 'Errors of checkout' },
    ...{ source: METRICS, lowest: 'HIGH', title: 'Errors of checkout', folderUid: 'f', group: 'lapwing' },
    ...{ receiver: 'team', forMinutes: 5, appUrl: 'https://g.example/a/lapwing-anomaly-app', ...change },
  };
}

const kept = (change: Partial<RuleWishes> = {}) => ({ uid: 'u', ...ruleOf(wishes(change)) });

describe('a rule on Lapwing’s metrics', () => {
  test('reads score, actual and expected value, and goes to the contact point that was chosen', () => {
    const rule = ruleOf(wishes());
    expect(rule).toMatchObject({
      ...{ title: 'Errors of checkout', folderUID: 'f', ruleGroup: 'lapwing', condition: 'G', for: '5m' },
      ...{ noDataState: 'OK', notification_settings: { receiver: 'team' } },
      labels: { app: 'lapwing', lapwing_detector: 'checkout-errors', severity: 'high' },
    });
    expect(rule.data.map(({ refId, datasourceUid }) => `${refId} ${datasourceUid}`)).toEqual([
      'A prom',
      'B prom',
      'C prom',
      'D __expr__',
      'E __expr__',
      'F __expr__',
      'G __expr__',
    ]);
    expect(rule.data[1]?.model['expr']).toBe(
      'max by (detector, signal, service, exported_service, metric) (lapwing_alert_actual{detector="checkout-errors"})',
    );
    expect(rule.data[6]?.model['conditions']).toEqual([{ evaluator: { type: 'gt', params: [49.999] } }]);
    expect(rule.annotations['description']).toMatch(
      /^Actual .*\$values\.E.* expected .*\$values\.F.* https:\/\/g\.example\/a\/lapwing-anomaly-app\/signals\/\{\{ \$labels\.signal \}\}$/,
    );
  });

  test('without a contact point it goes the way of the notification policies', () => {
    expect(ruleOf(wishes({ receiver: undefined }))).not.toHaveProperty('notification_settings');
  });

  test('it waits longer than the minute in which Grafana does not know its contact point', () => {
    expect(ruleOf(wishes({ forMinutes: 0 })).for).toBe('2m');
  });

  test('of one signal, of any severity, shown on a panel', () => {
    const subject = { detectorId: 'd', signalId: '00000000000000a1', name: 'x' };
    const rule = ruleOf(wishes({ subject, lowest: undefined, panel: { dashboardUid: 'shop', panelId: 4 } }));
    expect(rule.data[0]?.model['expr']).toContain(
      '(lapwing_alert_score{detector="d", signal="00000000000000a1"})',
    );
    expect(rule.data[6]?.model['conditions']).toEqual([{ evaluator: { type: 'gt', params: [0] } }]);
    expect(rule.annotations).toMatchObject({ __dashboardUid__: 'shop', __panelId__: '4' });
  });
});

test('a rule on documents reads open alerts, split so that each signal is told of', () => {
  const rule = ruleOf(wishes({ source: DOCUMENTS }));
  expect(rule.data[0]?.model).toMatchObject({
    query: 'status:open AND alert:raised AND detector_id:"checkout-errors"',
    metrics: [{ type: 'max', field: 'score' }],
  });
  expect(rule.annotations['description']).toContain('$labels.signal_id');
});

test('a rule on documents goes on for as long as an anomaly does, not for the hour it began in', () => {
  const { data } = ruleOf(wishes({ source: DOCUMENTS }));
  const buckets = data[0]?.model['bucketAggs'] as { type: string; settings: Record<string, unknown> }[];
  expect(buckets.at(-1)).toMatchObject({ type: 'date_histogram', settings: { min_doc_count: '1' } });
  expect(data[0]?.relativeTimeRange.from).toBe(7 * 86_400);
  expect(data[3]?.model).toMatchObject({ reducer: 'last', settings: { mode: 'dropNN' } });
});

test('a rule on documents groups by no field that its data source keeps for itself, nor speaks of it', () => {
  const rule = ruleOf(wishes({ source: DOCUMENTS, subject: { detectorId: 'd', name: 'a {{ b' } }));
  const buckets = rule.data[0]?.model['bucketAggs'] as { field: string }[];
  expect(buckets.map(({ field }) => field)).toEqual(['service', 'signal_id', '@timestamp']);
  expect(rule.annotations['summary']).toMatch(/anomaly in “a \{ \{ b”$/);
  expect(rule.annotations['summary']).not.toContain('metric');
});

describe('a rule that is there already', () => {
  test('is known by what it reads, whatever it is called', () => {
    expect(duplicateOf(ruleOf(wishes()), [kept({ title: 'other' })])).toMatchObject({ kind: 'same' });
    expect(duplicateOf(ruleOf(wishes({ source: DOCUMENTS })), [kept({ source: DOCUMENTS })])?.kind).toBe(
      'same',
    );
  });

  test('one on every alert covers it', () => {
    const all = kept({ subject: { name: 'everything' } });
    expect(duplicateOf(ruleOf(wishes()), [all])).toMatchObject({ kind: 'wider' });
    expect(duplicateOf(ruleOf(wishes({ subject: { name: 'everything' } })), [all])?.kind).toBe('same');
  });

  test('is known as an earlier version of this plugin wrote it', () => {
    const rule = kept();
    const [first, ...rest] = rule.data;
    const expr = 'lapwing_alert_score{detector="checkout-errors"}';
    const old = { ...rule, data: [{ ...first, model: { expr } }, ...rest] } as typeof rule;
    expect(duplicateOf(ruleOf(wishes()), [old])?.kind).toBe('same');
  });

  test('others don’t', () => {
    const other = kept({ subject: { detectorId: 'other', name: 'x' } });
    expect(duplicateOf(ruleOf(wishes()), [other, { ...other, data: [] }])).toBeUndefined();
    expect(duplicateOf(ruleOf(wishes({ source: { ...METRICS, uid: 'p2' } })), [kept()])).toBeUndefined();
  });
});

test('rules read a Prometheus, or an OpenSearch data source over the anomalies', () => {
  const source = (type: string, settings: Record<string, unknown> = {}) => ({
    uid: type,
    type,
    name: type,
    settings,
  });
  const found = ruleSources([
    source('prometheus'),
    source('loki'),
    source('elasticsearch', { index: 'logs-*' }),
    source('grafana-opensearch-datasource', { database: 'lapwing-anomalies' }),
    { ...source('grafana-opensearch-datasource', { database: 'lapwing-*' }), uid: 'all' },
  ]);
  expect(found.map(({ uid, kind }) => `${uid} ${kind}`)).toEqual([
    'prometheus metrics',
    'grafana-opensearch-datasource documents',
    'all documents',
  ]);
});

test.each([
  [{ A: { frames: [{ data: { values: [[1], [84]] } }] } }, undefined],
  [{ A: { frames: [{ data: { values: [] } }] } }, /scrape/],
  [{ A: { error: 'bad gateway', frames: [] } }, /bad gateway/],
])('whether a Prometheus has Lapwing’s metrics: %j', async (results, wanted) => {
  const why = await whyNoAlerts(() => Promise.resolve({ results }), METRICS);
  if (wanted) expect(why).toMatch(wanted);
  else expect(why).toBeUndefined();
});

test('an answer that is not known is a refusal', async () => {
  await expect(whyNoAlerts(() => Promise.resolve('?'), METRICS)).rejects.toThrow(GrafanaRefusal);
});
