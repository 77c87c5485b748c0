import type { History, Severity } from '@lapwing/contract';
import { SEVERITIES, severityColour, severityName } from '../severity.ts';
import { formatDuration } from '../text/durations.ts';
import { NOTHING, formatNumber } from '../text/numbers.ts';
import { signalTitle } from '../text/signal-title.ts';

export type TrendBy = 'severity' | 'service' | 'detector';

/** One layer of the stacked bars. */
export interface TrendLayer {
  name: string;
  colour: string;
  total: number;
  /** One a bar. */
  counts: number[];
}

export interface TrendsView {
  /** Starts of the bars, epoch ms. */
  times: number[];
  /** The lowest first. */
  layers: TrendLayer[];
  /** The tallest bar. */
  most: number;
  facts: { label: string; value: string; note: string }[];
  noisiest: { signalId: string; title: string; detectorId: string; anomalies: number; raised: number }[];
  heat: HeatMap;
}

export interface HeatMap {
  days: { name: string; hours: { hour: number; count: number; share: number; text: string }[] }[];
  most: number;
}

/** Colours that can be told apart on light and on dark, beside each other; the last is for all the rest. */
const PALETTE = ['#5794F2', '#FF9830', '#73BF69', '#B877D9', '#F2495C', '#FADE2A', '#37872D', '#8AB8FF'];
const REST_COLOUR = '#9FA7B3';
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS_A_DAY = 24;

/** What the page of trends draws of a history. */
export function trendsView(history: History, by: TrendBy): TrendsView {
  const times = history.buckets.map(({ time }) => Date.parse(time));
  return {
    times,
    layers: layersOf(history, by),
    most: Math.max(0, ...history.buckets.map(({ total }) => total)),
    facts: factsOf(history),
    noisiest: history.signals.map(({ signal_id: signalId, labels, detector_id: detectorId, ...counts }) => ({
      signalId,
      title: signalTitle(labels, `signal ${signalId}`),
      detectorId,
      ...counts,
    })),
    heat: heatMap(history.week),
  };
}

function layersOf(history: History, by: TrendBy): TrendLayer[] {
  if (by === 'severity') {
    return SEVERITIES.map((severity: Severity) => {
      const counts = history.buckets.map((bucket) => bucket.counts[severity] ?? 0);
      return { name: severityName(severity), colour: severityColour(severity), total: sum(counts), counts };
    });
  }
  const lines = by === 'service' ? history.services : history.detectors;
  const named = lines.slice(0, PALETTE.length).map(({ name, total, counts }, place) => ({
    name: name || `no ${by}`,
    colour: PALETTE[place] ?? REST_COLOUR,
    total,
    counts,
  }));
  const rest = history.buckets.map(
    ({ total }, place) => total - named.reduce((whole, { counts }) => whole + (counts[place] ?? 0), 0),
  );
  return sum(rest) === 0
    ? named
    : [...named, { name: 'all others', colour: REST_COLOUR, total: sum(rest), counts: rest }];
}

function factsOf({ total, raised, incidents }: History): TrendsView['facts'] {
  const length = (seconds: number | null): string =>
    seconds === null ? NOTHING : formatDuration(seconds * 1000);
  const share = total === 0 ? NOTHING : `${Math.round((raised / total) * 100)} % of the anomalies`;
  return [
    { label: 'Anomalies', value: formatNumber(total), note: '' },
    { label: 'Alerts', value: formatNumber(raised), note: share },
    { label: 'Incidents', value: formatNumber(incidents.opened), note: '' },
    {
      label: 'Mean time to acknowledge',
      value: length(incidents.mean_seconds_to_acknowledge),
      note: `${incidents.acknowledged} of ${incidents.opened} were`,
    },
    {
      label: 'Mean time to resolve',
      value: length(incidents.mean_seconds_to_resolve),
      note: `${incidents.resolved} of ${incidents.opened} were`,
    },
  ];
}

function heatMap(week: readonly number[]): HeatMap {
  const most = Math.max(0, ...week);
  const days = DAYS.map((name, day) => ({
    name,
    hours: Array.from({ length: HOURS_A_DAY }, (_, hour) => {
      const count = week[day * HOURS_A_DAY + hour] ?? 0;
      const anomalies = count === 1 ? '1 anomaly' : `${count} anomalies`;
      return {
        hour,
        count,
        share: most === 0 ? 0 : count / most,
        text: `${name} ${String(hour).padStart(2, '0')}:00, ${anomalies}`,
      };
    }),
  }));
  return { days, most };
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0);
}
