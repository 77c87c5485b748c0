import type { Alert, AlertStatus, Anomaly, Silence } from '@lapwing/contract';
import { z } from 'zod';
import type { IncidentStore } from '../stores/incident-store.ts';
import { decodeCursor, encodeCursor } from '../stores/page-cursor.ts';
import type { Page, PageRequest, ScoreStore } from '../stores/score-store.ts';
import { alertOf } from './alert-state.ts';

/** Anomalies read at once. */
const ANOMALIES_A_STEP = 1_000;
/** Open alerts looked at: more of them at once are no longer told apart by anybody. */
const OPEN_MOST = 20_000;

export interface AlertView {
  scores: Pick<ScoreStore, 'anomalies'>;
  incidents: Pick<IncidentStore, 'incident' | 'incidentOf'>;
  /** Those that hold now. */
  silences: readonly Silence[];
}

/** Start and id of the last alert of a page. */
const Place = z.tuple([z.string(), z.string()]);

/** Anomalies that somebody is told of, newest first; those of one status when `status` is given. */
export function listAlerts(view: AlertView, status: AlertStatus | undefined, page: PageRequest): Page<Alert> {
  const { scores, incidents, silences } = view;
  const told = (anomaly: Anomaly): Alert => alertOf(anomaly, incidents, silences);
  if (status === undefined || status === 'resolved') {
    const filter = { alert: 'raised', ...(status === 'resolved' && { open: false }) } as const;
    const found = scores.anomalies(filter, page);
    return { ...found, items: found.items.map(told) };
  }
  // How an open one stands is its incident's and the silences' to say: there are few of them, so all are looked at.
  const alerts = openAnomalies(scores)
    .map(told)
    .filter((alert) => alert.status === status);
  const after = page.cursor === undefined ? undefined : decodeCursor(page.cursor, Place);
  const rest = after === undefined ? alerts : alerts.filter((alert) => comesAfter(alert, after));
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  const next =
    rest.length > items.length && last !== undefined ? encodeCursor([last.started_at, last.id]) : null;
  return { items, next, total: alerts.length };
}

function comesAfter({ started_at, id }: Alert, [start, lastId]: [string, string]): boolean {
  return started_at < start || (started_at === start && id < lastId);
}

function openAnomalies(scores: AlertView['scores']): Anomaly[] {
  const found: Anomaly[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < OPEN_MOST;) {
    const page = { limit: ANOMALIES_A_STEP, ...(cursor !== undefined && { cursor }) };
    const { items, next } = scores.anomalies({ alert: 'raised', open: true }, page);
    found.push(...items);
    cursor = next;
  }
  return found.sort((a, b) => (a.start !== b.start ? (a.start < b.start ? 1 : -1) : a.id < b.id ? 1 : -1));
}
