import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeptEventStore } from '../kept-events.ts';
import { createSqliteKeptEvents } from './kept-events.ts';
import { storeError } from './sql.ts';

/** The file in a data folder that holds what was kept of spans and lines, beside calls and templates. */
export const TELEMETRY_FILE = 'telemetry.db';

/**
 * What the process that holds a data folder keeps there, read by a thread of it over a connection of its own: it sees what was
 * committed. Throws LapwingError STORE_UNAVAILABLE.
 */
export function openKeptEvents(dataFolder: string): Pick<KeptEventStore, 'minutes' | 'range'> {
  const file = path.join(dataFolder, TELEMETRY_FILE);
  try {
    return createSqliteKeptEvents(new DatabaseSync(file, { readOnly: true }));
  } catch (error) {
    throw storeError(error, file);
  }
}
