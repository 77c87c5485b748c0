import { Client } from 'pg';
import { LapwingError } from '../../errors.ts';
import { difference, type LocalRows, type TableChange } from './local-rows.ts';
import { migrate, own, ownerOf, readAll, write } from './remote-rows.ts';
import { clientConfig, placeOf, type PostgresSettings } from './settings.ts';
import { TABLES, type Row } from './tables.ts';

/** A connection that holds the schema's lock: this process alone writes to it. */
export interface Session {
  /** The data folder whose administration lies there; null when it is empty. */
  owner(): Promise<string | null>;
  own(folderId: string): Promise<void>;
  readAll(): Promise<Map<string, Row[]>>;
  write(changes: readonly TableChange[]): Promise<void>;
  /** Why the connection ended by itself; undefined while it stands. */
  broken(): Error | undefined;
  end(): Promise<void>;
}

/**
 * Connects, locks and migrates. Throws LapwingError: STORE_UNAVAILABLE when it cannot be reached or used, CONFLICT while
 * another Lapwing holds the lock (PostgreSQL frees it with that one's connection).
 */
export async function openSession(settings: PostgresSettings): Promise<Session> {
  const where = placeOf(settings);
  const client = new Client(clientConfig(settings));
  let ended: Error | undefined;
  client.on('error', (error) => (ended = error));
  client.on('end', () => (ended ??= new Error('the database closed the connection')));
  try {
    await client.connect();
    // One number for each schema of the database; the lock itself is the database's.
    const lock = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
      [`lapwing/${settings.schema}`],
    );
    if (lock.rows[0]?.held !== true) throw locked(where);
    await migrate(client, settings.schema, where);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw known(error, where);
  }
  return {
    owner: () => ownerOf(client),
    own: (folderId) => own(client, folderId),
    async readAll() {
      const content = new Map<string, Row[]>();
      for (const table of TABLES) content.set(table.name, await readAll(client, table));
      return content;
    },
    write: (changes) => write(client, changes),
    broken: () => ended,
    end: () => client.end(),
  };
}

/** Puts what `content` lacks of the local rows there, and takes away what is there beyond them. */
export async function bringUpToDate(session: Session, local: LocalRows): Promise<void> {
  const theirs = await session.readAll();
  // All of this happens in one turn: what changes while it is being written is noted behind `upTo`.
  const upTo = local.lastNoted();
  const changes = TABLES.map((table) => difference(table, local.all(table), theirs.get(table.name) ?? []));
  await session.write(changes);
  local.settle(upTo);
}

function locked(where: string): LapwingError {
  return new LapwingError('CONFLICT', {
    message: 'another Lapwing keeps its administration there',
    where,
    hint: 'stop it first, or name another schema (data.postgres.schema)',
  });
}

function known(error: unknown, where: string): LapwingError {
  if (error instanceof LapwingError) return error;
  const said = error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error);
  return new LapwingError(
    'STORE_UNAVAILABLE',
    {
      message: `PostgreSQL cannot be used: ${said}`,
      where,
      hint: 'look at data.postgres (address, user, password, tls), and whether that user may create a schema there',
    },
    { cause: error },
  );
}
