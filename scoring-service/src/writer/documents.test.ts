import { AnomalyDocument, IncidentDocument, ScoreDocument, Watched } from '@lapwing/contract';
import { expect, test } from 'vitest';
import type { ScoreRow } from '../stores/score-store.ts';
import { START, testAnomaly, testIncident, testSignal } from '../stores/test-steps.ts';
import { anomalyDocument, incidentDocument, scoreDocument } from './documents.ts';
import { WriterSettings } from './settings.ts';
import { ANOMALY_PROPERTIES, INCIDENT_PROPERTIES, SCORE_PROPERTIES, templates } from './templates.ts';

const cart = testSignal({ service: 'cart', metric: 'latency', host: 'a' });
const WRITTEN = Date.parse('2026-11-02T00:00:40.000Z');
const row = (more: Partial<ScoreRow> = {}): ScoreRow => ({
  seq: 1,
  signal: {
    ...{ id: cart.id, source: 'demo', kind: 'metric', labels: cart.labels, detector_id: 'shop' },
    ...{ interval_seconds: 60, first_seen: null, last_seen: null, last_value: null, last_score: null },
    ...{ open_anomaly_id: null, open_severity: null },
  },
  ...{ time: START + 86_399_999, value: 2.5, score: 52, pValue: 1e-5, news: 40 },
  ...{ expected: 1, lower: 0.5, upper: 1.5 },
  ...more,
});

test('a mapping has every field of its document, and no other', () => {
  expect(Object.keys(SCORE_PROPERTIES).sort()).toEqual(Object.keys(ScoreDocument.shape).sort());
  expect(Object.keys(ANOMALY_PROPERTIES).sort()).toEqual(Object.keys(AnomalyDocument.shape).sort());
  expect(Object.keys(INCIDENT_PROPERTIES).sort()).toEqual(Object.keys(IncidentDocument.shape).sort());
});

test('a score becomes a flat document, in the index of its day', () => {
  const { index, id, document } = scoreDocument(row(), WRITTEN);
  expect(index).toBe('lapwing-scores-v1-2026.11.01');
  expect(id).toBe(`${cart.id}:shop:${START + 86_399_999}`);
  expect(ScoreDocument.parse(document)).toEqual(document);
  expect(document).toEqual({
    ...{
      '@timestamp': '2026-11-01T23:59:59.999Z',
      schema_version: 1,
      signal_id: cart.id,
      detector_id: 'shop',
    },
    ...{ source: 'demo', kind: 'metric', service: 'cart', metric: 'latency', interval_seconds: 60 },
    labels: ['host=a', 'metric=latency', 'service=cart'],
    ...{
      value: 2.5,
      score: 52,
      p_value: 1e-5,
      news: 40,
      written_at: '2026-11-02T00:00:40.000Z',
      severity: 'HIGH',
      expected: 1,
      lower: 0.5,
      upper: 1.5,
    },
  });
});

test('what is not known is left out', () => {
  const nothing = { expected: Number.NaN, lower: Number.NaN, upper: Number.NaN };
  const { document } = scoreDocument(
    row({ score: 3, ...nothing, signal: { ...row().signal, labels: {} } }),
    WRITTEN,
  );
  for (const field of ['severity', 'expected', 'lower', 'upper', 'service', 'metric']) {
    expect(document).not.toHaveProperty(field);
  }
  expect(ScoreDocument.parse(document)).toMatchObject({ labels: [] });
});

test('an anomaly keeps its id and its index from open to closed', () => {
  const open = anomalyDocument(testAnomaly(cart, START));
  const closed = anomalyDocument(testAnomaly(cart, START, { end: START + 90_000_000 }));
  expect([closed.id, closed.index]).toEqual([open.id, open.index]);
  expect(open.index).toBe('lapwing-anomalies-v1-2026.11.01');
  expect(AnomalyDocument.parse(open.document)).toMatchObject({
    status: 'open',
    start: '2026-11-01T00:00:00.000Z',
  });
  expect(open.document).not.toHaveProperty('end');
  expect(open.document).not.toHaveProperty('watched');
  expect(AnomalyDocument.parse(closed.document)).toMatchObject({
    status: 'closed',
    end: '2026-11-02T01:00:00.000Z',
  });
});

test('an anomaly tells what its detector watches; a query of a later service is left out when it is read', () => {
  const query = { type: 'opensearch', index: 'shop-*', measure: { type: 'count' } };
  const watched = Watched.parse({ name: 'Shop', interval: '1m', query });
  const { document } = anomalyDocument(testAnomaly(cart, START), watched);
  expect(AnomalyDocument.parse(document)).toHaveProperty('watched', watched);
  const later = { ...document, watched: { ...watched, query: { type: 'dreams' } } };
  expect(AnomalyDocument.parse(later).watched).toBeUndefined();
});

test('an incident keeps its id and its index, and names its suspect where there is one', () => {
  const { index, id, document } = incidentDocument(testIncident('i1', 0));
  expect([index, id]).toEqual(['lapwing-incidents-v1-2026.11.01', 'i1']);
  expect(IncidentDocument.parse(document)).toEqual(document);
  expect(document).not.toHaveProperty('suspect_service');
  const evidence = ['latency: far above'];
  const suspect = {
    ...{ rank: 1, service: 'cart', kind: 'metric' as const, signal: 'latency', signal_id: null },
    ...{ score: 9, evidence, path: ['cart', 'web'] },
  };
  const resolved = testIncident('i1', 0, {
    suspect,
    suspects: [suspect],
    resolved_at: '2026-11-02T00:00:00.000Z',
  });
  expect(IncidentDocument.parse(incidentDocument(resolved).document)).toMatchObject({
    ...{ suspect_service: 'cart', suspects: ['cart'], evidence, end: '2026-11-02T00:00:00.000Z' },
  });
});

test('templates are strict, carry their version, and follow the settings', () => {
  const settings = WriterSettings.parse({ shards: 3, replicas: 2, refresh_interval: '30s' });
  for (const { name, component, index } of templates(settings)) {
    expect(component).toMatchObject({
      template: {
        mappings: { dynamic: 'strict', _meta: { schema_version: 1 } },
        settings: { index: { number_of_shards: 3, number_of_replicas: 2, refresh_interval: '30s' } },
      },
    });
    expect(index).toMatchObject({
      index_patterns: [`${name}-v1-*`],
      composed_of: [name],
      template: { aliases: { [name]: {} } },
    });
  }
  expect(JSON.stringify(templates(WriterSettings.parse({})))).toContain('"auto_expand_replicas":"0-1"');
});

test.each([
  [{ scores: 'some' }],
  [{ retention_days: 0 }],
  [{ batch_bytes: 1 }],
  [{ refresh_interval: '5 s' }],
  [{ batchsize: 5 }],
])('settings %o are refused', (settings) => {
  expect(WriterSettings.safeParse(settings).success).toBe(false);
});
