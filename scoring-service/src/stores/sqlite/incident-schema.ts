/** Incidents as the API answers them, beside what lists filter by; `book` is what the correlation knows, one row. */
export const INCIDENT_TABLES = `
  CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL,
    severity INTEGER NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX incidents_by_start ON incidents (start_time, id);

  CREATE TABLE incident_services (
    service TEXT NOT NULL,
    incident TEXT NOT NULL,
    PRIMARY KEY (service, incident)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_services_by_incident ON incident_services (incident);

  CREATE TABLE incident_anomalies (
    anomaly TEXT NOT NULL,
    incident TEXT NOT NULL,
    PRIMARY KEY (anomaly, incident)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_anomalies_by_incident ON incident_anomalies (incident);

  CREATE TABLE incident_book (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    book TEXT NOT NULL,
    cursor INTEGER NOT NULL
  ) STRICT;
  INSERT INTO sequences VALUES ('incidents', 0);
`;

/**
 * The book in pieces, in the order in which they were first put, so that a change writes what changed and not all of it. What was one
 * text is taken apart: its anomalies stood in it twice, once within the parts of their incident.
 */
export const INCIDENT_PIECES = `
  CREATE TABLE incident_pieces (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE incident_cursor (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    cursor INTEGER NOT NULL
  ) STRICT;
  INSERT INTO incident_cursor SELECT only_row, cursor FROM incident_book;

  INSERT INTO incident_pieces (key, body)
    SELECT 'anomaly ' || json_extract(a.value, '$.id'), a.value
    FROM incident_book, json_each(book, '$.active') a ORDER BY a.key;
  INSERT INTO incident_pieces (key, body)
    SELECT 'incident ' || json_extract(i.value, '$.id'), json_set(json_remove(i.value, '$.episodes'), '$.parts', json((
      SELECT json_group_array(json_object('id', json_extract(e.value, '$.id'), 'entity', json_extract(e.value, '$.entity'),
        'start', json_extract(e.value, '$.start'), 'end', json_extract(e.value, '$.end'),
        'score', json_extract(e.value, '$.score'), 'intervalMs', json_extract(e.value, '$.intervalMs'),
        'anomalies', json((SELECT json_group_array(json_extract(m.value, '$.id')) FROM json_each(e.value, '$.anomalies') m))))
      FROM json_each(i.value, '$.episodes') e)))
    FROM incident_book, json_each(book, '$.incidents') i ORDER BY i.key;
  INSERT INTO incident_pieces (key, body)
    SELECT 'beginning ' || json_extract(b.value, '$.id'), b.value
    FROM incident_book, json_each(book, '$.beginnings') b ORDER BY b.key;
  INSERT INTO incident_pieces (key, body)
    SELECT 'alone ' || json_extract(t.value, '$[0]'), json_extract(t.value, '$[1]')
    FROM incident_book, json_each(json_extract(book, '$.history'), '$.alone') t ORDER BY t.key;
  INSERT INTO incident_pieces (key, body)
    SELECT 'pair ' || json_extract(t.value, '$[0]'), json_extract(t.value, '$[1]')
    FROM incident_book, json_each(json_extract(book, '$.history'), '$.pairs') t ORDER BY t.key;
  INSERT INTO incident_pieces (key, body)
    SELECT 'book', json_object('version', 2, 'rate', json(json_extract(book, '$.rate')), 'time', json_extract(book, '$.time'))
    FROM incident_book;
  DROP TABLE incident_book;
`;
