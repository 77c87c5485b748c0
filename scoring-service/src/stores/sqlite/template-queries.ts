import type { DatabaseSync } from 'node:sqlite';
import type { LogTemplate, MessageLevel } from '@lapwing/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import type { Page, PageRequest } from '../score-store.ts';
import type { ExampleLineQuery, StoredLine, TemplateFilter } from '../template-store.ts';
import { add, where, type Conditions } from './conditions.ts';
import { iso, row, rows } from './sql.ts';

interface TemplateRow {
  key: number;
  source: string;
  service: string;
  template_id: string;
  template: string;
  level: MessageLevel;
  first_seen: number;
  last_seen: number;
  count: number;
  example: string;
  trace_id: string | null;
}

/** Last sight (epoch ms) and key of the last template of a page. */
const Place = z.tuple([z.number(), z.number()]);

/** Seen last first. */
export function pageOfTemplates(
  db: DatabaseSync,
  filter: TemplateFilter,
  page: PageRequest,
): Page<LogTemplate> {
  const conditions = conditionsOf(filter);
  const counted = row<{ total: number }>(
    db.prepare(`SELECT count(*) AS total FROM log_templates ${where(conditions)}`),
    ...conditions.values,
  );
  if (page.cursor !== undefined)
    add(conditions, '(last_seen, key) < (?, ?)', ...decodeCursor(page.cursor, Place));
  const found = rows<TemplateRow>(
    db.prepare(`SELECT * FROM log_templates ${where(conditions)} ORDER BY last_seen DESC, key DESC LIMIT ?`),
    ...conditions.values,
    page.limit + 1,
  );
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  const more = found.length > items.length && last !== undefined;
  return {
    items: items.map(templateOf),
    next: more ? encodeCursor([last.last_seen, last.key]) : null,
    total: counted?.total ?? 0,
  };
}

function conditionsOf({ service, source, text, levels, newSince }: TemplateFilter): Conditions {
  const conditions: Conditions = { parts: [], values: [] };
  if (service !== undefined) add(conditions, 'service = ?', service);
  if (source !== undefined) add(conditions, 'source = ?', source);
  if (text !== undefined) add(conditions, 'instr(lower(template), ?) > 0', text.toLowerCase());
  if (levels !== undefined) add(conditions, `level IN (${levels.map(() => '?').join(', ')})`, ...levels);
  if (newSince !== undefined) add(conditions, 'first_seen >= ?', newSince);
  return conditions;
}

/** The template in each service, the busiest first. */
export function templateById(db: DatabaseSync, id: string): LogTemplate[] {
  const found = db.prepare('SELECT * FROM log_templates WHERE template_id = ? ORDER BY count DESC, key');
  return rows<TemplateRow>(found, id).map(templateOf);
}

function templateOf(one: TemplateRow): LogTemplate {
  return {
    id: one.template_id,
    ...{ template: one.template, source: one.source, service: one.service, level: one.level },
    ...{ first_seen: iso(one.first_seen), last_seen: iso(one.last_seen) },
    ...{ count: one.count, example: one.example, trace_id: one.trace_id },
  };
}

/** Newest first. */
export function findExampleLines(
  db: DatabaseSync,
  { templateId, service, range, limit }: ExampleLineQuery,
): StoredLine[] {
  const conditions: Conditions = { parts: [], values: [] };
  add(conditions, 't.template_id = ?', templateId);
  if (service !== undefined) add(conditions, 't.service = ?', service);
  add(conditions, 'e.time >= ? AND e.time < ?', range.from, range.to);
  return rows<{ time: number; service: string; line: string; trace_id: string | null }>(
    db.prepare(`SELECT e.time, t.service, e.line, e.trace_id FROM log_templates t
      JOIN log_examples e ON e.template = t.key ${where(conditions)} ORDER BY e.time DESC, t.key LIMIT ?`),
    ...conditions.values,
    limit,
  ).map(({ time, service: from, line, trace_id }) => ({
    ...{ time, service: from, line },
    traceId: trace_id ?? undefined,
  }));
}
