import { expect, test } from 'vitest';
import { MINUTE_MS, minutely } from '../pipeline/test-runs.ts';
import { NO_INPUTS, type VerdictInputs } from '../verdict/inputs.ts';
import { fixInputs, thawInputs } from './fixed-inputs.ts';

const BEGIN = Date.UTC(2026, 10, 22);
const minute = (at: number): number => BEGIN + at * MINUTE_MS;
const plan = (calendar?: string) => ({
  detector: minutely(
    calendar === undefined ? {} : { suppress: { windows: [{ type: 'calendar' as const, calendar }] } },
  ),
  begin: minute(0),
  from: minute(0),
  until: minute(60),
  points: 10,
});
/** Two events that touch, a gap, and the first one again. */
const inputs: VerdictInputs = {
  ...NO_INPUTS,
  calendars: {
    eventAt(name, time) {
      if (name !== 'holidays') return undefined;
      const at = (time - BEGIN) / MINUTE_MS;
      if (at >= 5 && at < 10) return 'one';
      if (at >= 10 && at < 12) return 'two';
      return at >= 50 ? 'one' : undefined;
    },
  },
};

test('events of a calendar, after a way through plain values, at every interval', () => {
  const fixed = fixInputs(plan('holidays'), inputs);
  expect(fixed.calendars.get('holidays')).toHaveLength(3);
  const thawed = thawInputs(structuredClone(fixed));
  for (let at = 0; at < 60; at++) {
    expect(thawed.calendars.eventAt('holidays', minute(at))).toBe(
      inputs.calendars.eventAt('holidays', minute(at)),
    );
  }
  expect(thawed.calendars.eventAt('others', minute(6))).toBeUndefined();
});

test('calendars that the detector does not name are not asked', () => {
  expect(fixInputs(plan(), inputs).calendars.size).toBe(0);
});
