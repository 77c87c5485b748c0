import { SEVERITIES } from '../severity.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anomaly } from '../testing.ts';
import { MOST_REGIONS, regionAt, regionsOfAnomalies, regionsOfScores } from './regions.ts';

const at = (clock: string): number => Date.parse(`2026-01-01T${clock}:00.000Z`);
const span = { from: at('09:00'), to: at('12:00') };

test('an anomaly becomes a region; an open one goes on to the end of the span', () => {
  expect(regionsOfAnomalies([anomaly()], span, 'LOW')).toMatchObject([
    { from: at('10:00'), to: at('11:00'), severity: 'HIGH', end: at('11:00'), anomalyId: 'a1' },
  ]);
  expect(regionsOfAnomalies([anomaly({ end: null })], span, 'LOW')).toMatchObject([
    { to: at('12:00'), end: null },
  ]);
});

test('what lies outside the span, or is too mild, is left out; what sticks out is clipped', () => {
  const early = anomaly({ start: '2026-01-01T07:00:00.000Z', end: '2026-01-01T08:00:00.000Z' });
  expect(regionsOfAnomalies([early], span, 'LOW')).toEqual([]);
  expect(regionsOfAnomalies([anomaly()], span, 'CRITICAL')).toEqual([]);
  const long = anomaly({ start: '2026-01-01T07:00:00.000Z', end: '2026-01-02T08:00:00.000Z' });
  expect(regionsOfAnomalies([long], span, 'LOW')).toMatchObject([span]);
});

test('too many: the worst are kept, in order of time', () => {
  const mild = Array.from({ length: MOST_REGIONS }, (_, i) =>
    anomaly({ id: `m${i}`, severity: 'LOW', score: 31 }),
  );
  const worst = anomaly({ id: 'worst', severity: 'CRITICAL', score: 99, start: '2026-01-01T10:30:00.000Z' });
  const regions = regionsOfAnomalies([...mild, worst], span, 'LOW');
  expect(regions).toHaveLength(MOST_REGIONS);
  expect(regions.at(-1)?.anomalyId).toBe('worst');
});

test('runs of scores become regions with their worst severity', () => {
  const columns = { time: [0, 1, 2, 3, 4, 5], value: [], score: [0, 45, 75, null, 35, 55] };
  expect(regionsOfScores(columns, 'MEDIUM')).toMatchObject([
    { from: 1, to: 3, severity: 'CRITICAL', score: 75 },
    { from: 5, to: 5, severity: 'HIGH', score: 55 },
  ]);
  expect(regionsOfScores({ time: [1, 2], value: [] }, 'LOW')).toEqual([]);
});

test('any scores: regions lie in order, apart from each other, and reach the lowest severity', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 100, noNaN: true })),
      fc.constantFrom(...SEVERITIES),
      (score, lowest) => {
        const time = score.map((_, row) => row);
        const regions = regionsOfScores({ time, value: score, score }, lowest);
        const covered = new Set(regions.flatMap((r) => time.filter((t) => r.from <= t && t <= r.to)));
        regions.forEach((region, i) => {
          expect(region.from).toBeLessThanOrEqual(region.to);
          const next = regions[i + 1];
          if (next) expect(region.to).toBeLessThan(next.from);
        });
        if (score.every((s) => s < 30)) expect(covered.size).toBe(0);
      },
    ),
  );
});

test('of regions over each other, the worst answers', () => {
  const regions = regionsOfAnomalies(
    [anomaly(), anomaly({ id: 'a2', severity: 'CRITICAL', score: 80 })],
    span,
    'LOW',
  );
  expect(regionAt(regions, at('10:30'))?.anomalyId).toBe('a2');
  expect(regionAt(regions, at('09:30'))).toBeUndefined();
});
