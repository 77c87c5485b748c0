import { scoreRows } from '../../../scoring-service/src/score-file/score-rows.ts';
import type { WideRow } from '../../../scoring-service/src/csv/wide.ts';
import type { LabelledSeries } from '../datasets/load.ts';

/** What `lapwing score` says of a series, a row each. */
export interface Scored {
  /** -log10 of the p-value: what is ranked by. */
  decades: Float64Array;
  news: Float64Array;
  /** The column that contributed most. */
  signal: string[];
}

const [P_VALUE, SIGNAL, NEWS] = [2, 4, 9];

/** The whole series in one pass through `lapwing score`, as it comes out of the box. */
export async function scoreSeries(series: LabelledSeries): Promise<Scored> {
  const { timesMs, columns } = series;
  async function* rows(): AsyncGenerator<WideRow> {
    for (let i = 0; i < timesMs.length; i++) {
      const values = Float64Array.from(columns, (column) => column.values[i]);
      yield { line: i + 2, timestamp: String(timesMs[i]), time: timesMs[i], values };
    }
  }
  const scored: Scored = {
    decades: new Float64Array(timesMs.length),
    news: new Float64Array(timesMs.length),
    signal: [],
  };
  let at = -1; // the header
  for await (const line of scoreRows({ columns: columns.map((column) => column.name), rows: rows() })) {
    if (at >= 0) {
      const cells = line.split(',');
      scored.decades[at] = -Math.log10(Number(cells[P_VALUE]));
      scored.news[at] = Number(cells[NEWS]);
      scored.signal.push(cells[SIGNAL]);
    }
    at++;
  }
  return scored;
}
