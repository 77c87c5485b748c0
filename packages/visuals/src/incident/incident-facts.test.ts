import { expect, test } from 'vitest';
import { incidentFacts } from './incident-facts.ts';
import { incidentDetail } from './testing.ts';

test('what goes on, and what is over', () => {
  const open = incidentDetail({ status: 'open', started_at: '2026-01-01T10:00:00.000Z', resolved_at: null });
  const now = Date.parse('2026-01-01T10:14:00.000Z');
  expect(incidentFacts(open, now)).toMatchObject({ since: now - 14 * 60_000, length: 'for 14 min', kin: [] });
  const over = { ...open, status: 'resolved' as const, resolved_at: '2026-01-01T12:00:00.000Z' };
  expect(incidentFacts(over, now).length).toBe('lasted 2 h');
});

test('one is not many; kin and what was not seen are told', () => {
  const detail = incidentDetail({
    ...{ services: ['web'], anomalies: 1, merged_into: 'other', split_from: 'first' },
    unseen: ['prometheus', 'jaeger'],
  });
  expect(incidentFacts(detail, 0)).toMatchObject({
    extent: '1 service, 1 anomaly',
    kin: [
      { id: 'other', text: 'part of another incident' },
      { id: 'first', text: 'split from another incident' },
    ],
    unseen: { text: 'prometheus, jaeger did not answer: what they would have said is missing here.' },
  });
});

test('what came too late is told, of whom and by how much', () => {
  const late = [
    { service: 'cart', spans: 12, seconds: 240 },
    ...['web', 'pay', 'mail', 'stock'].map((service) => ({ service, spans: 1, seconds: 60 })),
  ];
  expect(incidentFacts(incidentDetail({ late }), 0).unseen?.text).toBe(
    '16 spans of cart, web, pay and 2 more came up to 4 min after they ended, too late to be scored.',
  );
});
