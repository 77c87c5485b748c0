import { createRowScorer, type BankNets, type BankSettings } from '@lapwing/engine';
import { intervalSeconds } from '../../../scoring-service/src/score-file/interval.ts';
import { figuresOf, meanFigures, type Figures } from '../accuracy/figures.ts';
import type { Scored } from '../accuracy/score-series.ts';
import type { LabelledSeries } from '../datasets/load.ts';

const ROWS_FOR_INTERVAL = 20;

/** The series through a bank with the given models; otherwise as `lapwing score` does it. */
function scoreWith(series: LabelledSeries, models: BankSettings['models'], nets: BankNets): Scored {
  const { timesMs, columns } = series;
  const settings: BankSettings = {
    intervalSeconds: intervalSeconds([...timesMs.subarray(0, ROWS_FOR_INTERVAL)]),
    direction: 'both',
    models,
    seed: 1,
  };
  const scorer = createRowScorer(columns.length, settings, nets);
  const scored: Scored = {
    decades: new Float64Array(timesMs.length),
    news: new Float64Array(timesMs.length),
    signal: [],
  };
  let clock = -Infinity;
  for (let i = 0; i < timesMs.length; i++) {
    clock = Math.max(clock + 1, timesMs[i]);
    const said = scorer.step(
      clock,
      Float64Array.from(columns, (column) => column.values[i]),
    );
    scored.decades[i] = -Math.log10(said.pValue);
    scored.news[i] = said.news;
    scored.signal.push(said.column < 0 ? '' : columns[said.column].name);
  }
  return scored;
}

/** Means over a set's series with the given models. */
export function figuresWith(
  all: readonly LabelledSeries[],
  models: BankSettings['models'],
  nets: BankNets,
): Figures {
  return meanFigures(all.map((series) => figuresOf(series, scoreWith(series, models, nets))));
}
