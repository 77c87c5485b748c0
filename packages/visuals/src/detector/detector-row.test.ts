import type { DetectorEntry } from '@lapwing/contract';
import { Detector } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { detectorRows } from './detector-row.ts';

function detector(id: string, change: Partial<DetectorEntry> = {}): DetectorEntry {
  return {
    ...Detector.parse({
      id,
      name: id,
      source: 'prom',
      kind: 'metric',
      query: { type: 'prometheus', expr: 'up' },
    }),
    ...{ revision: 1, provisioned: false },
    ...{ created_at: '2026-01-01T00:00:00.000Z', changed_at: '2026-01-01T00:00:00.000Z' },
    ...change,
  };
}

test('detectors that are not well come first, then those with most alerts; one that is off last', () => {
  const part = (id: string, status: 'ok' | 'down', raised: number) => ({
    ...{
      name: `detector:${id}`,
      kind: 'detector' as const,
      status,
      reason: status === 'ok' ? '' : 'no answer',
    },
    ...{ since: '2026-01-01T00:00:00.000Z', lag_seconds: 30 },
    alerts: { threshold_score: 60, raised_7d: raised, withheld_7d: 9 },
  });
  const rows = detectorRows(
    [detector('off', { enabled: false }), detector('calm'), detector('busy'), detector('broken')],
    [part('calm', 'ok', 0), part('busy', 'ok', 3), part('broken', 'down', 0), part('off', 'ok', 8)],
  );
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    ['broken', 'down'],
    ['busy', 'ok'],
    ['calm', 'ok'],
    ['off', 'off'],
  ]);
  expect(rows[0]).toMatchObject({ reason: 'no answer', withheldAWeek: 9 });
  expect(rows[1]).toMatchObject({ alertsAWeek: 3, budget: 'at most 1 false alert a week' });
});
