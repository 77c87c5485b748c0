import { parseTimestamp } from '../csv/timestamp.ts';

/** Epoch numbers from here on are microseconds (as milliseconds the year 5138), from a thousand times that nanoseconds. */
const LOWEST_MICROSECONDS = 1e14;
const LOWEST_NANOSECONDS = 1e17;
const DIGITS = /^\d{15,20}(?:\.\d+)?$/;

/** Epoch milliseconds of a time in a case folder: ISO 8601, or an epoch in seconds, milli-, micro- or nanoseconds. */
export function caseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? fromNumber(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (isUtc(text)) {
    const time = Date.parse(text);
    if (!Number.isNaN(time)) return time;
  }
  return DIGITS.test(text) ? fromNumber(Number(text)) : parseTimestamp(text);
}

function fromNumber(value: number): number | undefined {
  if (value >= LOWEST_NANOSECONDS) return value / 1e6;
  if (value >= LOWEST_MICROSECONDS) return value / 1e3;
  // Fractions of a second are told in epoch seconds too: parseTimestamp rounds them to milliseconds.
  return parseTimestamp(String(value));
}

/** `2023-01-29T08:39:16.546Z`, by far the most frequent form, which the engine reads at once. */
function isUtc(text: string): boolean {
  return text.length === 24 && text.endsWith('Z') && text[10] === 'T';
}
