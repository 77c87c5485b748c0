import { type DataFrame, type Field, FieldType, createDataFrame } from '@grafana/data';
import type { ScoreSeries } from '@lapwing/contract';
import { signalTitle } from '@lapwing/visuals';
import { BAND_OPACITY, EXPECTED_COLOUR } from './band-frame.ts';
import { SCORE_FIELDS } from './field-names.ts';

/** How a stock Time series panel draws a column that is not the reading itself. */
const LINE = { drawStyle: 'line', showPoints: 'never', spanNulls: false };
const HIDDEN = { ...LINE, hideFrom: { legend: true, tooltip: true, viz: true } };

function titleOf({ signal }: ScoreSeries): string {
  return signalTitle(signal.labels, `signal ${signal.id}`);
}

/**
 * One signal's readings and scores as a frame. Its columns are styled so that the stock Time series panel draws the
 * readings, the expected line and the band too; the score, which has a scale of its own, is hidden there. The band is
 * filled down to the field of a name: titles must differ where several signals are shown.
 */
export function scoresFrame(refId: string, series: ScoreSeries, title = titleOf(series)): DataFrame {
  const { signal } = series;
  const column = (
    name: string,
    values: (number | null)[],
    displayName: string,
    custom: object,
  ): Partial<Field> => ({
    name,
    type: FieldType.number,
    values,
    labels: signal.labels,
    config: {
      displayNameFromDS: displayName,
      ...('lineWidth' in custom && { color: { mode: 'fixed', fixedColor: EXPECTED_COLOUR } }),
      custom,
    },
  });
  const low = `${title}, lowest expected`;
  const bound = { ...LINE, lineWidth: 0, hideFrom: { legend: true, tooltip: false, viz: false } };
  return createDataFrame({
    refId,
    name: title,
    meta: {
      preferredVisualisationType: 'graph',
      custom: { lapwing: 'scores', signalId: signal.id, stepSeconds: series.step_seconds },
    },
    fields: [
      {
        name: SCORE_FIELDS.time,
        type: FieldType.time,
        values: series.time,
        config: { interval: series.step_seconds * 1000 },
      },
      column(SCORE_FIELDS.value, series.value, title, { spanNulls: false }),
      column(SCORE_FIELDS.expected, series.expected, `${title}, expected`, {
        ...LINE,
        lineWidth: 1,
        lineStyle: { fill: 'dash', dash: [4, 4] },
      }),
      column(SCORE_FIELDS.lower, series.lower, low, { ...bound, fillOpacity: 0 }),
      column(SCORE_FIELDS.upper, series.upper, `${title}, highest expected`, {
        ...bound,
        fillOpacity: BAND_OPACITY,
        fillBelowTo: low,
      }),
      column(SCORE_FIELDS.score, series.score, `${title}, score`, HIDDEN),
      column(SCORE_FIELDS.value_min, series.value_min, `${title}, lowest`, HIDDEN),
      column(SCORE_FIELDS.value_max, series.value_max, `${title}, highest`, HIDDEN),
    ],
  });
}
