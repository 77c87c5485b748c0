import { Anomaly, Health, MetricsSummary, ScoreSeries, type Severity, Signal } from '@lapwing/contract';
import { z } from 'zod';
import { parseAnswer } from './parse-answer.ts';

/** GETs a path of the service (with its query, without a leading slash) and gives the parsed JSON. */
export type Get = (path: string, signal?: AbortSignal) => Promise<unknown>;

/** Epoch ms, [from, to). */
export interface Span {
  from: number;
  to: number;
}

export interface SignalsQuery {
  text?: string;
  /** `key=value`, all of which must hold. */
  labels?: readonly string[];
  anomalous?: boolean;
  limit: number;
}

export interface AnomaliesQuery {
  span?: Span;
  severities?: readonly Severity[];
  signalId?: string;
  labels?: readonly string[];
  open?: boolean;
  limit: number;
}

const page = <T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; total: z.ZodNumber }> =>
  z.object({ items: z.array(item), total: z.number() });
const SignalsPage = page(Signal);
const AnomaliesPage = page(Anomaly);

interface Page<T> {
  items: T[];
  total: number;
}

/** The service's API, as far as the plugin reads it. Every answer is checked against the contract. */
export interface ServiceClient {
  health(signal?: AbortSignal): Promise<Health>;
  summary(signal?: AbortSignal): Promise<MetricsSummary>;
  signals(query: SignalsQuery, signal?: AbortSignal): Promise<Page<Signal>>;
  /** At most `points` rows of one signal. */
  scores(signalId: string, span: Span, points: number, signal?: AbortSignal): Promise<ScoreSeries>;
  anomalies(query: AnomaliesQuery, signal?: AbortSignal): Promise<Page<Anomaly>>;
}

export function serviceClient(get: Get): ServiceClient {
  const read = async <T extends z.ZodType>(
    path: string,
    schema: T,
    signal?: AbortSignal,
  ): Promise<z.output<T>> => parseAnswer(path, schema, await get(path, signal));
  return {
    health: (signal) => read('api/health', Health, signal),
    summary: (signal) => read('api/v1/metrics/summary', MetricsSummary, signal),
    signals: ({ text, labels = [], anomalous, limit }, signal) =>
      read(
        withQuery('api/v1/signals', [
          ['text', text],
          ['anomalous', anomalous],
          ...pairs('label', labels),
          ['limit', limit],
        ]),
        SignalsPage,
        signal,
      ),
    scores: (id, span, points, signal) =>
      read(
        withQuery(`api/v1/signals/${encodeURIComponent(id)}/scores`, [...times(span), ['points', points]]),
        ScoreSeries,
        signal,
      ),
    anomalies: ({ span, severities = [], signalId, labels = [], open, limit }, signal) =>
      read(
        withQuery('api/v1/anomalies', [
          ...(span ? times(span) : []),
          ...pairs('severity', severities),
          ['signal_id', signalId],
          ...pairs('label', labels),
          ['open', open],
          ['limit', limit],
        ]),
        AnomaliesPage,
        signal,
      ),
  };
}

type Parameter = [name: string, value: string | number | boolean | undefined];

function pairs(name: string, values: readonly string[]): Parameter[] {
  return values.map((value) => [name, value]);
}

function times(span: Span): Parameter[] {
  return [
    ['start_time', new Date(span.from).toISOString()],
    ['end_time', new Date(span.to).toISOString()],
  ];
}

/** The path with its query; what is undefined or empty is left out. */
export function withQuery(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of parameters) {
    if (value !== undefined && value !== '') query.append(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
