import { createDataFrame } from '@grafana/data';
import type { IncidentSummary } from '@lapwing/contract';
import { incidentDetail } from '@lapwing/visuals/testing/incident';
import { expect, test } from 'vitest';
import { incidentsTable } from '../datasource/frames/incidents-frame.ts';
import { incidentChoices } from './choose-incident.ts';

const one = (id: string, change: Partial<IncidentSummary> = {}): IncidentSummary => ({
  ...incidentDetail(),
  ...{ id, ...change },
});

test('what goes on comes first, the worst of it first; then what is over, newest first', () => {
  const table = incidentsTable('A', [
    one('newer', { status: 'resolved', started_at: '2026-01-01T10:30:00.000Z', severity: 'LOW' }),
    one('older', { status: 'resolved' }),
    one('mild', { severity: 'MEDIUM' }),
    one('worst', { status: 'acknowledged', score: 90 }),
    one('bad'),
  ]);
  expect(incidentChoices([table])?.map(({ id }) => id)).toEqual(['worst', 'bad', 'mild', 'newer', 'older']);
});

test('what the query’s answer holds is told in words: of a snapshot nothing else is to be had', () => {
  const [choice] =
    incidentChoices([incidentsTable('A', [one('a', { services: ['ledger', 'web'], anomalies: 3 })])]) ?? [];
  expect(choice?.summary).toBe('First suspect: ledger. Trouble in ledger, web. 3 anomalies.');
});

test('no incidents, and no query for them, are two things', () => {
  expect(incidentChoices([incidentsTable('A', [])])).toEqual([]);
  expect(incidentChoices([createDataFrame({ fields: [] })])).toBeUndefined();
});
