type Cells = readonly (number | null | undefined)[];

/**
 * What the anomaly chart draws, column by column; every column has the length of `time` (epoch ms, rising).
 * A `ScoreSeries` of the contract is one; so is what a panel reads out of data frames. Absent columns are not drawn.
 */
export interface ChartColumns {
  time: readonly number[];
  value: Cells;
  value_min?: Cells;
  value_max?: Cells;
  expected?: Cells;
  lower?: Cells;
  upper?: Cells;
  score?: Cells;
}

export type { Cells };

/** True when the column has something to draw. */
export function hasNumbers(cells: Cells | undefined): cells is Cells {
  return cells?.some((cell) => typeof cell === 'number' && Number.isFinite(cell)) ?? false;
}

/** Index of the last row at or before `time`; -1 when every row is later. */
export function rowAt(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
