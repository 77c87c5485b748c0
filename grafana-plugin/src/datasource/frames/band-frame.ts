import { type DataFrame, type Field, FieldType, createDataFrame } from '@grafana/data';
import type { ScoreSeries } from '@lapwing/contract';
import { signalTitle } from '@lapwing/visuals';
import { SCORE_FIELDS } from './field-names.ts';

/** Blue, as our own panel draws what was expected. */
export const EXPECTED_COLOUR = '#8AB8FF';
export const BAND_OPACITY = 20;
const FAINTEST = 5;

/** How dense each of `count` bands is, percent: laid over each other they still show what lies below. */
export function bandOpacity(count: number): number {
  return Math.max(FAINTEST, Math.round(BAND_OPACITY / Math.max(1, count)));
}

/**
 * Every option that the panel below might set for its own series (stacked bars, points, thresholds) is set here,
 * so that the band is drawn as a band on any of them.
 */
const BOUND = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 0,
  showPoints: 'never',
  pointSize: 1,
  spanNulls: false,
  gradientMode: 'none',
  stacking: { mode: 'none', group: 'A' },
  thresholdsStyle: { mode: 'off' },
  axisPlacement: 'auto',
  hideFrom: { legend: true, tooltip: false, viz: false },
};
const LINE = {
  ...BOUND,
  lineWidth: 1,
  fillOpacity: 0,
  lineStyle: { fill: 'dash', dash: [4, 4] },
  hideFrom: { legend: false, tooltip: false, viz: false },
};

/** Titles that are unlike each other: a band is filled down to the field of a name, so no two may share one. */
export function titlesOf(all: readonly ScoreSeries[]): string[] {
  const titles = all.map(({ signal }) => signalTitle(signal.labels, `signal ${signal.id}`));
  return titles.map((title, place) =>
    titles.indexOf(title) === titles.lastIndexOf(title) ? title : `${title} (${all[place]?.signal.id ?? ''})`,
  );
}

/** Where readings were expected to lie, to lay under the panel's own series: two bounds, filled between. */
export function bandFrame(
  refId: string,
  series: ScoreSeries,
  title: string,
  opacity = BAND_OPACITY,
): DataFrame {
  return createDataFrame({
    refId,
    name: `${title}, band`,
    fields: [timeField(series), ...bounds(series, title, opacity)],
  });
}

/** The expected value with its band, as series of their own. */
export function expectedFrame(refId: string, series: ScoreSeries, title: string): DataFrame {
  return createDataFrame({
    refId,
    name: title,
    meta: { preferredVisualisationType: 'graph' },
    fields: [
      timeField(series),
      column(series, SCORE_FIELDS.expected, series.expected, `${title}, expected`, LINE),
      ...bounds(series, title, BAND_OPACITY),
    ],
  });
}

function bounds(series: ScoreSeries, title: string, opacity: number): Partial<Field>[] {
  const low = `${title}, lowest expected`;
  const high = `${title}, highest expected`;
  const upper = { ...BOUND, fillOpacity: opacity, fillBelowTo: low };
  return [
    named(low, column(series, SCORE_FIELDS.lower, series.lower, low, { ...BOUND, fillOpacity: 0 })),
    named(high, column(series, SCORE_FIELDS.upper, series.upper, high, upper)),
  ];
}

/** A band is filled down to a name: the name that the panel gives its own series must not become the band's. */
function named(displayName: string, field: Partial<Field>): Partial<Field> {
  return { ...field, config: { ...field.config, displayName } };
}

function timeField(series: ScoreSeries): Partial<Field> {
  return {
    name: SCORE_FIELDS.time,
    type: FieldType.time,
    values: series.time,
    config: { interval: series.step_seconds * 1000 },
  };
}

function column(
  series: ScoreSeries,
  name: string,
  values: (number | null)[],
  displayName: string,
  custom: object,
): Partial<Field> {
  return {
    name,
    type: FieldType.number,
    values,
    labels: series.signal.labels,
    config: {
      displayNameFromDS: displayName,
      color: { mode: 'fixed', fixedColor: EXPECTED_COLOUR },
      custom,
    },
  };
}
