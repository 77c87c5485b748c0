import type { RawSpan, ShownSpan } from '@lapwing/visuals';
import { APP_ROOT } from '../ids.ts';

export { spanAround, type RawSpan, type ShownSpan } from '@lapwing/visuals';

export type Route =
  | { page: 'overview' }
  | { page: 'incidents' }
  | { page: 'overlays' }
  | { page: 'incident'; id: string }
  | { page: 'signals' }
  | { page: 'detectors' }
  | { page: 'detector'; id: string }
  | { page: 'new-detector' }
  | { page: 'trends' }
  | { page: 'alerts' }
  | { page: 'settings' }
  | { page: 'signal'; id: string; span: RawSpan };

/** What a signal's page shows when its address doesn't say. */
export const DEFAULT_SPAN: RawSpan = { from: 'now-6h', to: 'now' };
const MOMENT = /^(\d{1,15}|now([-+]\d+[smhdwMy])?(\/[smhdwMy])?)$/;

const PLAIN = new Map(
  (['new-detector', 'trends', 'alerts', 'settings'] as const).map((page): [string, Route] => [
    page,
    { page },
  ]),
);

/** Which page a location means; what is unknown is the overview. */
export function routeOf(pathname: string, search: string): Route {
  const place = pathname.indexOf(APP_ROOT);
  const [page, id] = pathname
    .slice(place < 0 ? 0 : place + APP_ROOT.length)
    .split('/')
    .filter(Boolean);
  if (page === 'incidents') return id ? { page: 'incident', id: decoded(id) } : { page: 'incidents' };
  if (page === 'overlays') return { page };
  if (page === 'detectors') return id ? { page: 'detector', id: decoded(id) } : { page: 'detectors' };
  if (page !== 'signals') return PLAIN.get(page ?? '') ?? { page: 'overview' };
  if (!id) return { page: 'signals' };
  const query = new URLSearchParams(search);
  const span = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  const sensible = MOMENT.test(span.from) && MOMENT.test(span.to) && !(Number(span.from) >= Number(span.to));
  return { page: 'signal', id: decoded(id), span: sensible ? span : DEFAULT_SPAN };
}

export const INCIDENTS_PATH = `${APP_ROOT}/incidents`;

export const SIGNALS_PATH = `${APP_ROOT}/signals`;
export const DETECTORS_PATH = `${APP_ROOT}/detectors`;
export const NEW_DETECTOR_PATH = `${APP_ROOT}/new-detector`;
export const TRENDS_PATH = `${APP_ROOT}/trends`;
export const ALERTS_PATH = `${APP_ROOT}/alerts`;
export const SETTINGS_PATH = `${APP_ROOT}/settings`;

/** A detector's page; its settings unless another part of it is named. */
export function detectorPath(id: string, part?: 'backtest'): string {
  const path = `${DETECTORS_PATH}/${encodeURIComponent(id)}`;
  return part === undefined ? path : `${path}?part=${part}`;
}

export function incidentPath(id: string): string {
  return `${INCIDENTS_PATH}/${encodeURIComponent(id)}`;
}

/** The page of a signal, showing `span`. */
export function signalPath(id: string, span?: ShownSpan | RawSpan): string {
  const path = `${SIGNALS_PATH}/${encodeURIComponent(id)}`;
  return span
    ? `${path}?${new URLSearchParams({ from: moment(span.from), to: moment(span.to) }).toString()}`
    : path;
}

function moment(time: number | string): string {
  return typeof time === 'number' ? String(Math.round(time)) : time;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % in a link that somebody typed: the service will say that it knows no such signal.
    return part;
  }
}
