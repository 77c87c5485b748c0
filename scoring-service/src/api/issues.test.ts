import { Detector, IngestBody } from '@lapwing/contract';
import type { z } from 'zod';
import { expect, test } from 'vitest';
import { refusal } from './issues.ts';

const detector = { id: 'a', name: 'a', source: 's', kind: 'metric', query: { type: 'ingest' } };
const point = { metric: 'm', timestamp: 1, value: 1 };

test.each<[string, z.ZodType, unknown, string]>([
  ['a missing key', Detector, { ...detector, name: undefined }, 'body.name: is missing'],
  [
    'an unknown key',
    Detector,
    { ...detector, models: { arima: true } },
    'body.models.arima: is not known here',
  ],
  [
    'a wrong word',
    Detector,
    { ...detector, open_at: 'high' },
    'body.open_at: Invalid option: expected one of "LOW"|"MEDIUM"|"HIGH"|"CRITICAL"',
  ],
  [
    'the branch that was meant',
    IngestBody,
    { readings: [point, { ...point, value: 'x' }] },
    'body.readings[1].value: Invalid input: expected number, received string',
  ],
  [
    'a kind of query that is not there',
    Detector,
    { ...detector, query: { type: 'sql' } },
    "body.query.type: Invalid discriminator value. Expected 'opensearch' | 'prometheus' | 'ingest'",
  ],
  ['no points', IngestBody, { series: [{ metric: 'm' }] }, 'body.series[0].points: is missing'],
  ['a bad label', IngestBody, { ...point, labels: { '': 'x' } }, 'body.labels.: bad key'],
  ['no object', Detector, 'x', 'body: Invalid input: expected object, received string'],
])('%s is told in words, with its place', (_, schema, value, message) => {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('the schema took it');
  const error = refusal('body', parsed.error);
  expect(error.message).toContain(message);
  expect(error.code).toBe('BAD_REQUEST');
});
