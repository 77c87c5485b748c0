import { describe, expect, test } from 'vitest';
import { eventCounts } from './events.ts';
import { runsOf } from './ranges.ts';

const rows = (text: string): number[] => [...text].map((c) => (c === '#' ? 1 : 0));

test('runs, also at both ends', () => {
  expect(runsOf(rows('##..#'))).toEqual([
    { first: 0, last: 1 },
    { first: 4, last: 4 },
  ]);
  expect(runsOf(rows('...'))).toEqual([]);
  expect(runsOf([])).toEqual([]);
});

describe('alerts against events', () => {
  test('found with its delay, a false one, a missed one', () => {
    const counts = eventCounts(
      rows('...####......##...'), //
      rows('.....#...#........'),
      0,
    );
    expect(counts).toEqual({
      found: 1,
      events: 2,
      falseAlerts: 1,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      medianDelay: 2,
    });
  });

  test('alarms near each other are one alert', () => {
    const labels = rows('............##');
    const alarms = rows('#..#..........');
    expect(eventCounts(labels, alarms, 2).falseAlerts).toBe(2);
    expect(eventCounts(labels, alarms, 3).falseAlerts).toBe(1);
  });

  test('an alert that began before the event and reaches into it is no false one, and found at once', () => {
    const counts = eventCounts(rows('....###..'), rows('..####...'), 0);
    expect([counts.found, counts.falseAlerts, counts.medianDelay]).toEqual([1, 0, 0]);
  });

  test('silence finds nothing', () => {
    const counts = eventCounts(rows('.##.'), rows('....'), 12);
    expect([counts.precision, counts.recall, counts.f1]).toEqual([0, 0, 0]);
    expect(counts.medianDelay).toBeNaN();
  });

  test('no event, no alarm', () => {
    expect(eventCounts(rows('....'), rows('....'), 12).f1).toBe(0);
  });
});
