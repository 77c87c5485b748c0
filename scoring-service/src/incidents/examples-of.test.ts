import type { Anomaly, Labels } from '@lapwing/contract';
import type { Span } from '@lapwing/engine/traces';
import { expect, test } from 'vitest';
import { throwawayTemplates } from '../sources/templates/throwaway.ts';
import { throwawayTraces } from '../sources/traces/throwaway.ts';
import { LineStreams } from '../sources/templates/line-streams.ts';
import { createExampleOf } from './examples-of.ts';

const MINUTE = 60_000;
const at = Date.UTC(2026, 10, 22, 12);
const TRACE = 'ab'.repeat(16);

const anomaly = (kind: 'log' | 'trace' | 'metric', labels: Labels, start = at) =>
  ({
    ...{ kind, labels, source: 'otlp', end: null },
    start: new Date(start).toISOString(),
    peak: new Date(start + MINUTE).toISOString(),
  }) as unknown as Anomaly;

async function stores() {
  const templates = throwawayTemplates();
  const settings = { intervalMs: MINUTE, learnMs: 0, templates: 10 };
  const query = { type: 'templates', templates: 10, learn: '1h' } as const;
  const stream = { key: 'k', source: 's', query, settings, silence: 'zero' } as const;
  const lines = [
    { timestamp: at + 5, service: 'cart', message: 'order 7\nfailed', level: 'ERROR', traceId: TRACE },
    { timestamp: at + 6, service: 'pay', message: 'paid' },
  ];
  const range = { from: at, to: at + 2 * MINUTE };
  await new LineStreams(templates).count(stream, range, { pages: [lines], times: () => 1 });
  const traces = throwawayTraces();
  const span: Span = {
    ...{ traceId: TRACE, spanId: 'cd'.repeat(8), parentId: undefined, service: 'cart', operation: 'GET /' },
    kind: 'server',
    ...{ start: at + 10, durationMs: 900, error: true, peer: undefined, links: [] },
  };
  traces.put('otlp', [span], at + 1000);
  return { templates, traces };
}

test('a line of the template, while it went on', async () => {
  const { templates, traces } = await stores();
  const exampleOf = createExampleOf({ templates, traces });
  const { items } = templates.templates({ service: 'cart' }, { limit: 1 });
  const labels = { service: 'cart', template_id: items[0].id };
  expect(exampleOf(anomaly('log', labels))).toBe(`example: "order 7 failed", trace ${TRACE}`);
  expect(exampleOf(anomaly('log', { ...labels, service: 'pay' }))).toBeUndefined();
  expect(exampleOf(anomaly('log', labels, at + 60 * MINUTE))).toBeUndefined();
  expect(exampleOf(anomaly('log', { service: 'cart' }))).toBeUndefined();
});

test('a trace of the calls', async () => {
  const exampleOf = createExampleOf(await stores());
  const failed = { service: 'cart', metric: 'errors', measure: 'errors' };
  expect(exampleOf(anomaly('trace', failed))).toBe(`trace ${TRACE}`);
  expect(exampleOf(anomaly('trace', { ...failed, operation: 'GET /' }))).toBe(`trace ${TRACE}`);
  expect(exampleOf(anomaly('trace', { ...failed, service: 'pay' }))).toBeUndefined();
  expect(exampleOf(anomaly('metric', failed))).toBeUndefined();
});
