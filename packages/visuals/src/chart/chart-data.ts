import { type Cells, type ChartColumns, hasNumbers } from './columns.ts';

/** What a drawn column is for; the order is the order of drawing. */
export type Role = 'upper' | 'lower' | 'highest' | 'lowest' | 'expected' | 'value';

export interface ChartData {
  /** Times, then one column a role. */
  aligned: [number[], ...(number | null | undefined)[][]];
  roles: Role[];
}

/**
 * The columns to draw, in uPlot's shape: null where there is nothing. Columns without a number are left out, and
 * so are the bounds when `showBand` is off. Columns that are clean already are passed on without a copy.
 */
export function chartData(columns: ChartColumns, showBand: boolean): ChartData {
  const band = showBand && hasNumbers(columns.lower) && hasNumbers(columns.upper);
  const spread = hasNumbers(columns.value_min) && hasNumbers(columns.value_max) && differ(columns);
  const candidates: [Role, Cells | undefined, boolean][] = [
    ['upper', columns.upper, band],
    ['lower', columns.lower, band],
    ['highest', columns.value_max, spread],
    ['lowest', columns.value_min, spread],
    ['expected', columns.expected, showBand && hasNumbers(columns.expected)],
    ['value', columns.value, true],
  ];
  const drawn = candidates.flatMap(([role, cells, drawIt]) => (drawIt && cells ? [{ role, cells }] : []));
  return {
    aligned: [[...columns.time], ...drawn.map(({ cells }) => clean(cells))],
    roles: drawn.map(({ role }) => role),
  };
}

function differ(columns: ChartColumns): boolean {
  return columns.value_max?.some((high, row) => high !== columns.value_min?.[row]) ?? false;
}

function clean(cells: Cells): (number | null | undefined)[] {
  const fit = (cell: number | null | undefined): boolean => cell === null || Number.isFinite(cell);
  return cells.every(fit) ? (cells as (number | null)[]) : cells.map((cell) => (fit(cell) ? cell : null));
}
