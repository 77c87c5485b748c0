import type { DatabaseSync } from 'node:sqlite';
import { row, rows, transaction } from '../sqlite/sql.ts';
import { keyOf, TABLES, type Cell, type Row, type Table } from './tables.ts';

/** What changed of one table: rows as they are now, and the keys (JSON arrays) of rows that are gone. */
export interface TableChange {
  table: Table;
  put: Row[];
  gone: string[];
}

interface Noted {
  seq: number;
  tbl: string;
  key: string;
}

/** More than one transaction of PostgreSQL should take at once. */
const MOST_NOTED = 5_000;

/** The rows of `admin.db`, and which of them changed since they were last asked for. */
export interface LocalRows {
  all(table: Table): Row[];
  /** What changed and was not yet `settled`, oldest first, up to some thousands of rows; empty when nothing did. */
  changes(): { changes: TableChange[]; upTo: number };
  /** How far has been noted; everything up to there is in what `all` gives in the same turn. */
  lastNoted(): number;
  /** Forgets what `changes` told up to there. */
  settle(upTo: number): void;
  /** Puts these rows in the place of all there are, without noting it. */
  replaceAll(content: ReadonlyMap<string, readonly Row[]>): void;
}

/**
 * Begins to note changes. The triggers are temporary: they belong to this connection, the only one that writes, and
 * leave nothing behind in the file.
 */
export function watchRows(db: DatabaseSync): LocalRows {
  db.exec(
    'CREATE TEMP TABLE noted (seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, key TEXT NOT NULL)',
  );
  for (const table of TABLES) db.exec(triggersOf(table));
  const noted = db.prepare('SELECT seq, tbl, key FROM temp.noted ORDER BY seq LIMIT ?');
  const last = db.prepare('SELECT max(seq) AS seq FROM temp.noted');
  const settle = db.prepare('DELETE FROM temp.noted WHERE seq <= ?');
  const every = new Map(
    TABLES.map((table) => [table.name, db.prepare(`${select(table)} ORDER BY ${table.key.join(', ')}`)]),
  );
  const one = new Map(
    TABLES.map((table) => [table.name, db.prepare(`${select(table)} WHERE ${where(table)}`)]),
  );
  const cells = (table: Table, row: Record<string, Cell>): Row =>
    table.columns.map(({ name }) => storable(row[name]));

  function all(table: Table): Row[] {
    const statement = every.get(table.name);
    return statement === undefined
      ? []
      : rows<Record<string, Cell>>(statement).map((row) => cells(table, row));
  }

  return {
    all,
    changes() {
      const found = rows<Noted>(noted, MOST_NOTED);
      const changes = TABLES.flatMap((table): TableChange[] => {
        const keys = new Set(found.filter(({ tbl }) => tbl === table.name).map(({ key }) => key));
        const statement = one.get(table.name);
        if (keys.size === 0 || statement === undefined) return [];
        const change: TableChange = { table, put: [], gone: [] };
        for (const key of keys) {
          const [kept] = rows<Record<string, Cell>>(statement, ...(JSON.parse(key) as Cell[]));
          if (kept === undefined) change.gone.push(key);
          else change.put.push(cells(table, kept));
        }
        return [change];
      });
      return { changes, upTo: found.at(-1)?.seq ?? 0 };
    },
    lastNoted: () => row<{ seq: number | null }>(last)?.seq ?? 0,
    settle: (upTo) => void settle.run(upTo),
    replaceAll(content) {
      transaction(db, () => {
        for (const table of TABLES) {
          db.exec(`DELETE FROM ${table.name}`);
          const names = table.columns.map(({ name }) => name);
          const put = db.prepare(
            `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          );
          for (const row of content.get(table.name) ?? []) put.run(...row);
        }
        db.exec('DELETE FROM temp.noted');
      });
    },
  };
}

/** How `mine` differs from `theirs`: what must be put there and what must go. */
export function difference(table: Table, mine: readonly Row[], theirs: readonly Row[]): TableChange {
  const there = new Map(theirs.map((row) => [keyOf(table, row), JSON.stringify(row)]));
  const put = mine.filter((row) => {
    const key = keyOf(table, row);
    const same = there.get(key) === JSON.stringify(row);
    there.delete(key);
    return !same;
  });
  return { table, put, gone: [...there.keys()] };
}

/** PostgreSQL's text holds no NUL; nothing that a person wrote means something by one. */
function storable(cell: Cell): Cell {
  return typeof cell === 'string' ? cell.replaceAll('\0', '\uFFFD') : cell;
}

const select = ({ name, columns }: Table): string =>
  `SELECT ${columns.map((column) => column.name).join(', ')} FROM ${name}`;
const where = ({ key }: Table): string => key.map((name) => `${name} = ?`).join(' AND ');

function triggersOf({ name, key }: Table): string {
  const note = (row: 'NEW' | 'OLD'): string =>
    `INSERT INTO noted (tbl, key) VALUES ('${name}', json_array(${key.map((one) => `${row}.${one}`).join(', ')}));`;
  return (['INSERT', 'UPDATE', 'DELETE'] as const)
    .map(
      (event) => `CREATE TEMP TRIGGER note_${name}_${event.toLowerCase()} AFTER ${event} ON main.${name}
        BEGIN ${note(event === 'DELETE' ? 'OLD' : 'NEW')} END;`,
    )
    .join('\n');
}
