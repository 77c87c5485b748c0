import type { DatabaseSync } from 'node:sqlite';
import { Incident, IncidentSummary } from '@lapwing/contract';
import { z } from 'zod';
import type { IncidentFilter, IncidentResponse, IncidentStore, StoredIncident } from '../incident-store.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import type { Page, PageRequest } from '../score-store.ts';
import { add, where, type Conditions } from './conditions.ts';
import { severityRank } from './severity-rank.ts';
import { row, rows, transaction } from './sql.ts';

/** Start (epoch ms) and id of the last incident of a page. */
const Place = z.tuple([z.number(), z.string()]);

interface IncidentRow {
  id: string;
  seq: number;
  start_time: number;
  body: string;
}

/** The incident store on a database with INCIDENT_TABLES; the score store's own, so that a commit holds both. */
export function createSqliteIncidentStore(db: DatabaseSync): IncidentStore {
  const statements = prepare(db);
  const last = (): number => row<{ last: number }>(statements.sequence)?.last ?? 0;

  const put = ({ incident, anomalyIds }: StoredIncident, seq: number): void => {
    const { id, status, severity, started_at, resolved_at } = incident;
    const end = resolved_at === null ? null : Date.parse(resolved_at);
    const body = JSON.stringify(incident);
    statements.put.run(id, seq, status, severityRank(severity), Date.parse(started_at), end, body);
    statements.clearServices.run(id);
    for (const service of new Set(incident.services)) statements.addService.run(service, id);
    const anomalies = JSON.stringify(anomalyIds);
    statements.dropAnomalies.run(id, anomalies);
    statements.addAnomalies.run(id, anomalies);
  };

  const storedOf = ({ id, body }: IncidentRow): StoredIncident => ({
    incident: Incident.parse(JSON.parse(body)),
    anomalyIds: rows<{ anomaly: string }>(statements.anomaliesOf, id).map(({ anomaly }) => anomaly),
  });

  return {
    commit({ incidents, pieces, cursor }) {
      transaction(db, () => {
        let seq = last();
        for (const stored of incidents) put(stored, ++seq);
        statements.setSequence.run(seq);
        for (const [key, piece] of pieces) {
          if (piece === undefined) statements.removePiece.run(key);
          else statements.putPiece.run(key, piece);
        }
        statements.setCursor.run(cursor);
      });
    },
    book() {
      const known = row<{ cursor: number }>(statements.cursor);
      if (known === undefined) return undefined;
      const pieces = rows<{ key: string; body: string }>(statements.pieces);
      return { pieces: pieces.map(({ key, body }) => [key, body]), cursor: known.cursor };
    },
    incidents: (filter, page) => pageOfIncidents(db, filter, page),
    incident(id) {
      const found = row<IncidentRow>(statements.byId, id);
      return found && storedOf(found);
    },
    incidentOf: (anomalyId) => row<{ incident: string }>(statements.incidentOf, anomalyId)?.incident,
    responses: (filter) => responsesOf(db, filter),
    stretches: ({ from, to }, most) =>
      rows<{ first: string; last: string | null; open: number }>(statements.stretches, from, to, most).map(
        ({ first, last, open }) => ({
          from: Date.parse(first),
          to: open > 0 || last === null ? Infinity : Date.parse(last),
        }),
      ),
    incidentsAfter: (seq, most) =>
      rows<IncidentRow>(statements.after, seq, most).map((found) => ({ seq: found.seq, ...storedOf(found) })),
    expire: (beforeMs) =>
      transaction(db, () => {
        const gone = rows<{ id: string }>(statements.over, beforeMs);
        for (const { id } of gone) {
          statements.clearServices.run(id);
          statements.clearAnomalies.run(id);
          statements.remove.run(id);
        }
        return gone.length;
      }),
  };
}

function prepare(db: DatabaseSync) {
  return {
    sequence: db.prepare("SELECT last FROM sequences WHERE name = 'incidents'"),
    setSequence: db.prepare("UPDATE sequences SET last = ? WHERE name = 'incidents'"),
    put: db.prepare(`INSERT INTO incidents (id, seq, status, severity, start_time, end_time, body)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, status = excluded.status,
      severity = excluded.severity, start_time = excluded.start_time, end_time = excluded.end_time,
      body = excluded.body`),
    clearServices: db.prepare('DELETE FROM incident_services WHERE incident = ?'),
    addService: db.prepare('INSERT INTO incident_services (service, incident) VALUES (?, ?)'),
    clearAnomalies: db.prepare('DELETE FROM incident_anomalies WHERE incident = ?'),
    // An incident of thousands of anomalies gets some more at each step: those that are there already stay.
    dropAnomalies: db.prepare(`DELETE FROM incident_anomalies
      WHERE incident = ?1 AND anomaly NOT IN (SELECT value FROM json_each(?2))`),
    addAnomalies: db.prepare(`INSERT INTO incident_anomalies (anomaly, incident)
      SELECT value, ?1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`),
    putPiece: db.prepare(`INSERT INTO incident_pieces (key, body) VALUES (?, ?)
      ON CONFLICT (key) DO UPDATE SET body = excluded.body`),
    removePiece: db.prepare('DELETE FROM incident_pieces WHERE key = ?'),
    pieces: db.prepare('SELECT key, body FROM incident_pieces ORDER BY place'),
    setCursor: db.prepare(`INSERT INTO incident_cursor (only_row, cursor) VALUES (1, ?)
      ON CONFLICT (only_row) DO UPDATE SET cursor = excluded.cursor`),
    cursor: db.prepare('SELECT cursor FROM incident_cursor'),
    byId: db.prepare('SELECT id, seq, start_time, body FROM incidents WHERE id = ?'),
    anomaliesOf: db.prepare('SELECT anomaly FROM incident_anomalies WHERE incident = ?'),
    incidentOf: db.prepare(`SELECT a.incident FROM incident_anomalies a JOIN incidents i ON i.id = a.incident
      WHERE a.anomaly = ? AND i.status <> 'merged'`),
    // Times are written alike (ISO, UTC): their texts are in their order.
    stretches: db.prepare(`SELECT min(json_extract(p.value, '$.start')) AS first,
        max(json_extract(p.value, '$.end')) AS last, sum(json_extract(p.value, '$.end') IS NULL) AS open
      FROM (SELECT id, body FROM incidents
        WHERE (end_time IS NULL OR end_time > ?) AND start_time < ? AND status <> 'merged'
        ORDER BY start_time DESC, id DESC LIMIT ?) i, json_each(i.body, '$.parts') p
      GROUP BY i.id ORDER BY first`),
    after: db.prepare('SELECT id, seq, start_time, body FROM incidents WHERE seq > ? ORDER BY seq LIMIT ?'),
    over: db.prepare(`SELECT id FROM incidents WHERE start_time < ?1
      AND (end_time < ?1 OR status = 'merged') LIMIT 1000`),
    remove: db.prepare('DELETE FROM incidents WHERE id = ?'),
  };
}

function pageOfIncidents(db: DatabaseSync, filter: IncidentFilter, page: PageRequest): Page<IncidentSummary> {
  const conditions = conditionsOf(filter);
  const counted = row<{ total: number }>(
    db.prepare(`SELECT count(*) AS total FROM incidents ${where(conditions)}`),
    ...conditions.values,
  );
  if (page.cursor !== undefined) {
    add(conditions, '(start_time, id) < (?, ?)', ...decodeCursor(page.cursor, Place));
  }
  const found = rows<IncidentRow>(
    db.prepare(`SELECT id, seq, start_time, body FROM incidents ${where(conditions)}
      ORDER BY start_time DESC, id DESC LIMIT ?`),
    ...conditions.values,
    page.limit + 1,
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const next =
    found.length > items.length && last !== undefined ? encodeCursor([last.start_time, last.id]) : null;
  // A summary is an incident without its parts: the schema takes what it knows.
  return {
    items: items.map(({ body }) => IncidentSummary.parse(JSON.parse(body))),
    next,
    total: counted?.total ?? 0,
  };
}

function responsesOf(
  db: DatabaseSync,
  filter: Parameters<IncidentStore['responses']>[0],
): IncidentResponse[] {
  const { from, to, ...rest } = filter;
  const conditions = conditionsOf(rest);
  add(conditions, 'start_time >= ?', from);
  add(conditions, 'start_time < ?', to);
  const first = (what: string): string => `(SELECT min(json_extract(e.value, '$.at'))
    FROM json_each(incidents.body, '$.history') e WHERE json_extract(e.value, '$.what') = '${what}')`;
  const found = rows<{
    start_time: number;
    end_time: number | null;
    opened: string | null;
    taken: string | null;
  }>(
    db.prepare(`SELECT start_time, end_time, ${first('opened')} AS opened, ${first('acknowledged')} AS taken
      FROM incidents ${where(conditions)} ORDER BY start_time, id`),
    ...conditions.values,
  );
  const time = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment));
  return found.map(({ start_time, end_time, opened, taken }) => ({
    start: start_time,
    opened: time(opened),
    acknowledged: time(taken),
    resolved: end_time,
  }));
}

function conditionsOf({ from, to, statuses, severities, service }: IncidentFilter): Conditions {
  const conditions: Conditions = { parts: [], values: [] };
  if (from !== undefined) add(conditions, '(end_time IS NULL OR end_time > ?)', from);
  if (to !== undefined) add(conditions, 'start_time < ?', to);
  if (statuses === undefined) add(conditions, "status <> 'merged'");
  else add(conditions, `status IN (${statuses.map(() => '?').join(', ')})`, ...statuses);
  if (severities !== undefined) {
    const ranks = severities.map(severityRank);
    add(conditions, `severity IN (${ranks.map(() => '?').join(', ')})`, ...ranks);
  }
  if (service !== undefined) {
    add(conditions, 'id IN (SELECT incident FROM incident_services WHERE service = ?)', service);
  }
  return conditions;
}
