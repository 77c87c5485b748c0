import type { Cells, ChartColumns } from './columns.ts';

/** Rows that a pixel keeps at most: its first and last, its lowest and highest, and the one with the highest score. */
const ROWS_A_PIXEL = 5;

/**
 * The rows of `span` (epoch ms) that a chart of `pixels` columns can tell apart, in order of time: of each pixel the first and
 * the last row, the lowest and the highest value, the highest score, and a gap where it has one. What is drawn of them is what
 * would be drawn of all. Where there are few enough rows they are given as they are.
 */
export function decimated(
  columns: ChartColumns,
  span: { from: number; to: number },
  pixels: number,
): ChartColumns {
  const { time } = columns;
  const wide = Math.max(1, Math.floor(pixels));
  if (time.length <= wide * ROWS_A_PIXEL) return columns;
  return pick(columns, rowsKept(columns, span, wide));
}

function rowsKept(columns: ChartColumns, { from, to }: { from: number; to: number }, wide: number): number[] {
  const { time, value, score } = columns;
  const perPixel = Math.max(1, to - from) / wide;
  const kept: number[] = [];
  let bucket = Number.NaN;
  let [first, lowest, highest, strangest, gap] = [0, -1, -1, -1, -1];
  const flush = (last: number): void => {
    const rows = [first, lowest, highest, strangest, gap, last]
      .filter((row) => row >= 0)
      .sort((a, b) => a - b);
    for (const row of rows) if (row !== kept[kept.length - 1]) kept.push(row);
  };
  for (let row = 0; row < time.length; row++) {
    // What lies outside of what is seen is one bucket on each side: a line leads in and out.
    const place = Math.min(wide, Math.max(-1, Math.floor(((time[row] ?? 0) - from) / perPixel)));
    if (place !== bucket) {
      if (row > 0) flush(row - 1);
      bucket = place;
      first = row;
      lowest = highest = strangest = gap = -1;
    }
    const read = value[row];
    if (typeof read === 'number' && Number.isFinite(read)) {
      if (lowest < 0 || read < (value[lowest] ?? 0)) lowest = row;
      if (highest < 0 || read > (value[highest] ?? 0)) highest = row;
    } else if (gap < 0) gap = row;
    if (score && (strangest < 0 || (score[row] ?? 0) > (score[strangest] ?? 0))) strangest = row;
  }
  flush(time.length - 1);
  return kept;
}

function pick(columns: ChartColumns, rows: readonly number[]): ChartColumns {
  const some = (cells: Cells): Cells => rows.map((row) => cells[row]);
  const picked: Partial<Record<keyof ChartColumns, Cells>> = {};
  for (const [name, cells] of Object.entries(columns) as [keyof ChartColumns, Cells | undefined][]) {
    if (cells !== undefined && name !== 'time') picked[name] = some(cells);
  }
  return {
    ...picked,
    time: rows.map((row) => columns.time[row] ?? 0),
    value: some(columns.value),
  };
}
