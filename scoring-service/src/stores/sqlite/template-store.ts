import type { DatabaseSync } from 'node:sqlite';
import type { MessageLevel } from '@lapwing/contract';
import { LINES_SILENT_AFTER_MS } from '../../sources/templates/words.ts';
import type { TimeRange } from '../../sources/source.ts';
import type { LineCell, LineSeries, StreamState, TemplateNote, TemplateStore } from '../template-store.ts';
import { createEventKeeper } from './kept-events.ts';
import { row, rows, transaction } from './sql.ts';
import { findExampleLines, pageOfTemplates, templateById } from './template-queries.ts';
import { createTemplateWriter } from './template-writer.ts';
import { createCoverage } from './trace-coverage.ts';

/** Rows removed of each table in one call: some 20 ms of work, during which the service answers nobody. */
const EXPIRE_MOST = 10_000;
/** Templates kept of one service: a program that writes a new message each time must not fill the disk. */
const TEMPLATES_MOST = 2_000;

/** The template store on a database with TELEMETRY_MIGRATIONS. */
export function createSqliteTemplateStore(db: DatabaseSync): TemplateStore {
  const writer = createTemplateWriter(db);
  const keeper = createEventKeeper(db);
  const coverage = createCoverage(db, 'log_covered');
  const state = db.prepare('SELECT until, counter FROM log_streams WHERE stream = ?');
  const seriesRuns = db.prepare(`SELECT s.*, r.start, r.last, r.until FROM log_series s
    JOIN log_runs r ON r.series = s.key
    WHERE s.stream = ? AND r.start < ? AND r.last > ? ORDER BY s.key, r.start`);
  const cells = db.prepare(`SELECT c.time, c.series AS key, c.count, c.errors, c.news, c.rare
    FROM log_cells c JOIN log_series s ON s.key = c.series
    WHERE s.stream = ? AND c.time >= ? AND c.time < ? ORDER BY c.time, c.series`);
  const notes = db.prepare(`SELECT template_id AS templateId, template, level, example FROM log_notes
    WHERE stream = ? AND service = ? AND kind = ? AND time = ? ORDER BY n`);
  const expire = createExpiry(db);

  return {
    state: (stream) => row<StreamState>(state, stream),
    missing: (stream, range) => coverage.missing(stream, range),
    append: (stream, stretch) =>
      transaction(db, () => {
        writer.write(stream, stretch);
        keeper.clear('line', stream.key, stretch.range);
        keeper.keepLines(stream.key, stretch.lines);
        coverage.add(stream.key, stretch.range);
      }),
    series: (stream, range) =>
      seriesOf(rows<SeriesRow>(seriesRuns, stream, range.to, range.from - LINES_SILENT_AFTER_MS)),
    cells: (stream, { from, to }: TimeRange) => rows<LineCell>(cells, stream, from, to),
    notes: (stream, { service, kind, time }) => rows<TemplateNote>(notes, stream, service, kind, time),
    templates: (filter, page) => pageOfTemplates(db, filter, page),
    template: (id) => templateById(db, id),
    exampleLines: (query) => findExampleLines(db, query),
    expire: (beforeMs) =>
      transaction(db, () => {
        coverage.forget(beforeMs);
        return expire(beforeMs);
      }),
  };
}

interface SeriesRow {
  key: number;
  service: string;
  template_id: string;
  template: string;
  level: string;
  start: number;
  last: number;
  until: number | null;
}

/** Rows of a series' runs, which follow each other, as one series. */
function seriesOf(found: readonly SeriesRow[]): LineSeries[] {
  const series: LineSeries[] = [];
  for (const { key, service, template_id: id, template, level, start, last, until } of found) {
    if (series.at(-1)?.key !== key) {
      const of = id === '' ? undefined : { id, text: template, level: level as MessageLevel };
      series.push({ key, service, template: of, runs: [] });
    }
    series.at(-1)?.runs.push({ start, last, until: until ?? undefined });
  }
  return series;
}

/** What is older than a moment goes; so do the templates of a service beyond the bound, those seen least first. */
function createExpiry(db: DatabaseSync): (beforeMs: number) => number {
  const old = [
    `DELETE FROM log_cells WHERE (time, series) IN
      (SELECT time, series FROM log_cells WHERE time < ? ORDER BY time LIMIT ?)`,
    `DELETE FROM log_notes WHERE (time, stream, service, kind, n) IN
      (SELECT time, stream, service, kind, n FROM log_notes WHERE time < ? ORDER BY time LIMIT ?)`,
    `DELETE FROM log_examples WHERE (template, slot) IN
      (SELECT template, slot FROM log_examples WHERE time < ? LIMIT ?)`,
    'DELETE FROM log_templates WHERE key IN (SELECT key FROM log_templates WHERE last_seen < ? LIMIT ?)',
    `DELETE FROM log_runs WHERE (series, start) IN
      (SELECT series, start FROM log_runs WHERE last < ? LIMIT ?)`,
  ].map((sql) => db.prepare(sql));
  const without = db.prepare('DELETE FROM log_series WHERE key NOT IN (SELECT series FROM log_runs)');
  const streams = db.prepare('DELETE FROM log_streams WHERE until < ?');
  const beyond = db.prepare(`DELETE FROM log_templates WHERE key IN (
    SELECT key FROM (SELECT key, row_number() OVER (PARTITION BY stream, service ORDER BY
      level = 'error' DESC, count DESC, last_seen DESC) AS place FROM log_templates)
    WHERE place > ? LIMIT ?)`);
  return (beforeMs) => {
    const removed = [
      ...old.map((one) => one.run(beforeMs, EXPIRE_MOST)),
      beyond.run(TEMPLATES_MOST, EXPIRE_MOST),
    ].reduce((sum, { changes }) => sum + Number(changes), 0);
    if (removed > 0) return removed;
    without.run();
    streams.run(beforeMs);
    return 0;
  };
}
