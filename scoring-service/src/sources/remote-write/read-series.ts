import { z } from 'zod';
import { LapwingError } from '../../errors.ts';
import { decodeProtobuf, ProtobufError } from '../protobuf/decode.ts';
import { histogramOf, NativeHistogram, type SentHistogram } from './native-histogram.ts';
import { WRITE_REQUEST_1, WRITE_REQUEST_2 } from './protocol.ts';

/**
 * A series of a request: its labels with `__name__`, its type where the request tells it, [epoch ms, value] pairs and
 * native histograms.
 */
export interface SentSeries {
  labels: [string, string][];
  type: 'counter' | 'other' | undefined;
  samples: [number, number][];
  histograms: SentHistogram[];
}

export interface SentRequest {
  series: SentSeries[];
  /** Types by the name of the metric's family, where they came apart from the series. */
  types: Map<string, string>;
}

const Sample = z
  .object({
    value: z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]).default(0),
    timestamp: z.number().default(0),
  })
  .transform(({ timestamp, value }): [number, number] => [timestamp, value]);
const samples = z.array(Sample).default([]);
const histograms = z.array(NativeHistogram).default([]);
const Request1 = z.object({
  timeseries: z
    .array(
      z.object({
        labels: z
          .array(z.object({ name: z.string().default(''), value: z.string().default('') }))
          .default([]),
        samples,
        histograms,
      }),
    )
    .default([]),
  metadata: z.array(z.object({ type: z.number().default(0), name: z.string().default('') })).default([]),
});
const Request2 = z.object({
  symbols: z.array(z.string()).default([]),
  timeseries: z
    .array(
      z.object({
        labelsRefs: z.array(z.number()).default([]),
        samples,
        histograms,
        metadata: z.object({ type: z.number().default(0) }).optional(),
      }),
    )
    .default([]),
});

/** `MetricType` of both versions. */
const TYPES = ['unknown', 'counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset'];
const COUNTER = 1;

/** The series of a request of either version. Throws LapwingError BAD_REQUEST. */
export function readSeries(bytes: Uint8Array, version: 1 | 2): SentRequest {
  try {
    return version === 1 ? read1(bytes) : read2(bytes);
  } catch (cause) {
    if (!(cause instanceof ProtobufError) && !(cause instanceof z.ZodError)) throw cause;
    const why = cause instanceof z.ZodError ? cause.issues[0].message : cause.message;
    throw new LapwingError(
      'BAD_REQUEST',
      {
        message: `the body is no remote-write request of version ${version}.0: ${why}`,
        where: 'body',
        hint: 'Check the Content-Type: its parameter proto names the message of version 2.0.',
      },
      { cause },
    );
  }
}

function read1(bytes: Uint8Array): SentRequest {
  const { timeseries, metadata } = Request1.parse(decodeProtobuf(WRITE_REQUEST_1, bytes));
  return {
    series: timeseries.map(({ labels, samples: sent, histograms: shapes }) => ({
      labels: labels.map(({ name, value }): [string, string] => [name, value]),
      type: undefined,
      samples: sent,
      histograms: shapes.flatMap(histogramOf),
    })),
    types: new Map(metadata.map(({ name, type }) => [name, TYPES[type] ?? 'unknown'])),
  };
}

function read2(bytes: Uint8Array): SentRequest {
  const { symbols, timeseries } = Request2.parse(decodeProtobuf(WRITE_REQUEST_2, bytes));
  const series = timeseries.map(({ labelsRefs, samples: sent, histograms: shapes, metadata }) => {
    const labels: [string, string][] = [];
    for (let i = 0; i + 1 < labelsRefs.length; i += 2) {
      const [name, value] = [symbols[labelsRefs[i]], symbols[labelsRefs[i + 1]]];
      if (name === undefined || value === undefined) throw new ProtobufError('a label names no symbol');
      labels.push([name, value]);
    }
    const type = metadata?.type ?? 0;
    return { labels, samples: sent, histograms: shapes.flatMap(histogramOf), type: typeOf(type) };
  });
  return { series, types: new Map() };
}

function typeOf(type: number): SentSeries['type'] {
  if (type === 0) return undefined;
  // The parts of histograms and summaries are judged by their names.
  return type === COUNTER
    ? 'counter'
    : ['gauge', 'info', 'stateset'].includes(TYPES[type])
      ? 'other'
      : undefined;
}
