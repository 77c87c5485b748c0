import { expect, test } from 'vitest';
import { suspectSpan } from './suspect-span.ts';

const MINUTE = 60_000;
const at = (minute: number): string => new Date(minute * MINUTE).toISOString();
const part = (entity: string, start: number, end: number | null) => ({
  ...{ entity, start: at(start), end: end === null ? null : at(end), score: 1, anomaly_ids: [] },
});
const incident = {
  parts: [part('short', 100, 102), part('long', 100, 900), part('open', 100, null)],
  ...{ started_at: at(90), updated_at: at(130) },
};

test.each([
  ['short', 95, 110],
  ['long', 95, 220],
  ['open', 95, 130],
  ['unknown', 85, 130],
])('of %s', (service, from, to) => {
  expect(suspectSpan(incident, service)).toEqual({ from: from * MINUTE, to: to * MINUTE });
});
