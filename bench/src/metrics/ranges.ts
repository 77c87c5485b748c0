/** A run of rows, both ends included. */
export interface Run {
  first: number;
  last: number;
}

/** Runs of 1 in `labels` (0 or 1 a row). runsOf([0,1,1,0,1]) → [{1,2},{4,4}] */
export function runsOf(labels: ArrayLike<number>): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (!labels[i]) continue;
    if (i > 0 && labels[i - 1]) runs[runs.length - 1].last = i;
    else runs.push({ first: i, last: i });
  }
  return runs;
}
