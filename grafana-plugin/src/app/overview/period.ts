import type { ShownSpan } from '../routes.ts';
import type { PageQuery } from '../use-query.ts';

/** Which anomalies "recent" means: those of the last hours, or of a stretch of the past. */
export type Period = { hours: number } | { span: ShownSpan };

export const HOURS = [6, 24, 168] as const;
const DEFAULT_HOURS = 24;
const HOUR_MS = 3_600_000;

/** The period that the page's address means. */
export function periodOf(query: Pick<PageQuery, 'get'>): Period {
  const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
  if (from > 0 && to > from) return { span: { from, to } };
  return { hours: HOURS.find((one) => String(one) === query.get('hours')) ?? DEFAULT_HOURS };
}

/** The same as a stretch of time that ends now, or when it ended. Epoch ms. */
export function spanOfPeriod(period: Period, now: number): ShownSpan {
  return 'span' in period ? period.span : { from: now - period.hours * HOUR_MS, to: now };
}
