import { expect, test } from 'vitest';
import { SEVERITIES, isAtLeast, severityColour, severityFrom, severityName, worstFirst } from './severity.ts';

test('worst first', () => {
  expect([...SEVERITIES].sort(worstFirst)).toEqual(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']);
});

test('each severity has a colour and a name of its own', () => {
  expect(new Set(SEVERITIES.map(severityColour)).size).toBe(SEVERITIES.length);
  expect(new Set(SEVERITIES.map(severityName)).size).toBe(SEVERITIES.length);
  for (const severity of SEVERITIES) expect(severityColour(severity)).toMatch(/^#[0-9A-F]{6}$/);
});

test('a severity is at least itself', () => {
  expect(isAtLeast('HIGH', 'HIGH')).toBe(true);
  expect(isAtLeast('MEDIUM', 'HIGH')).toBe(false);
});

test('a score below the lowest severity asked for has none', () => {
  expect(severityFrom(45, 'LOW')).toBe('MEDIUM');
  expect(severityFrom(45, 'HIGH')).toBeUndefined();
  expect(severityFrom(12, 'LOW')).toBeUndefined();
});
