/**
 * Epoch numbers below this are seconds, others milliseconds: as seconds it lies in the year 5138, as
 * milliseconds in March 1973, and monitoring data is from neither.
 */
const LOWEST_MILLISECONDS = 1e11;
/** Beyond this a number would be micro- or nanoseconds, which are refused instead of guessed at. */
const HIGHEST_MILLISECONDS = 1e14;

const EPOCH = /^-?\d{1,14}(?:\.\d+)?$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Epoch milliseconds of a time as files write it, or undefined when it is none: ISO 8601 (date and time parted by `T`
 * or a space; UTC when no offset is given), or an epoch in seconds or milliseconds.
 *
 * @example parseTimestamp('2015-02-26 21:42:53') // 1424986973000
 * @example parseTimestamp('1493568000') // 1493568000000
 */
export function parseTimestamp(text: string): number | undefined {
  const trimmed = text.trim();
  return EPOCH.test(trimmed) ? fromEpoch(Number(trimmed)) : fromIso(trimmed);
}

function fromEpoch(value: number): number | undefined {
  const size = Math.abs(value);
  if (size >= HIGHEST_MILLISECONDS) return undefined;
  return Math.round(size < LOWEST_MILLISECONDS ? value * 1000 : value);
}

function fromIso(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset = 'Z'] = parts;
  const local = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  // Date.UTC rolls over what does not exist (30 February, 25 o'clock) in silence.
  const back = new Date(local);
  if (back.getUTCMonth() !== +month - 1 || back.getUTCDate() !== +day || back.getUTCHours() !== +hour) {
    return undefined;
  }
  if (+minute > 59 || +second > 59 || back.getUTCFullYear() !== +year) return undefined;
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
  return local + milliseconds - offsetMinutes(offset) * 60_000;
}

function offsetMinutes(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0'));
}
