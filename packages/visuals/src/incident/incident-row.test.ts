import { expect, test } from 'vitest';
import {
  MOST_INCIDENTS,
  filterIncidents,
  incidentRow,
  isOngoing,
  ongoingIncidents,
  statusName,
  withIncident,
} from './incident-row.ts';
import { incidentDetail } from './testing.ts';

const resolved = incidentDetail({
  ...{ id: 'old', status: 'resolved', severity: 'LOW', suspect: null, services: ['<b>x</b>'] },
  ...{ title: 'Trouble elsewhere', resolved_at: '2026-01-01T10:30:00.000Z' },
});

test('a row of an incident that goes on has no end; one that is over ends where it was resolved', () => {
  expect(incidentRow(incidentDetail())).toMatchObject({
    suspect: 'ledger',
    end: null,
    services: ['ledger', 'web'],
  });
  expect(incidentRow(resolved)).toMatchObject({
    suspect: undefined,
    end: Date.parse('2026-01-01T10:30:00.000Z'),
  });
  expect(incidentRow(incidentDetail({ status: 'merged' })).end).toBe(Date.parse('2026-01-01T10:03:00.000Z'));
  expect(isOngoing('acknowledged')).toBe(true);
  expect(statusName('acknowledged')).toBe('Acknowledged');
});

test('ongoing ones: unattended before acknowledged, then worst first', () => {
  const rows = ongoingIncidents([
    incidentDetail({ id: 'seen', status: 'acknowledged' }),
    resolved,
    incidentDetail({ id: 'mild', severity: 'MEDIUM', score: 99 }),
    incidentDetail({ id: 'loud', score: 80 }),
    incidentDetail({ id: 'b' }),
    incidentDetail({ id: 'a' }),
    incidentDetail({ id: 'newer', started_at: '2026-01-01T10:01:00.000Z' }),
  ]);
  expect(rows.map(({ id }) => id)).toEqual(['loud', 'newer', 'a', 'b', 'mild', 'seen']);
});

test('a changed incident takes its place; a merged one leaves', () => {
  const list = [incidentDetail(), resolved];
  expect(withIncident(list, incidentDetail({ title: 'new' }))[0]?.title).toBe('new');
  expect(withIncident(list, incidentDetail({ status: 'merged' }))).toEqual([resolved]);
  const full = Array.from({ length: MOST_INCIDENTS }, (_, i) => incidentDetail({ id: `o${i}` }));
  const next = withIncident(full, incidentDetail({ id: 'n', started_at: '2026-02-01T00:00:00.000Z' }));
  expect([next.length, next[0]?.id]).toEqual([MOST_INCIDENTS, 'n']);
});

test('filter by status, severity and words', () => {
  const rows = [incidentRow(incidentDetail()), incidentRow(resolved)];
  const ids = (change: object): string[] =>
    filterIncidents(rows, { statuses: [], severities: [], text: '', ...change }).map(({ id }) => id);
  expect(ids({})).toEqual(['i1', 'old']);
  expect(ids({ statuses: ['resolved'] })).toEqual(['old']);
  expect(ids({ severities: ['CRITICAL'] })).toEqual(['i1']);
  expect(ids({ text: 'WEB trouble' })).toEqual(['i1']);
  expect(ids({ text: '<b>' })).toEqual(['old']);
  expect(ids({ text: 'web elsewhere' })).toEqual([]);
});
