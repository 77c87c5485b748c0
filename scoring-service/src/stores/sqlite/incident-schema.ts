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
