import { SEVERITIES, decimated, lanesOfMarks, type ChartColumns, type LaneMark } from '@lapwing/visuals';
import type { Table } from '../report/table.ts';

const MINUTE_MS = 60_000;
const RUNS = 15;
/** A chart on a wide screen. */
const PIXELS = 1_400;
const CHART_ROWS = [10_000, 100_000, 500_000];
const LANES = [500, 5_000, 20_000];
const MARKS_A_LANE = 10;

/** What both dashboards compute before they draw, in ms of this thread: the median of some runs after as many to warm up. */
export function drawing(): Table[] {
  return [
    {
      title: `A chart thinned to ${PIXELS} pixels`,
      rows: CHART_ROWS.map((rows) => {
        const columns = chartOf(rows);
        const span = { from: 0, to: rows * MINUTE_MS };
        return {
          rows,
          'rows kept': decimated(columns, span, PIXELS).time.length,
          ms: median(() => decimated(columns, span, PIXELS)),
        };
      }),
    },
    {
      title: 'Swim lanes, sorted worst first',
      rows: LANES.map((lanes) => {
        const marks = marksOf(lanes);
        const to = lanes * MINUTE_MS;
        return { lanes, marks: marks.length, ms: median(() => lanesOfMarks(marks, 0, to)) };
      }),
    },
  ];
}

/** Every column that the anomaly chart draws, with gaps and peaks. */
function chartOf(rows: number): ChartColumns {
  const each = (cell: (row: number) => number | null): (number | null)[] =>
    Array.from({ length: rows }, (_, row) => cell(row));
  const wave = (row: number): number => 100 + 50 * Math.sin(row / 200);
  const value = each((row) => (row % 997 === 0 ? null : wave(row) + (row % 7)));
  return {
    time: Array.from({ length: rows }, (_, row) => row * MINUTE_MS),
    ...{ value, value_min: value, value_max: value },
    ...{ expected: each(wave), lower: each((row) => wave(row) - 9), upper: each((row) => wave(row) + 9) },
    score: each((row) => row % 41),
  };
}

function marksOf(lanes: number): LaneMark[] {
  return Array.from({ length: lanes * MARKS_A_LANE }, (_, place): LaneMark => {
    const start = ((place * 7919) % lanes) * MINUTE_MS;
    return {
      ...{ anomalyId: `a${place}`, signalId: `s${place % lanes}`, title: `service-${place % lanes}` },
      ...{ severity: SEVERITIES[place % SEVERITIES.length], score: 30 + (place % 70) },
      ...{ start, end: start + 5 * MINUTE_MS },
    };
  });
}

function median(work: () => unknown): number {
  for (let run = 0; run < RUNS; run++) work();
  const times = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}
