/** Which column of a table is drawn as bars. */
export interface Picture {
  bars: string;
  /** Of lengths by their logarithm: for what differs by orders of magnitude. */
  scale?: 'linear' | 'log';
}

/** One table of a bench: a row an object, its keys the columns, in order. */
export interface Table {
  title: string;
  rows: Record<string, string | number>[];
  /** The column that is drawn as bars, too. */
  picture?: Picture;
  /** A picture of its own, and what to call it where it cannot be seen. */
  drawing?: { svg: string; alt: string };
}

/** A cell: whole numbers with thousands marks, others to three figures, a dash for what there is not. */
export function textOf(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isNaN(value)) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) < 1 ? 3 : Math.abs(value) < 10 ? 2 : 1);
}

/** The table as text for a terminal, numbers to the right. */
export function printed({ title, rows }: Table): string {
  if (rows.length === 0) return `${title}\n  (nothing)\n`;
  const names = Object.keys(rows[0]);
  const cells = [names, ...rows.map((row) => names.map((name) => textOf(row[name])))];
  const widths = names.map((_, k) => Math.max(...cells.map((line) => line[k].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, k) =>
        typeof rows[0][names[k]] === 'number' ? cell.padStart(widths[k]) : cell.padEnd(widths[k]),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
