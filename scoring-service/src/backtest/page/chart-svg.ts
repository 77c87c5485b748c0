import type { Anomaly, ScoreSeries } from '@lapwing/contract';

const WIDTH = 960;
const HEIGHT = 150;
/** Room under the chart for its dates. */
const FOOT = 18;
const ROOM = 0.05;

type Place = (row: number) => [x: number, y: number] | undefined;

/** A signal's chart: its readings as a line (the range of those a row stands for as an area), the expected band, its anomalies. */
export function chartSvg(
  series: ScoreSeries,
  anomalies: readonly Anomaly[],
  from: number,
  until: number,
): string {
  const numbers = [series.value_min, series.value_max].flat().filter((value) => value !== null);
  const [low, high] = extent(numbers);
  const x = (time: number): number => ((time - from) / (until - from)) * WIDTH;
  const y = (value: number): number =>
    Math.min(HEIGHT, Math.max(0, HEIGHT - ((value - low) / (high - low)) * HEIGHT));
  const placeOf =
    (column: readonly (number | null)[]): Place =>
    (row) => {
      const value = column[row];
      return value === null ? undefined : [x(series.time[row]), y(value)];
    };
  const rows = series.time.length;
  const regions = anomalies.map((anomaly) => {
    const begin = x(Math.max(from, Date.parse(anomaly.start)));
    const end = x(anomaly.end === null ? until : Date.parse(anomaly.end));
    return `<rect class="${anomaly.severity}" x="${fixed(begin)}" y="0" width="${fixed(Math.max(1.5, end - begin))}" height="${HEIGHT}"/>`;
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" role="img">`,
    ...regions,
    `<path class="band" d="${area(placeOf(series.lower), placeOf(series.upper), rows)}"/>`,
    `<path class="range" d="${area(placeOf(series.value_min), placeOf(series.value_max), rows)}"/>`,
    `<path class="value" d="${line(placeOf(series.value), rows)}"/>`,
    `<text x="0" y="${HEIGHT + FOOT - 4}">${date(from)}</text>`,
    `<text x="${WIDTH}" y="${HEIGHT + FOOT - 4}" text-anchor="end">${date(until)}</text>`,
    `<text x="2" y="10">${short(high)}</text><text x="2" y="${HEIGHT - 3}">${short(low)}</text>`,
    '</svg>',
  ].join('');
}

function extent(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) return [0, 1];
  const room = (high - low) * ROOM || Math.abs(high) * ROOM || 1;
  return [low - room, high + room];
}

/** A line through the rows, broken where there is none. */
function line(place: Place, rows: number): string {
  let path = '';
  let pen = 'M';
  for (let row = 0; row < rows; row++) {
    const at = place(row);
    if (at !== undefined) path += `${pen}${fixed(at[0])} ${fixed(at[1])}`;
    pen = at === undefined ? 'M' : 'L';
  }
  return path;
}

/** Closed areas between two lines, one for each stretch of rows where both are. */
function area(lower: Place, upper: Place, rows: number): string {
  let path = '';
  let [there, back]: [string[], string[]] = [[], []];
  for (let row = 0; row <= rows; row++) {
    const [below, above] = row < rows ? [lower(row), upper(row)] : [undefined, undefined];
    if (below !== undefined && above !== undefined) {
      there.push(`${fixed(above[0])} ${fixed(above[1])}`);
      back.push(`${fixed(below[0])} ${fixed(below[1])}`);
    } else if (there.length > 0) {
      path += `M${[...there, ...back.reverse()].join('L')}Z`;
      [there, back] = [[], []];
    }
  }
  return path;
}

function fixed(length: number): string {
  return length.toFixed(1);
}

function date(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
