import type { Incident } from '@lapwing/contract';
import { expect, test } from 'vitest';
import { Incidents } from './incidents.ts';

const told = (id: string, minute: number, status: Incident['status'] = 'open'): Incident =>
  ({ id, status, started_at: new Date(minute * 60_000).toISOString() }) as Incident;

test('an incident is there once, as it stands now, the newest first', () => {
  const incidents = new Incidents();
  incidents.take(told('a', 1));
  incidents.take(told('b', 2));
  incidents.take(told('a', 1, 'resolved'));
  expect(incidents.newest.map(({ id, status }) => `${id} ${status}`)).toEqual(['b open', 'a resolved']);
});

test('one that another took in is gone', () => {
  const incidents = new Incidents();
  incidents.take(told('a', 1));
  incidents.take(told('a', 1, 'merged'));
  expect(incidents.newest).toEqual([]);
});

test('only the newest are kept, whatever comes in between', () => {
  const incidents = new Incidents();
  for (const minute of [9, 1, 8, 2, 7, 3, 6]) incidents.take(told(`i${minute}`, minute));
  expect(incidents.newest.map(({ id }) => id)).toEqual(['i9', 'i8', 'i7', 'i6', 'i3']);
});
