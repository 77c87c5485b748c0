import type { Detector, Labels } from '@lapwing/contract';
import { z } from 'zod';
import { LapwingError } from '../../errors.ts';
import { ServerFault } from '../shared/server-fault.ts';
import { MOST_LABELS, signalLabels } from '../shared/signal-labels.ts';
import type { SeriesChunk } from '../source.ts';

const Metric = z.record(z.string(), z.string());
const Matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: Metric,
      values: z.array(z.tuple([z.number(), z.string()])).optional(),
      histograms: z.array(z.unknown()).optional(),
    }),
  ),
});

export interface ReadMatrix {
  series: SeriesChunk[];
  /** Samples in the answer, those that are no finite numbers too. */
  samples: number;
}

/** The series of a range query's answer; samples that are NaN or ±Inf are gaps. Throws ServerFault and LapwingError. */
export function readMatrix(data: unknown, detector: Detector): ReadMatrix {
  const parsed = Matrix.safeParse(data);
  if (!parsed.success) {
    throw new ServerFault(
      { kind: 'unreadable', message: z.prettifyError(parsed.error) },
      'Prometheus: no matrix',
    );
  }
  const series: SeriesChunk[] = [];
  let samples = 0;
  for (const { metric, values = [], histograms = [] } of parsed.data.result) {
    if (histograms.length > 0) throw histogramRefused(detector);
    samples += values.length;
    const times = new Float64Array(values.length);
    const numbers = new Float64Array(values.length);
    let kept = 0;
    for (const [seconds, text] of values) {
      // "NaN", "+Inf" and "-Inf" are no numbers to JavaScript either.
      const value = Number(text);
      if (!Number.isFinite(value)) continue;
      times[kept] = Math.round(seconds * 1000);
      numbers[kept++] = value;
    }
    if (kept === 0) continue;
    series.push({
      labels: signalLabels(detector, metricLabels(metric, detector)),
      times: times.slice(0, kept),
      values: numbers.slice(0, kept),
    });
  }
  return { series, samples };
}

/** A series' labels as a signal's: its name is the label `metric`, or `name` where a label `metric` is there already. */
function metricLabels(metric: Record<string, string>, detector: Detector): Labels {
  const { __name__: name, ...labels } = metric;
  const all =
    name === undefined ? labels : { [labels['metric'] === undefined ? 'metric' : 'name']: name, ...labels };
  if (Object.keys(all).length <= MOST_LABELS) return all;
  throw new LapwingError('SOURCE_REFUSED_QUERY', {
    message: `a series has ${Object.keys(all).length} labels, and a signal has ${MOST_LABELS} at most`,
    where: `detector ${detector.id}: query.expr`,
    hint: 'Keep the labels that tell the signals apart: sum by (service, instance) (…).',
  });
}

function histogramRefused(detector: Detector): LapwingError {
  return new LapwingError('SOURCE_REFUSED_QUERY', {
    message: 'the expression gives native histograms, which are no single number',
    where: `detector ${detector.id}: query.expr`,
    hint: 'Take a number from them: histogram_quantile(0.95, rate(…[5m])), histogram_count(…) or histogram_avg(…).',
  });
}
