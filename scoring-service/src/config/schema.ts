import {
  CalendarName,
  Detector,
  LONGEST_CALENDAR,
  Labels,
  Password,
  Role,
  type SourceInfo,
  TimeZone,
} from '@lapwing/contract';
import { z } from 'zod';
import { AlertsSection } from '../alerts/settings.ts';
import { ForwardSettings } from '../forward/settings.ts';
import { BEHAVIOUR_SOURCE } from '../sources/behaviour/words.ts';
import { ENTITIES_SOURCE } from '../sources/entities/entities-source.ts';
import { INGEST_SOURCE } from '../sources/ingest/ingest-source.ts';
import { OTLP_SOURCE } from '../sources/traces/words.ts';
import { PostgresSettings } from '../stores/postgres/settings.ts';
import { WriterSettings } from '../writer/settings.ts';
import { BehaviourSection, IngestSection, TracesSection } from './own-detectors.ts';
import { serverShape } from './server-settings.ts';
import { Flag, Secret, span, whole } from './words.ts';

/** Nobody else on the network reaches a service that was just tried out. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8787;
const DEFAULT_FOLDER = './lapwing-data';
/** A quarter: enough to compare with last month, little enough for one disk. */
const DEFAULT_RETENTION = '90d';
/** What a crash costs is scoring a minute again. */
const DEFAULT_SNAPSHOT_EVERY = '1m';

const ServerSection = z.strictObject({
  host: z.string().min(1).default(DEFAULT_HOST),
  port: whole(0, 65_535).default(DEFAULT_PORT),
  cors_origins: z.array(z.url()).optional().meta({ description: 'pages that may call the API' }),
  trusted_proxies: whole(0, 10).optional().meta({ description: 'how many proxies stand in front' }),
  rate_limits: z
    .strictObject({ requests: whole(1, 1_000_000), secrets: whole(1, 1_000) })
    .optional()
    .meta({ description: 'requests a minute of one caller; guesses of a password' }),
});

const DataSection = z.strictObject({
  folder: z.string().min(1).default(DEFAULT_FOLDER),
  retention: span('1d', '520w').default(DEFAULT_RETENTION),
  snapshot_every: span('1s', '1h').default(DEFAULT_SNAPSHOT_EVERY),
  postgres: PostgresSettings.optional().meta({ description: 'where the administration is kept as well' }),
});

const AuthSection = z.strictObject({
  admin_password: Secret.pipe(Password).optional().meta({ description: 'of the first admin' }),
  api_keys: z
    .array(z.strictObject({ name: z.string().min(1).max(100), role: Role, key: Secret }))
    .default([]),
});

const OpenSearchSource = z.strictObject({
  type: z.literal('opensearch'),
  ...serverShape,
  fields: z
    .strictObject({
      time: z.string().min(1).optional(),
      message: z.string().min(1).optional(),
      level: z.string().min(1).optional(),
      service: z.string().min(1).optional(),
    })
    .optional()
    .meta({ description: 'used instead of the detected ones' }),
  page_size: whole(100, 10_000).optional(),
  spans: z
    .strictObject({
      index: z.string().min(1).optional().meta({ description: 'index, alias or pattern of spans' }),
      per_minute: whole(100, 1_000_000)
        .optional()
        .meta({ description: 'spans read of a minute at most; of more, a sample' }),
    })
    .optional()
    .meta({ description: 'for detectors of calls' }),
  lines: z
    .strictObject({
      per_minute: whole(100, 10_000_000)
        .optional()
        .meta({ description: 'lines read of a minute at most; of more, a sample' }),
      per_second: whole(100, 1_000_000)
        .optional()
        .meta({ description: 'lines read in a second at most, while history is read' }),
    })
    .optional()
    .meta({ description: 'for detectors of templates' }),
});
const JaegerSource = z.strictObject({
  type: z.literal('jaeger'),
  ...serverShape,
  traces_per_answer: whole(10, 10_000)
    .optional()
    .meta({ description: 'how many traces one query should fetch at most' }),
  longest_span: span('1s', '1h')
    .optional()
    .meta({ description: 'spans that last longer are not counted: Jaeger finds spans by their start' }),
});
const PrometheusSource = z.strictObject({
  type: z.literal('prometheus'),
  ...serverShape,
  samples_per_answer: whole(1_000, 10_000_000)
    .optional()
    .meta({ description: 'how many samples one range query should fetch at most' }),
});
const CsvSource = z.strictObject({
  type: z.literal('csv'),
  path: z.string().min(1).meta({ description: 'a file or a glob, .gz too' }),
  labels: Labels.default({}),
});
const SourceSection = z.discriminatedUnion('type', [
  OpenSearchSource,
  PrometheusSource,
  CsvSource,
  JaegerSource,
]);
export type SourceSection = z.infer<typeof SourceSection>;

/** Sources that no configuration names, and the type of their queries. */
const ALWAYS_THERE: ReadonlyMap<string, string> = new Map([
  [INGEST_SOURCE, 'ingest'],
  [ENTITIES_SOURCE, 'entities'],
  [OTLP_SOURCE, 'otlp'],
  [BEHAVIOUR_SOURCE, 'behaviour'],
]);

/** Types of queries that a source of each type serves. */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  opensearch: ['opensearch', 'traces', 'templates'],
  jaeger: ['traces'],
  otlp: ['traces', 'templates'],
};

/** Types of queries that a source of this type serves. */
function servedBy(type: string): readonly string[] {
  return SERVED[type] ?? [type];
}

/** The sources that a detector may name: those that are always there, then the configured ones. */
export function knownSources({ sources }: Pick<Config, 'sources'>): SourceInfo[] {
  const configured = Object.entries(sources).map(([name, { type }]) => [name, type] as const);
  return [...ALWAYS_THERE, ...configured].map(([name, type]) => ({
    name,
    type,
    serves: [...servedBy(type)],
  }));
}

const SourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower-case letters, digits, dashes and underscores')
  .refine((name) => !ALWAYS_THERE.has(name), {
    error: ({ input }) => `must not be "${String(input)}": that source is always there`,
  });

const OutputSection = z.strictObject({
  opensearch: z.strictObject({ ...serverShape, ...WriterSettings.shape }).optional(),
  forward: ForwardSettings.optional(),
});

/** Habits change in weeks; a training takes a minute of one core. */
const DEFAULT_TRAIN_EVERY = '7d';

/** When the nets of the detectors that ask one are trained anew. */
const TrainingSection = z.strictObject({
  enabled: Flag.default(true),
  every: span('1h', '520w').default(DEFAULT_TRAIN_EVERY),
});

const CalendarSection = z
  .strictObject({
    file: z.string().min(1).optional().meta({ description: 'an iCalendar file (.ics)' }),
    url: z.url().optional().meta({ description: 'fetched at the start and every hour' }),
    ics: z.string().min(1).max(LONGEST_CALENDAR).optional().meta({ description: 'the text itself' }),
    time_zone: TimeZone.default('UTC').meta({ description: 'of all-day events and times without a zone' }),
  })
  .refine(({ file, url, ics }) => [file, url, ics].filter((one) => one !== undefined).length === 1, {
    message: 'must have one of file, url and ics',
  });

const TelemetrySection = z.strictObject({
  metrics_key: Secret.optional().meta({ description: 'asked as a bearer token for /metrics' }),
});

const LogSection = z.strictObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** The configuration file. Every section may be left out. */
export const Config = z
  .strictObject({
    server: ServerSection.prefault({}),
    data: DataSection.prefault({}),
    auth: AuthSection.prefault({}),
    sources: z.record(SourceName, SourceSection).default({}),
    output: OutputSection.prefault({}),
    detectors: z.array(Detector).default([]),
    ingest: IngestSection.prefault({}),
    traces: TracesSection.prefault({}),
    behaviour: BehaviourSection.prefault({}),
    training: TrainingSection.prefault({}),
    calendars: z.record(CalendarName, CalendarSection).default({}),
    alerts: AlertsSection.prefault({}),
    telemetry: TelemetrySection.prefault({}),
    log: LogSection.prefault({}),
  })
  .superRefine(({ detectors, sources, ingest, traces, behaviour }, context) => {
    const own = [
      ...(ingest.enabled ? [INGEST_SOURCE] : []),
      ...(traces.enabled ? [OTLP_SOURCE] : []),
      ...(behaviour.enabled ? [BEHAVIOUR_SOURCE] : []),
    ];
    const seen = new Set<string>(own);
    for (const [i, detector] of detectors.entries()) {
      if (seen.has(detector.id)) {
        const message = `there is another detector "${detector.id}"`;
        context.addIssue({ code: 'custom', path: ['detectors', i, 'id'], message });
      }
      seen.add(detector.id);
      const type = ALWAYS_THERE.get(detector.source) ?? sources[detector.source]?.type;
      if (type === undefined) {
        const known = [...ALWAYS_THERE.keys(), ...Object.keys(sources)].join(', ');
        const message = `there is no source "${detector.source}": must be one of ${known}`;
        context.addIssue({ code: 'custom', path: ['detectors', i, 'source'], message });
      } else if (!servedBy(type).includes(detector.query.type)) {
        const served = servedBy(type)
          .map((one) => `"${one}"`)
          .join(' or ');
        const message = `must be ${served}, for the source "${detector.source}" is of that type`;
        context.addIssue({ code: 'custom', path: ['detectors', i, 'query', 'type'], message });
      }
    }
  });
export type Config = z.infer<typeof Config>;
