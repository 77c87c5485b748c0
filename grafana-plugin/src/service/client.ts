import {
  Anomaly,
  Health,
  type IncidentStatus,
  IncidentSummary,
  MetricsSummary,
  ScoreSeries,
  type Severity,
  Signal,
} from '@lapwing/contract';
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
  detectorId?: string;
  anomalous?: boolean;
  limit: number;
  cursor?: string;
}

export interface AnomaliesQuery {
  span?: Span;
  severities?: readonly Severity[];
  signalId?: string;
  detectorId?: string;
  labels?: readonly string[];
  alert?: 'raised' | 'withheld';
  open?: boolean;
  limit: number;
  cursor?: string;
}

export interface IncidentsQuery {
  span?: Span;
  statuses?: readonly IncidentStatus[];
  severities?: readonly Severity[];
  service?: string;
  limit: number;
  cursor?: string;
}

const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number() });
const SignalsPage = page(Signal);
const AnomaliesPage = page(Anomaly);
const IncidentsPage = page(IncidentSummary);
/** What every version of the service says of itself. */
const Versioned = z.object({ version: z.string(), parts: z.array(z.unknown()) });
/** As far as lists of detectors are read: a detector of a newer kind is one too. */
const DetectorsList = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

export interface Page<T> {
  items: T[];
  /** The cursor of the page after; null on the last one. */
  next: string | null;
  total: number;
}

/** The service's API, as far as the plugin reads it. Every answer is checked against the contract. */
export interface ServiceClient {
  health(signal?: AbortSignal): Promise<Health>;
  /** Whatever its version is; undefined of what is not Lapwing. */
  version(signal?: AbortSignal): Promise<string | undefined>;
  summary(signal?: AbortSignal): Promise<MetricsSummary>;
  signals(query: SignalsQuery, signal?: AbortSignal): Promise<Page<Signal>>;
  /** At most `points` rows of one signal. */
  scores(signalId: string, span: Span, points: number, signal?: AbortSignal): Promise<ScoreSeries>;
  anomalies(query: AnomaliesQuery, signal?: AbortSignal): Promise<Page<Anomaly>>;
  incidents(query: IncidentsQuery, signal?: AbortSignal): Promise<Page<IncidentSummary>>;
  detectors(signal?: AbortSignal): Promise<{ id: string; name: string }[]>;
}

export function serviceClient(get: Get): ServiceClient {
  const read = async <T extends z.ZodType>(
    path: string,
    schema: T,
    signal?: AbortSignal,
  ): Promise<z.output<T>> => parseAnswer(path, schema, await get(path, signal));
  return {
    health: (signal) => read('api/health', Health, signal),
    version: async (signal) => {
      const parsed = Versioned.safeParse(await get('api/health', signal));
      return parsed.success ? parsed.data.version : undefined;
    },
    summary: (signal) => read('api/v1/metrics/summary', MetricsSummary, signal),
    signals: ({ text, labels = [], detectorId, anomalous, limit, cursor }, signal) =>
      read(
        withQuery('api/v1/signals', [
          ['text', text],
          ['anomalous', anomalous],
          ...pairs('label', labels),
          ['detector_id', detectorId],
          ['limit', limit],
          ['cursor', cursor],
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
    anomalies: (
      { span, severities = [], signalId, detectorId, labels = [], alert, open, limit, cursor },
      signal,
    ) =>
      read(
        withQuery('api/v1/anomalies', [
          ...(span ? times(span) : []),
          ...pairs('severity', severities),
          ['signal_id', signalId],
          ['detector_id', detectorId],
          ...pairs('label', labels),
          ['alert', alert],
          ['open', open],
          ['limit', limit],
          ['cursor', cursor],
        ]),
        AnomaliesPage,
        signal,
      ),
    incidents: ({ span, statuses = [], severities = [], service, limit, cursor }, signal) =>
      read(
        withQuery('api/v1/incidents', [
          ...(span ? times(span) : []),
          ...pairs('status', statuses),
          ...pairs('severity', severities),
          ['service', service],
          ['limit', limit],
          ['cursor', cursor],
        ]),
        IncidentsPage,
        signal,
      ),
    detectors: async (signal) => (await read('api/v1/detectors', DetectorsList, signal)).items,
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
