import { type TimeRange, dateTime, rangeUtil } from '@grafana/data';
import type { RawSpan, ShownSpan } from '../routes.ts';

/** A range out of the page's address, as Grafana's time picker takes it. */
export function timeRangeOf(raw: RawSpan, timeZone: string): TimeRange {
  const moment = (text: string) => (/^\d+$/.test(text) ? dateTime(Number(text)) : text);
  return rangeUtil.convertRawToRange({ from: moment(raw.from), to: moment(raw.to) }, timeZone);
}

export function spanOf(range: TimeRange): ShownSpan {
  return { from: range.from.valueOf(), to: range.to.valueOf() };
}

/** What to write into the address: what is relative to now stays so. */
export function rawOf(range: TimeRange): RawSpan {
  const text = (moment: TimeRange['raw']['from']): string =>
    typeof moment === 'string' ? moment : String(moment.valueOf());
  return { from: text(range.raw.from), to: text(range.raw.to) };
}

/** Moved by half of its length, back (-1) or forth (1). */
export function moved(span: ShownSpan, direction: -1 | 1): ShownSpan {
  const by = (direction * (span.to - span.from)) / 2;
  return { from: span.from + by, to: span.to + by };
}

/** Twice as long, about the same middle, and never beyond `now`. */
export function widened(span: ShownSpan, now: number): ShownSpan {
  const half = (span.to - span.from) / 2;
  return { from: span.from - half, to: Math.max(span.to, Math.min(now, span.to + half)) };
}
