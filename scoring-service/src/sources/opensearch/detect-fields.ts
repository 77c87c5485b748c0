import { aggregatableForm, isDate, type FieldCatalog } from './field-catalog.ts';
import type { FieldSettings } from './settings.ts';

/** The parts that fields play in a log document; in order of preference, what the usual shippers call them. */
const CANDIDATES = {
  time: [
    ...['@timestamp', 'time', 'timestamp', '@time', 'startTime', 'observedTimestamp', 'observedTime'],
    ...['ts', 'date', 'datetime', 'eventTime', 'event_time'],
  ],
  message: [
    ...['message', 'log', 'body', 'msg', 'body.text', 'body.stringValue', 'log_processed.message'],
    ...['event.original', 'MESSAGE', 'text', 'name'],
  ],
  level: [
    ...[
      'level',
      'severity',
      'log.level',
      'severity.text',
      'severityText',
      'severity_text',
      'log_level',
      'loglevel',
    ],
    ...['levelname', 'lvl', 'log_processed.level', 'attributes.level', 'status.code', 'PRIORITY'],
  ],
  service: [
    // Named as such by the program itself: OpenTelemetry, Data Prepper, ss4o, ECS.
    ...['service.name', 'resource.service.name', 'resource.attributes.service.name', 'serviceName'],
    ...['resource.attributes.service@name', 'attributes.service.name', 'service', 'service_name'],
    ...['log_processed.service', 'labels.service'],
    // Kubernetes, as Fluent Bit's and Fluentd's filters write it, with and without dots replaced.
    ...['kubernetes.labels.app_kubernetes_io/name', 'kubernetes.labels.app.kubernetes.io/name'],
    ...['kubernetes.labels.app_kubernetes_io_name', 'kubernetes.labels.k8s-app', 'kubernetes.labels.app'],
    ...['kubernetes.deployment.name', 'kubernetes.container_name', 'kubernetes.container.name'],
    // Containers and plain hosts.
    ...['container_name', 'container.name', 'docker.container_name', 'app', 'application', 'app_name'],
    ...['SYSLOG_IDENTIFIER', 'ident', '_SYSTEMD_UNIT', 'tag', 'fluentd_tag', '@log_name'],
  ],
} as const satisfies Record<string, readonly string[]>;

export type FieldPart = keyof typeof CANDIDATES;
export type DetectedFields = Partial<Record<FieldPart, string>>;

/** For each part, the fields of the catalog that may play it, preferred first; each in the form that is aggregated. */
export function candidateFields(catalog: FieldCatalog): Record<FieldPart, string[]> {
  const present = (part: FieldPart) => CANDIDATES[part].filter((name) => catalog.has(name));
  const aggregatable = (part: FieldPart) =>
    present(part).flatMap((name) => aggregatableForm(catalog, name)?.name ?? []);
  const dates = [...catalog.values()].filter(isDate).map(({ name }) => name);
  const known = present('time').filter((name) => dates.includes(name));
  return {
    // A single date field is the time, whatever it is called.
    time: known.length > 0 ? known : dates.length === 1 ? dates : [],
    message: present('message'),
    level: aggregatable('level'),
    service: aggregatable('service'),
  };
}

/** A field that fewer than this share of the documents fills yields to a later candidate that more of them fill. */
const FILLED_SHARE = 0.5;

/**
 * The field for each part: the configured one; else the first candidate that half the sampled documents fill, for
 * templates map many fields that nobody writes; else the one filled most. `filled` counts documents per candidate,
 * out of `documents`; without documents the order of preference alone decides.
 */
export function chooseFields(
  candidates: Record<FieldPart, string[]>,
  filled: ReadonlyMap<string, number>,
  documents: number,
  settings: FieldSettings,
): DetectedFields {
  const chosen: DetectedFields = {};
  for (const part of Object.keys(CANDIDATES) as FieldPart[]) {
    const field = settings[part] ?? choose(candidates[part], filled, documents);
    if (field !== undefined) chosen[part] = field;
  }
  return chosen;
}

function choose(names: string[], filled: ReadonlyMap<string, number>, documents: number): string | undefined {
  const count = (name: string) => filled.get(name) ?? 0;
  const usual = names.find((name) => count(name) >= documents * FILLED_SHARE);
  if (usual !== undefined) return usual;
  const most = Math.max(...names.map(count));
  return names.find((name) => count(name) === most);
}
