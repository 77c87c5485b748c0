import type { RawSpan, ShownSpan } from '@lapwing/visuals';
import moment from 'moment-timezone';

const RELATIVE = /^now(?:([-+])(\d+)([smhdwMy]))?(?:\/([smhdwMy]))?$/;
const SHORTEST_MS = 1_000;

/** A range as epoch ms. `now` is epoch ms; `/d` and the like round in the zone (IANA; undefined: the browser's). */
export function spanOf(raw: RawSpan, now: number, timeZone: string | undefined): ShownSpan {
  const from = timeOf(raw.from, now, timeZone, false);
  return { from, to: Math.max(from + SHORTEST_MS, timeOf(raw.to, now, timeZone, true)) };
}

function timeOf(text: string, now: number, timeZone: string | undefined, end: boolean): number {
  if (/^\d+$/.test(text)) return Number(text);
  const relative = RELATIVE.exec(text);
  if (relative === null) return Date.parse(text);
  const [, sign, amount, unit, rounded] = relative;
  const time = timeZone === undefined ? moment(now) : moment.tz(now, timeZone);
  if (sign !== undefined && unit !== undefined) {
    time[sign === '-' ? 'subtract' : 'add'](Number(amount), unit as moment.DurationInputArg2);
  }
  if (rounded !== undefined) time[end ? 'endOf' : 'startOf'](rounded as moment.unitOfTime.StartOf);
  return time.valueOf();
}
