/** Whole numbers from here on are milliseconds: as seconds they would lie after the year 5138. */
const MILLISECONDS_FROM = 1e11;
const ZONED = /(Z|[+-]\d{2}:?\d{2})$/i;
const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Epoch ms of `text`: ISO 8601 (a space for the T is fine; UTC where no zone is named) or epoch seconds or
 * milliseconds; undefined when it is none of these.
 */
export function parseTimestamp(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    const n = Number(trimmed);
    return Math.round(n >= MILLISECONDS_FROM ? n : n * 1000);
  }
  if (!DATE.test(trimmed)) return undefined;
  const iso = trimmed.replace(' ', 'T');
  const time = Date.parse(ZONED.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
  return Number.isNaN(time) ? undefined : time;
}
