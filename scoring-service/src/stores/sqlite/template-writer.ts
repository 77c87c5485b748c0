import type { DatabaseSync } from 'node:sqlite';
import { LINES_SILENT_AFTER_MS, OTHER_TEMPLATES } from '../../sources/templates/words.ts';
import type { CountedService, CountedStretch, CountedTemplate, TemplateNote } from '../template-store.ts';
import { row } from './sql.ts';

/** A line of a template is kept for each of these: enough to show what it said while an incident went on. */
const EXAMPLE_SLOT_MS = 600_000;
/** New and rare templates told of one service and interval: nobody reads on. */
const NOTES_MOST = 5;

interface Place {
  stream: string;
  source: string;
  time: number;
}

/** Writes counted stretches; within the transaction of whoever calls. */
export function createTemplateWriter(db: DatabaseSync) {
  const putState = db.prepare(
    'INSERT OR REPLACE INTO log_streams (stream, source, until, counter) VALUES (?, ?, ?, ?)',
  );
  const findSeries = db.prepare(
    'SELECT key FROM log_series WHERE stream = ? AND service = ? AND template_id = ?',
  );
  const addSeries = db.prepare(`INSERT INTO log_series (stream, service, template_id, template, level)
    VALUES (?, ?, ?, ?, ?) RETURNING key`);
  const newestRun = db.prepare(
    'SELECT start, last, until FROM log_runs WHERE series = ? ORDER BY start DESC LIMIT 1',
  );
  const extendRun = db.prepare('UPDATE log_runs SET last = ? WHERE series = ? AND start = ?');
  const addRun = db.prepare('INSERT INTO log_runs (series, start, last) VALUES (?1, ?2, ?2)');
  const endRuns = db.prepare('UPDATE log_runs SET until = ? WHERE series = ? AND until IS NULL');
  const putCell = db.prepare('INSERT OR REPLACE INTO log_cells VALUES (?, ?, ?, ?, ?, ?)');
  const putNote = db.prepare('INSERT OR REPLACE INTO log_notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putTemplate = db.prepare(`INSERT INTO log_templates
      (stream, source, service, template_id, template, level, first_seen, last_seen, count, example, trace_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stream, service, template_id) DO UPDATE SET
      last_seen = max(last_seen, excluded.last_seen), count = count + excluded.count,
      trace_id = coalesce(trace_id, excluded.trace_id)
    RETURNING key`);
  const putExample = db.prepare('INSERT OR IGNORE INTO log_examples VALUES (?, ?, ?, ?, ?)');

  function seriesOf(stream: string, service: string, template?: CountedTemplate): number {
    const id = template?.templateId ?? '';
    const known = row<{ key: number }>(findSeries, stream, service, id)?.key;
    if (known !== undefined) return known;
    const made = row<{ key: number }>(
      addSeries,
      ...[stream, service, id, template?.template ?? '', template?.level ?? ''],
    );
    return made?.key ?? 0;
  }

  function see(series: number, time: number): void {
    const run = row<{ start: number; last: number; until: number | null }>(newestRun, series);
    if (run === undefined || run.until !== null || time - run.last > LINES_SILENT_AFTER_MS)
      addRun.run(series, time);
    else if (time > run.last) extendRun.run(time, series, run.start);
  }

  function cell(at: Place, service: string, template: CountedTemplate | undefined, counts: number[]): void {
    const series = seriesOf(at.stream, service, template);
    see(series, at.time);
    const [count, errors = 0, news = 0, rare = 0] = counts;
    putCell.run(at.time, series, count, errors, news, rare);
  }

  function keep({ stream, source, time }: Place, service: string, one: CountedTemplate): void {
    const { templateId, template, level, firstSeen, count, example, traceId } = one;
    const kept = row<{ key: number }>(
      putTemplate,
      ...[stream, source, service, templateId, template, level],
      ...[firstSeen, time, count, example, traceId ?? null],
    );
    const slot = Math.floor(time / EXAMPLE_SLOT_MS);
    putExample.run(kept?.key ?? 0, slot, time, example, traceId ?? null);
  }

  function note(at: Place, service: string, kind: 'new' | 'rare', notes: readonly TemplateNote[]): void {
    notes.slice(0, NOTES_MOST).forEach(({ templateId, template, level, example }, n) => {
      putNote.run(at.time, at.stream, service, kind, n, templateId, template, level, example);
    });
  }

  function writeService(at: Place, counted: CountedService): void {
    const { service, lines, errors, news, rare, templates, newNotes, rareNotes } = counted;
    cell(at, service, undefined, [lines, errors, news, rare]);
    const told = new Set([...newNotes, ...rareNotes].slice(0, 2 * NOTES_MOST).map((one) => one.templateId));
    let others: CountedTemplate | undefined;
    for (const one of templates) {
      if (one.named) cell(at, service, one, [one.count]);
      else if (others === undefined) others = { ...one, ...OTHER_TEMPLATES };
      else others.count += one.count;
      if (one.named || told.has(one.templateId)) keep(at, service, one);
    }
    if (others !== undefined) cell(at, service, others, [others.count]);
    note(at, service, 'new', newNotes);
    note(at, service, 'rare', rareNotes);
  }

  return {
    write({ key: stream, source }: { key: string; source: string }, stretch: CountedStretch): void {
      for (const { time, services } of stretch.intervals) {
        for (const counted of services) writeService({ stream, source, time }, counted);
      }
      // Where the stretch begins: what was told before stays as it was.
      for (const [service, templateId] of stretch.ended) {
        const series = row<{ key: number }>(findSeries, stream, service, templateId)?.key;
        if (series !== undefined) endRuns.run(stretch.range.from, series);
      }
      putState.run(stream, source, stretch.state.until, stretch.state.counter);
    },
  };
}
