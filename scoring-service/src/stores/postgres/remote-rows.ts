import type { ClientBase } from 'pg';
import { LapwingError } from '../../errors.ts';
import type { TableChange } from './local-rows.ts';
import { TABLES, type Cell, type Row, type Table } from './tables.ts';

/** SQL of each version of the schema, oldest first. A version that was released is never edited: a new one is added. */
const MIGRATIONS: readonly string[] = [
  [
    ...TABLES.map(createTable),
    'CREATE TABLE lapwing (one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL, owner text)',
    'INSERT INTO lapwing (version) VALUES (0)',
  ].join(';\n'),
];
/** Parameters of one statement: PostgreSQL takes 65,535 (its protocol counts them in 16 bits). */
const MOST_PARAMETERS = 30_000;

/** Makes the schema, or brings it to the newest version. Throws STORE_UNAVAILABLE when it is newer than this program. */
export async function migrate(client: ClientBase, schema: string, where: string): Promise<void> {
  await inTransaction(client, async () => {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`);
    await client.query(`SELECT set_config('search_path', $1, false)`, [client.escapeIdentifier(schema)]);
    const { rows: there } = await client.query<{ name: string | null }>(
      `SELECT to_regclass('lapwing') AS name`,
    );
    const version = (there[0]?.name ?? null) === null ? 0 : await versionOf(client);
    if (version > MIGRATIONS.length) {
      throw new LapwingError('STORE_UNAVAILABLE', {
        message: `the schema "${schema}" has version ${version}; this program knows versions up to ${MIGRATIONS.length}`,
        where,
        hint: 'start the newer Lapwing that wrote it, or name another schema (data.postgres.schema)',
      });
    }
    if (version === MIGRATIONS.length) return;
    for (const sql of MIGRATIONS.slice(version)) await client.query(sql);
    await client.query('UPDATE lapwing SET version = $1', [MIGRATIONS.length]);
  });
}

async function versionOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>('SELECT version FROM lapwing');
  return rows[0]?.version ?? 0;
}

/** The data folder whose administration this is; null while it is nobody's. */
export async function ownerOf(client: ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ owner: string | null }>('SELECT owner FROM lapwing');
  return rows[0]?.owner ?? null;
}

export async function own(client: ClientBase, folderId: string): Promise<void> {
  await client.query('UPDATE lapwing SET owner = $1', [folderId]);
}

/** All rows of a table. */
export async function readAll(client: ClientBase, { name, columns }: Table): Promise<Row[]> {
  const { rows } = await client.query<Cell[]>({
    text: `SELECT ${columns.map((column) => column.name).join(', ')} FROM ${name}`,
    rowMode: 'array',
  });
  return rows.map((row) =>
    row.map((cell, i) => (columns[i].type === 'bigint' && cell !== null ? Number(cell) : cell)),
  );
}

/** Makes these changes, all of them or none. */
export async function write(client: ClientBase, changes: readonly TableChange[]): Promise<void> {
  await inTransaction(client, async () => {
    for (const { table, put, gone } of changes) {
      await remove(client, table, gone);
      await upsert(client, table, put);
    }
  });
}

async function upsert(client: ClientBase, { name, key, columns }: Table, put: readonly Row[]): Promise<void> {
  const names = columns.map((column) => column.name);
  const rest = names.filter((one) => !key.includes(one));
  for (const part of parts(put, names.length)) {
    const places = part.map(
      (_, i) => `(${names.map((_name, j) => `$${i * names.length + j + 1}`).join(', ')})`,
    );
    await client.query(
      `INSERT INTO ${name} (${names.join(', ')}) VALUES ${places.join(', ')}
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((one) => `${one} = excluded.${one}`).join(', ')}`,
      part.flat(),
    );
  }
}

async function remove(
  client: ClientBase,
  { name, key, columns }: Table,
  gone: readonly string[],
): Promise<void> {
  const type = (one: string): string => columns.find((column) => column.name === one)?.type ?? 'text';
  for (const part of parts(gone, key.length)) {
    const values = part.map((one) => JSON.parse(one) as Cell[]);
    const places = values.map(
      (_, i) => `(${key.map((one, j) => `$${i * key.length + j + 1}::${type(one)}`).join(', ')})`,
    );
    await client.query(
      `DELETE FROM ${name} WHERE (${key.join(', ')}) IN (${places.join(', ')})`,
      values.flat(),
    );
  }
}

function parts<Item>(items: readonly Item[], parametersEach: number): Item[][] {
  const size = Math.floor(MOST_PARAMETERS / parametersEach);
  const found: Item[][] = [];
  for (let i = 0; i < items.length; i += size) found.push(items.slice(i, i + size));
  return found;
}

/** Runs `work` in one transaction: all of it is stored, or none of it. */
async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    // A connection that broke rolls back by itself; what it says then would hide the first error.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function createTable({ name, key, columns }: Table): string {
  const lines = columns.map((column) => `${column.name} ${column.type}${column.nullable ? '' : ' NOT NULL'}`);
  return `CREATE TABLE ${name} (${lines.join(', ')}, PRIMARY KEY (${key.join(', ')}))`;
}
