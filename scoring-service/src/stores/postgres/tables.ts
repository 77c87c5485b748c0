/** A column of the administration: text, or a whole number. */
interface Column {
  name: string;
  type: 'text' | 'bigint';
  nullable?: true;
}

/** A table that `admin.db` and PostgreSQL have alike. */
export interface Table {
  name: string;
  /** Names of the columns that tell one row from another. */
  key: readonly string[];
  columns: readonly Column[];
}

/** One value of a row; PostgreSQL's `bigint` are read as numbers: all of ours are below 2^53. */
export type Cell = string | number | null;
/** A row's values in the order of its table's columns. */
export type Row = readonly Cell[];

const text = (name: string): Column => ({ name, type: 'text' });
const whole = (name: string): Column => ({ name, type: 'bigint' });
const orNull = (column: Column): Column => ({ ...column, nullable: true });

export const USERS: Table = {
  name: 'users',
  key: ['username'],
  columns: [
    ...[text('username'), text('role'), text('created_at')],
    ...[whole('disabled'), text('password_hash')],
  ],
};

/** The tables of `admin.db` (sqlite/admin-schema.ts); a test holds the two against each other. */
export const TABLES: readonly Table[] = [
  {
    name: 'detectors',
    key: ['id'],
    columns: [
      ...[text('id'), text('body'), whole('revision')],
      ...[whole('created_at'), whole('changed_at'), whole('provisioned')],
    ],
  },
  USERS,
  {
    name: 'api_keys',
    key: ['id'],
    columns: [
      ...[text('id'), text('name'), text('role'), text('created_at')],
      ...[orNull(text('last_used_at')), text('key_hash')],
    ],
  },
  {
    name: 'refresh_tokens',
    key: ['hash'],
    columns: [
      ...[text('hash'), text('family'), text('username')],
      ...[whole('expires_at'), orNull(whole('used_at'))],
    ],
  },
  { name: 'apis', key: ['api_id'], columns: [text('api_id'), text('body')] },
  { name: 'secrets', key: ['name'], columns: [text('name'), text('value')] },
  {
    name: 'audit',
    key: ['seq'],
    columns: [whole('seq'), whole('at'), text('who'), text('action'), text('target'), text('detail')],
  },
  {
    name: 'feedback',
    key: ['id'],
    columns: [
      ...[text('id'), whole('created_at'), text('detector_id'), text('signal_id')],
      ...[orNull(text('anomaly_id')), text('verdict'), whole('removed'), text('body')],
    ],
  },
  {
    name: 'calendars',
    key: ['name', 'from_ms'],
    columns: [
      ...[text('name'), whole('from_ms'), text('origin')],
      ...[text('time_zone'), orNull(text('ics'))],
    ],
  },
];

/** The key of a row as one text. */
export function keyOf(table: Table, row: Row): string {
  return JSON.stringify(table.key.map((name) => row[table.columns.findIndex((one) => one.name === name)]));
}
