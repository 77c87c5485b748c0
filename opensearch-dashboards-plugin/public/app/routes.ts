import type { RawSpan, ShownSpan } from '@lapwing/visuals';

export type Route =
  | { page: 'overview' }
  | { page: 'incidents' }
  | { page: 'incident'; id: string }
  | { page: 'signals' }
  | { page: 'signal'; id: string; span: RawSpan };

/** What a signal's page shows when its address doesn't say. */
export const DEFAULT_SPAN: RawSpan = { from: 'now-6h', to: 'now' };

/** Which page a location within the app means; what is unknown is the overview. */
export function routeOf(pathname: string, search: string): Route {
  const [page, id] = pathname.split('/').filter(Boolean);
  if (page === 'incidents') return id ? { page: 'incident', id: decoded(id) } : { page: 'incidents' };
  if (page !== 'signals') return { page: 'overview' };
  if (!id) return { page: 'signals' };
  const query = new URLSearchParams(search);
  const span = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  return {
    page: 'signal',
    id: decoded(id),
    span: isMoment(span.from) && isMoment(span.to) ? span : DEFAULT_SPAN,
  };
}

export const OVERVIEW_PATH = '/';
export const INCIDENTS_PATH = '/incidents';
export const SIGNALS_PATH = '/signals';

export function incidentPath(id: string): string {
  return `${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
}

export function signalPath(id: string, span?: ShownSpan | RawSpan): string {
  const path = `${SIGNALS_PATH}/${encodeURIComponent(id)}`;
  if (span === undefined) return path;
  return `${path}?${new URLSearchParams({ from: moment(span.from), to: moment(span.to) }).toString()}`;
}

function moment(time: number | string): string {
  return typeof time === 'number' ? String(Math.round(time)) : time;
}

/** Epoch ms, ISO 8601, or relative to now (`now-6h`, `now/d`). */
function isMoment(text: string): boolean {
  return (
    /^\d{1,15}$/.test(text) ||
    /^now([-+]\d+[smhdwMy])?(\/[smhdwMy])?$/.test(text) ||
    (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)))
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % in a link that somebody typed: the service will say that it knows no such thing.
    return part;
  }
}
