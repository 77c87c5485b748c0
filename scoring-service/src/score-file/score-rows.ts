import { severityOf } from '@lapwing/contract';
import { createRowScorer, scoreOf, type RowScorer } from '@lapwing/engine';
import type { WideCsv, WideRow } from '../csv/wide.ts';
import { ROWS_FOR_INTERVAL, intervalSeconds } from './interval.ts';

export const SCORE_HEADER = 'timestamp,score,p_value,severity,signal,value,expected,lower,upper,news';

/** For what draws lots in the models: the same file gives the same bytes. */
const SEED = 1;

/**
 * The lines of the answer to a file of readings: the header, then one for each row, in order. Causal: a line depends
 * on the rows up to its own alone.
 */
export async function* scoreRows({ columns, rows }: WideCsv): AsyncGenerator<string> {
  yield SCORE_HEADER;
  const first: WideRow[] = [];
  let scorer: RowScorer | undefined;
  let clock = -Infinity;
  const lineOf = (row: WideRow, by: RowScorer): string => {
    // A row at or before the time of the one above it still comes after it.
    clock = Math.max(clock + 1, row.time);
    return scoreLine(row, clock, by, columns);
  };
  for await (const row of rows) {
    if (scorer) {
      yield lineOf(row, scorer);
      continue;
    }
    first.push(row);
    if (first.length < ROWS_FOR_INTERVAL) continue;
    scorer = begin(first, columns.length);
    for (const early of first) yield lineOf(early, scorer);
  }
  if (scorer) return;
  scorer = begin(first, columns.length);
  for (const row of first) yield lineOf(row, scorer);
}

function begin(first: readonly WideRow[], columns: number): RowScorer {
  return createRowScorer(columns, {
    intervalSeconds: intervalSeconds(first.map((row) => row.time)),
    direction: 'both',
    models: { statistical: true, forest: true },
    seed: SEED,
  });
}

function scoreLine(row: WideRow, timeMs: number, scorer: RowScorer, columns: readonly string[]): string {
  const { pValue, news, column } = scorer.step(timeMs, row.values);
  const score = scoreOf(pValue);
  const of = scorer.scores;
  const signal =
    column < 0
      ? ['', '', '', '', '']
      : [
          quoted(columns[column]),
          cell(row.values[column]),
          cell(of.expected[column]),
          cell(of.lower[column]),
          cell(of.upper[column]),
        ];
  return [row.timestamp, cell(score), cell(pValue), severityOf(score) ?? '', ...signal, cell(news)].join(',');
}

/** A number in the fewest digits that give it back; empty where there is none. */
function cell(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
