import type { Detector, Labels } from '@lapwing/contract';
import type { LineCell, LineSeries } from '../../stores/template-store.ts';
import { SeriesBuilder } from '../shared/series-builder.ts';
import { signalLabels } from '../shared/signal-labels.ts';
import type { SeriesChunk, TimeRange } from '../source.ts';
import {
  ERROR_SHARE,
  LINES,
  LINES_SILENT_AFTER_MS,
  NEW_TEMPLATES,
  RARE_TEMPLATES,
  TEMPLATE_LINES,
} from './words.ts';

const MINUTE_MS = 60_000;
/** As much of a template as a person reads in a list; its id tells it from others. */
const TEMPLATE_LONGEST = 160;

export interface TemplateSeriesWork {
  detector: Detector;
  series: readonly LineSeries[];
  /** In the order of time. */
  cells: readonly LineCell[];
  range: TimeRange;
  intervalMs: number;
  /** What an interval without any line means: that nothing was logged, or that the senders are silent. */
  silence: 'zero' | 'gap';
}

/**
 * One reading an interval for each service (lines a minute, share of errors, new and rare templates) and each template
 * (lines a minute). What was there before and is not in this interval counts as none, for a day.
 */
export function templateSeries(work: TemplateSeriesWork): SeriesChunk[] {
  const { detector, range, intervalMs, silence } = work;
  const perMinute = MINUTE_MS / intervalMs;
  const byTime = new Map<number, Map<number, LineCell>>();
  for (const cell of work.cells) {
    const at = byTime.get(cell.time) ?? new Map<number, LineCell>();
    byTime.set(cell.time, at.set(cell.key, cell));
  }
  const built = new SeriesBuilder();
  for (let time = range.from; time < range.to; time += intervalMs) {
    const cells = byTime.get(time);
    if (cells === undefined && silence === 'gap') continue;
    for (const one of work.series) {
      const cell = cells?.get(one.key);
      if (cell === undefined && !isThere(one, time)) continue;
      for (const [metric, value] of readings(one, cell, perMinute)) {
        const labels = () => signalLabels(detector, labelsOf(one, metric));
        built.add(`${one.key}:${metric}`, labels, time, value);
      }
    }
  }
  return built.build();
}

function isThere({ runs }: LineSeries, time: number): boolean {
  return runs.some(
    ({ start, last, until }) =>
      start <= time && (until === undefined ? time - last <= LINES_SILENT_AFTER_MS : time < until),
  );
}

function readings(one: LineSeries, cell: LineCell | undefined, perMinute: number): [string, number][] {
  const { count = 0, errors = 0, news = 0, rare = 0 } = cell ?? {};
  if (one.template !== undefined) return [[TEMPLATE_LINES, count * perMinute]];
  return [
    [LINES, count * perMinute],
    [ERROR_SHARE, count === 0 ? NaN : errors / count],
    [NEW_TEMPLATES, news],
    [RARE_TEMPLATES, rare],
  ];
}

function labelsOf({ service, template }: LineSeries, metric: string): Labels {
  if (template === undefined) return { service, metric };
  const { id, text, level } = template;
  const short = text.length <= TEMPLATE_LONGEST ? text : `${text.slice(0, TEMPLATE_LONGEST - 1)}…`;
  return { service, metric, template: short, template_id: id, level };
}
