import type { LabelledSeries } from '../datasets/load.ts';
import { eventCounts } from '../metrics/events.ts';
import { averagePrecision } from '../metrics/precision-recall.ts';
import { periodOf, vusPr } from '../metrics/vus.ts';
import type { Scored } from './score-series.ts';

/** HIGH: one in a hundred thousand. */
const HIGH_DECADES = 5;
const LOW_DECADES = 3;
/** Alarms less than so many rows apart are one alert. */
const ALERT_GAP_ROWS = 12;
const WEEK_MS = 7 * 86_400_000;

/** Figures of the part of a series that is to be judged. */
export interface Figures {
  vusPr: number;
  aucPr: number;
  eventF1: number;
  /** Minutes from an event's start to its first alarm, median over the found ones. */
  delayMinutes: number;
  falseAlertsAWeek: number;
  /** Of a thousand rows outside events, those with a p-value of a thousandth or less. */
  lowPerThousand: number;
}

export function figuresOf(series: LabelledSeries, scored: Scored): Figures {
  const labels = series.labels.subarray(series.evaluateFrom);
  const decades = scored.decades.subarray(series.evaluateFrom);
  const times = series.timesMs.subarray(series.evaluateFrom);
  const span = times[times.length - 1] - times[0];
  const events = eventCounts(
    labels,
    decades.map((x) => (x >= HIGH_DECADES ? 1 : 0)),
    ALERT_GAP_ROWS,
  );
  let [ordinary, low] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i]) continue;
    ordinary++;
    if (decades[i] >= LOW_DECADES) low++;
  }
  return {
    vusPr: vusPr(labels, decades, periodOf(series.columns[0].values)),
    aucPr: averagePrecision(labels, decades),
    eventF1: events.events === 0 ? NaN : events.f1,
    delayMinutes: (events.medianDelay * span) / (times.length - 1) / 60_000,
    falseAlertsAWeek: events.falseAlerts / (span / WEEK_MS),
    lowPerThousand: (1000 * low) / ordinary,
  };
}

/** Means over series; a figure that a series has not (no event was found) is left out of its mean. */
export function meanFigures(all: readonly Figures[]): Figures {
  const mean = (of: (figures: Figures) => number): number => {
    const known = all.map(of).filter((x) => !Number.isNaN(x));
    return known.reduce((sum, x) => sum + x, 0) / known.length;
  };
  return {
    vusPr: mean((f) => f.vusPr),
    aucPr: mean((f) => f.aucPr),
    eventF1: mean((f) => f.eventF1),
    delayMinutes: mean((f) => f.delayMinutes),
    falseAlertsAWeek: mean((f) => f.falseAlertsAWeek),
    lowPerThousand: mean((f) => f.lowPerThousand),
  };
}
