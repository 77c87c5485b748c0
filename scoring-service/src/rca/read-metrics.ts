import type { MetricSeries } from '@lapwing/engine';
import { parseReading } from '../csv/reading.ts';
import { caseError } from './case-error.ts';
import { caseTime } from './case-time.ts';
import { tableRows } from './table-rows.ts';

interface Growing extends MetricSeries {
  times: number[];
  values: number[];
}

/** `metrics.csv`: timestamp,service,metric,value. Throws LapwingError BAD_REQUEST with file and line. */
export async function readMetrics(file: string): Promise<MetricSeries[]> {
  const series = new Map<string, Growing>();
  for await (const rows of tableRows(file, ['timestamp', 'service', 'metric', 'value'])) {
    for (const { line, cells } of rows) {
      const [timestamp, service, metric, text] = cells;
      const time = caseTime(timestamp);
      if (time === undefined) {
        throw caseError(file, line, `"${timestamp.slice(0, 40)}" is no time`, 'Write ISO 8601 or an epoch.');
      }
      const value = parseReading(text);
      if (value === undefined) {
        throw caseError(file, line, `"${text.slice(0, 40)}" is no number`, 'Leave a missing value empty.');
      }
      if (service === '' || metric === '') {
        throw caseError(file, line, 'service or metric is empty', 'Name both in every row.');
      }
      const key = `${service}\n${metric}`;
      let one = series.get(key);
      if (!one) series.set(key, (one = { service, metric, times: [], values: [] }));
      one.times.push(time);
      one.values.push(value);
    }
  }
  return [...series.values()];
}
