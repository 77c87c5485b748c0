import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { LogLine } from '../../sources/log-lines.ts';
import type { SentLine, SentLineStore } from '../sent-line-store.ts';
import { row, rows, transaction } from './sql.ts';

/** Lines kept of a minute: enough to know a template's rate to a few percent. */
const SENT_LINES_A_MINUTE = 10_000;
const SLOT_MS = 60_000;
/** A detector that hangs behind longer than this misses lines; it has no server to wait for. */
const KEPT_MS = 30 * 60_000;
/** What of a message is kept: a stack trace with its causes fits. */
const MESSAGE_LONGEST = 16_384;
const PAGE = 1_000;
const EXPIRE_MOST = 10_000;
const ID_DIGITS = 24;
/** Hexadecimal digits of an id that decide: samples down to one in 65,536. */
const SAMPLE_DIGITS = 4;

interface LineRow {
  time: number;
  id: string;
  service: string;
  level: string | null;
  message: string;
  trace_id: string | null;
  halvings: number;
}

/** The store of sent lines on a database with TELEMETRY_MIGRATIONS. */
export function createSqliteSentLines(db: DatabaseSync, mostOfMinute = SENT_LINES_A_MINUTE): SentLineStore {
  const add = db.prepare('INSERT OR IGNORE INTO sent_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const findSlot = db.prepare('SELECT halvings, kept FROM sent_slots WHERE slot = ?');
  const putSlot = db.prepare('INSERT OR REPLACE INTO sent_slots VALUES (?, ?, ?)');
  const thin = db.prepare('DELETE FROM sent_lines WHERE slot = ? AND id >= ?');
  const page = db.prepare(`SELECT l.*, s.halvings FROM sent_lines l JOIN sent_slots s ON s.slot = l.slot
    WHERE l.time >= ? AND l.time < ? AND (l.time, l.id) > (?, ?) ORDER BY l.time, l.id LIMIT ${PAGE}`);
  const extent = db.prepare('SELECT first, last FROM sent_extent');
  const putExtent = db.prepare(`INSERT INTO sent_extent VALUES (1, ?1, ?2)
    ON CONFLICT (one) DO UPDATE SET first = min(first, ?1), last = max(last, ?2)`);
  const expireLines = db.prepare(`DELETE FROM sent_lines WHERE (time, id) IN
    (SELECT time, id FROM sent_lines WHERE received < ? LIMIT ?)`);
  const expireSlots = db.prepare('DELETE FROM sent_slots WHERE slot NOT IN (SELECT slot FROM sent_lines)');

  function addLine(line: LogLine, id: string, now: number): void {
    const slot = Math.floor(line.timestamp / SLOT_MS);
    const found = row<{ halvings: number; kept: number }>(findSlot, slot) ?? { halvings: 0, kept: 0 };
    let { halvings, kept } = found;
    if (id >= below(halvings)) return;
    const { service, level, message, traceId } = line;
    const text = message.slice(0, MESSAGE_LONGEST);
    const kind = [service, level ?? null, text, traceId ?? null] as const;
    kept += Number(add.run(line.timestamp, id, slot, now, ...kind).changes);
    while (kept > mostOfMinute && halvings < SAMPLE_DIGITS * 4) {
      halvings++;
      kept -= Number(thin.run(slot, below(halvings)).changes);
    }
    putSlot.run(slot, halvings, kept);
  }

  return {
    put: (lines, batch, now) =>
      transaction(db, () => {
        lines.forEach((line, i) => addLine(line, idOf(batch, i), now));
        const times = lines.map(({ timestamp }) => timestamp);
        if (times.length === 0) return;
        const [first, last] = times.reduce(
          ([a, b], time) => [Math.min(a, time), Math.max(b, time)],
          [Infinity, -Infinity],
        );
        putExtent.run(first, last);
      }),
    *pages({ from, to }) {
      let after: [number, string] = [from, ''];
      for (;;) {
        const found = rows<LineRow>(page, from, to, ...after);
        const last = found.at(-1);
        if (last === undefined) return;
        yield found.map(lineOf);
        after = [last.time, last.id];
      }
    },
    extent: () => row<{ first: number; last: number }>(extent),
    expire: (now) =>
      transaction(db, () => {
        const removed = Number(expireLines.run(now - KEPT_MS, EXPIRE_MOST).changes);
        if (removed === 0) expireSlots.run();
        return removed;
      }),
  };
}

/** Spread evenly, whatever the lines: a fair sample is those with low ids, and the same one each time. */
function idOf(batch: string, index: number): string {
  return createHash('sha256').update(`${batch}:${index}`).digest('hex').slice(0, ID_DIGITS);
}

/** Ids below this are in the sample; `g` follows every digit. */
function below(halvings: number): string {
  return halvings === 0
    ? 'g'
    : (16 ** SAMPLE_DIGITS / 2 ** halvings).toString(16).padStart(SAMPLE_DIGITS, '0');
}

function lineOf({ time, service, level, message, trace_id, halvings }: LineRow): SentLine {
  const line = {
    ...{ timestamp: time, service, message },
    ...(level !== null && { level }),
    ...(trace_id !== null && { traceId: trace_id }),
  };
  return { line, times: 2 ** halvings };
}
